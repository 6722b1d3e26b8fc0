"""list: the cases that meet a query, from the index alone."""

from __future__ import annotations

from casectl.actions.context import Reading
from casectl.actions.lookup.owed_rows import Holders
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.query.model import Condition
from casectl.core.query.selection import selection_of
from casectl.core.reports import CaseList
from casectl.core.values.value_class import NamedTuple


class Cut(NamedTuple):
    """The first `limit` cases by `order`: names of `core.query.clause.ORDERS`, ``-`` before one for descending.

    With `alike`, cases that have the same in these columns may be one (`core.query.selection.Selection`).
    """

    order: tuple[str, ...] = ()
    limit: int | None = None
    alike: tuple[str, ...] = ()


_WHOLE = Cut()


def list_cases(context: Reading, query: Condition, cut: Cut = _WHOLE) -> CaseList:
    """The cases that meet the query, by id, with the titles of their templates and states.

    Cases that are offered to an owner or a team in the query are theirs too, until they have answered.
    Of a `cut`, perhaps only its cases, and how many others there are.
    """
    titles, query = TemplateTitles(context), Holders(context).cases_of(query)
    listing = context.excerpts(selection_of(query, titles.category)._replace(**cut._asdict()))
    found = [case for case in listing.cases if case.alike or query.matches(case, titles.category)]
    found.sort(key=lambda case: case.id)
    for template in {case.text("template") for case in found}:
        titles.of(template)
    return CaseList(found, listing.unreadable, titles.states(), titles.templates(), listing.left_out,
                    dict(context.casebook.teams), titles.labels())  # fmt: skip
