"""routing: where the latest cases would go by the rules of now, beside whose they are."""

from __future__ import annotations

from collections.abc import Sequence

from casectl.actions.context import Reading
from casectl.actions.lookup.routing import Router, RoutingRule
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.query.model import Condition
from casectl.core.query.selection import selection_of
from casectl.core.reports import RoutedRow, Routing


def routing(context: Reading, rules: Sequence[RoutingRule], query: Condition, most: int) -> Routing:
    """The latest cases that meet the query, each with who would get it and why, the first received first.

    Nothing is recorded. Each counts as given, so that the next one goes to somebody else.
    """
    titles = TemplateTitles(context)
    listing = context.excerpts(selection_of(query, titles.category))
    meant = [case for case in listing.cases if query.matches(case, titles.category)]
    latest = sorted(meant, key=lambda case: (case.text("opened_at"), case.id))[-most:]
    router, rows = Router(context, rules), list[RoutedRow]()
    for case in latest:
        chosen = router.of(case)
        rows.append(RoutedRow(case, chosen.person, chosen.why))
        if chosen.person:
            router.give(chosen.person, case)
    return Routing(rows, listing.unreadable)
