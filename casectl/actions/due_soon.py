"""due-soon: the open deadlines and follow-ups that have not passed, and whose warning has begun."""

from __future__ import annotations

from datetime import datetime, timedelta

from casectl.actions.context import Reading, Rules
from casectl.actions.lookup.deadlines import DeadlineFilter, DeadlineWindow, list_deadlines
from casectl.actions.lookup.working_time import clock_calendar
from casectl.core.case.owed import DEADLINE
from casectl.core.owed_reports import DueReport, DueRow
from casectl.core.query.model import Condition
from casectl.core.time.durations import Duration, parse_duration
from casectl.core.time.instants import to_seconds
from casectl.core.values.value_class import replace

_FOLLOW_UP_WARNING = Duration(1, "wd")
"""How long before a follow-up it is listed: templates give warnings to clocks alone."""


def due_soon(context: Reading, query: Condition, wanted: DeadlineFilter, within: Duration | None = None) -> DueReport:
    """What is still ahead at `wanted.at` and whose warning has begun, the earliest first; how much is overdue already.

    A warning begins as the deadline's clock says in the present template, one working day before a follow-up, or
    `within` before either, if given. Raises NotFound for a clock that no template and no case has.
    """
    at = wanted.at or context.now

    def is_listed(row: DueRow) -> bool:
        begins = at if row.late > timedelta(0) else _warning(context, row, within)
        return begins is not None and to_seconds(begins) <= to_seconds(at)

    found = list_deadlines(context, query, wanted, DeadlineWindow(is_listed))
    ahead = [row for row in found.rows if row.late <= timedelta(0)]
    return replace(found, rows=ahead, verb="due-soon", overdue=len(found.rows) - len(ahead))


def _warning(context: Rules, row: DueRow, within: Duration | None) -> datetime | None:
    """When the warning of what is owed begins; None if its clock has none."""
    if within:
        return context.calendar.before(row.owed.at, within)
    if row.owed.kind != DEADLINE:
        return context.calendar.before(row.owed.at, _FOLLOW_UP_WARNING)
    calendar, warn = clock_calendar(context, row)
    return calendar.before(row.owed.at, parse_duration(warn)) if warn else None
