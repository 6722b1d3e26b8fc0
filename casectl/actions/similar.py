"""similar: earlier cases like one."""

from __future__ import annotations

from collections.abc import Mapping

from casectl.actions.context import Reading
from casectl.actions.lookup.earlier_complaints import opened
from casectl.actions.lookup.find import find, read
from casectl.actions.lookup.knowledge import offered
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.query.case_facts import excerpt_of
from casectl.core.query.clause import Clause
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.prefilter import AnyOf, EachOf, HasMost, Prefilter, any_of
from casectl.core.query.references import CUSTOMER, REFERENCE, same, same_customer
from casectl.core.query.selection import Selection
from casectl.core.query.similarity import described, similarity, solution, tokens, weights
from casectl.core.reports import SimilarCase, SimilarCases

_SHOWN = 10
_LEAST = 0.15
_SAMPLE = 2000
"""How many cases, the latest, show how common a word is."""


def similar(context: Reading, case_ref: str, count: int = _SHOWN) -> SimilarCases:
    """The earlier cases most similar to the one that `case_ref` means, at most `count`; among equals, the latest first.

    Those of the same customer about the same order come before all others. Articles that may help are offered beside
    them. Raises NotFound, Unreadable.
    """
    case = read(context, find(context, case_ref))
    own = Excerpt(case.source.file, excerpt_of(case))
    words, own_at = tokens(described(own)), opened(own)

    sample = Selection(order=("-opened_at",), limit=_SAMPLE)
    worth = weights(words, [tokens(described(each)) for each in context.excerpts(sample).cases[:_SAMPLE]])
    listing = context.excerpts(Selection(Clause("opened <= ?", (int(own_at),)), _either(own, worth)))
    titles = TemplateTitles(context)
    others = [each for each in listing.cases if each.id != own.id and opened(each) <= own_at]
    found = [(_is_again(own, each), similarity(words, tokens(described(each)), worth), each) for each in others]
    found = [each for each in found if each[0] or each[1] >= _LEAST]
    found.sort(key=lambda each: (not each[0], -each[1], -opened(each[2]), each[2].id))
    rows = [
        SimilarCase(each, like, same_customer(own.fields, each.fields), solution(each))
        for _, like, each in found[:count]
    ]
    for row in rows:
        titles.of(row.case.text("template"))
    helpful = tuple(offered(context, own, words, worth, _LEAST))
    return SimilarCases(own.id, rows, listing.unreadable, titles.states(), helpful)


def _is_again(first: Excerpt, second: Excerpt) -> bool:
    ours, theirs = first.fields, second.fields
    return same(ours, theirs, REFERENCE) and same_customer(ours, theirs)


def _either(own: Excerpt, worth: Mapping[str, float]) -> Prefilter:
    """That a case has so much of the words' worth in it that it may be like enough, or the customer and the order."""
    customer, about = (any_of(own.fields.get(name, "") for name in names) for names in (CUSTOMER, REFERENCE))
    return AnyOf((HasMost(worth, (1 - _LEAST) * sum(worth.values())), EachOf((about, customer))))
