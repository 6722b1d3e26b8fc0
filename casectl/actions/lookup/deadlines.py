"""What is owed in many cases, from the index alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from casectl.actions.context import Reading, Rules
from casectl.actions.lookup.owed_rows import Holders, owed_rows
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.case.owed import DEADLINE, FOLLOW_UP
from casectl.core.owed_reports import DueReport, DueRow
from casectl.core.query.clause import EVERY_CASE, Clause, both, owes
from casectl.core.query.excerpt import Excerpt, Excerpts
from casectl.core.query.model import Condition
from casectl.core.query.selection import selection_of
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import NotFound, msg
from casectl.core.values.naming import names_meant, texts_of
from casectl.core.values.nearest import suggestion
from casectl.core.values.value_class import NamedTuple


class DeadlineFilter(NamedTuple):
    """What is listed: deadlines of the clock with this name or title ("": and follow-ups), of this kind ("": of all).

    They are looked at as of `at` (None: now), in the casebook as it was then (`cases`; None: as it is now).
    """

    at: datetime | None = None
    cases: Excerpts | None = None
    clock: str = ""
    kind: str = ""


class DeadlineWindow(NamedTuple):
    """When what is owed is listed; nothing later than `latest` is (None: it may be at any time)."""

    is_listed: Callable[[DueRow], bool]
    latest: datetime | None = None


def list_deadlines(context: Reading, query: Condition, wanted: DeadlineFilter, window: DeadlineWindow) -> DueReport:
    """What is owed within the window in the cases that meet the query, the earliest first.

    What is offered to somebody, and follow-ups of others than the owner, are listed for these people and teams too.
    Raises NotFound for a clock that no template and no case has.
    """
    at = wanted.at or context.now
    titles, holders = TemplateTitles(context), Holders(context)
    latest = window.latest
    due = owes(Clause("at <= ?", (to_seconds(latest),)) if latest else EVERY_CASE)
    asked = selection_of(holders.owing_cases_of(query), titles.category)
    listing = wanted.cases or context.excerpts(asked._replace(where=both((due, asked.where))))
    clocks = _clocks_called(context, titles, listing, wanted.clock) if wanted.clock else frozenset()
    rows = [
        row
        for case in listing.cases
        for row in _due_rows(case, titles, to_seconds(at))
        if (not wanted.clock or (row.owed.kind == DEADLINE and row.owed.name in clocks))
        and wanted.kind in ("", row.kind)
        and window.is_listed(row)
        and holders.is_meant(query, case, row.owed, titles.category)
    ]
    rows.sort(key=lambda row: (to_seconds(row.owed.at), row.case.id))
    return DueReport(at, rows, listing.unreadable, teams=dict(context.casebook.teams))


def _due_rows(case: Excerpt, titles: TemplateTitles, second: int) -> Iterator[DueRow]:
    """All that is owed in a case, each with the time by which it has passed at this second since 1970."""
    template = case.text("template")
    labels = titles.of(template)
    for each in owed_rows(case, labels):
        kind = FOLLOW_UP
        if each.kind == DEADLINE:
            kind = label.kind if (label := labels.clocks.get(each.name)) else "internal"
        late = timedelta(seconds=second - to_seconds(each.at))
        yield DueRow(case, each, titles.owed(template, each.kind, each.name, each.rule), kind, late)


def _clocks_called(context: Rules, titles: TemplateTitles, listing: Excerpts, typed: str) -> frozenset[str]:
    """The clocks of that name or title, in any template or case. Raises NotFound, naming the nearest."""
    entries = [each for name in context.template_names() for each in titles.of(name).clocks.items()]
    named = {name for name, _ in entries} | {name for case in listing.cases for name in case.due}
    called = {*names_meant(typed, ((name, texts_of(entry.title)) for name, entry in entries))}
    if found := called | ({typed} & named):
        return frozenset(found)
    hint = suggestion(typed, sorted(named)) or msg("clocks in this casebook: {names}", names=sorted(named))
    raise NotFound(msg("no template and no case here has a clock {name}", name=typed), hint=hint)
