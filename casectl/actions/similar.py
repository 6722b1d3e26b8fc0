"""similar: earlier cases like one."""

from __future__ import annotations

from collections.abc import Mapping

from casectl.actions.context import CommandContext
from casectl.actions.lookup.earlier_complaints import opened
from casectl.actions.lookup.find import find, read
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.query.columns import Bitmap, ColumnTable
from casectl.core.query.excerpt import Excerpt, excerpt_of
from casectl.core.query.prefilter import AnyOf, EachOf, HasMost, Prefilter, any_of
from casectl.core.query.references import CUSTOMER, REFERENCE, same, same_customer
from casectl.core.query.similarity import described, similarity, solution, tokens, weights
from casectl.core.reports import SimilarCase, SimilarCases

_SHOWN = 10
_LEAST = 0.15
_SAMPLE, _OF_A_FOLDER = 2000, 300
"""The size of the sample in all, and of each folder; it shows how common a word is."""


def similar(context: CommandContext, case_ref: str, count: int = _SHOWN) -> SimilarCases:
    """The earlier cases most similar to the one that `case_ref` means, at most `count`; among equals, the latest first.

    Those of the same customer about the same order come before all others. Raises NotFound, Unreadable.
    """
    case = read(context, find(context, case_ref))
    own = Excerpt(case.source.file, excerpt_of(case))
    words, own_at = tokens(described(own)), opened(own)

    def earlier(table: ColumnTable) -> Bitmap:
        found = table.between("opened_at", None, int(own_at) + 1)
        return table.everything if found is None else found

    worth = weights(words, [tokens(described(each)) for each in context.facts(_Sample().choice).cases])
    listing = context.facts(earlier, _either(own, worth))
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
    return SimilarCases(own.id, rows, listing.unreadable, titles.states())


def _is_again(first: Excerpt, second: Excerpt) -> bool:
    ours, theirs = first.fields, second.fields
    return same(ours, theirs, REFERENCE) and same_customer(ours, theirs)


class _Sample:
    """A sample of the cases of each folder, which shows how common a word is."""

    def __init__(self) -> None:
        self._left = _SAMPLE

    def choice(self, table: ColumnTable) -> Bitmap:
        """Rows spread over the whole column table, as long as the sample is not large enough."""
        step = max(1, table.size // min(_OF_A_FOLDER, self._left)) if self._left else 0
        rows = bytes(step > 0 and row % step == 0 for row in range(table.size))
        self._left = max(0, self._left - sum(rows))
        return int.from_bytes(rows, "little")


def _either(own: Excerpt, worth: Mapping[str, float]) -> Prefilter:
    """That a case has so much of the words' worth in it that it may be like enough, or the customer and the order."""
    customer, about = (any_of(own.fields.get(name, "") for name in names) for names in (CUSTOMER, REFERENCE))
    return AnyOf((HasMost(worth, (1 - _LEAST) * sum(worth.values())), EachOf((about, customer))))
