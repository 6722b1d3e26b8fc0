"""due-soon: the open deadlines that have not passed, and whose warning has begun."""

from __future__ import annotations

from datetime import datetime, timedelta

from casectl.actions.context import Reading, Rules
from casectl.actions.lookup.deadlines import DeadlineFilter, DeadlineWindow, list_deadlines
from casectl.actions.lookup.working_time import clock_calendar
from casectl.core.query.model import Condition
from casectl.core.reports import DueReport, DueRow
from casectl.core.time.durations import Duration, parse_duration
from casectl.core.time.instants import to_seconds


def due_soon(context: Reading, query: Condition, wanted: DeadlineFilter, within: Duration | None = None) -> DueReport:
    """The open deadlines still ahead at `wanted.at` whose warning has begun, the earliest first.

    A warning begins as the deadline's clock says in the present template, or `within` before the deadline, if given.
    Raises NotFound for a clock that no template and no case has.
    """
    at = wanted.at or context.now

    def is_listed(row: DueRow) -> bool:
        begins = _warning(context, row, within) if row.late <= timedelta(0) else None
        return begins is not None and to_seconds(begins) <= to_seconds(at)

    return list_deadlines(context, query, wanted, DeadlineWindow(is_listed))


def _warning(context: Rules, row: DueRow, within: Duration | None) -> datetime | None:
    """When the warning of a deadline begins; None if its clock has none."""
    if within:
        return context.calendar.before(row.due, within)
    calendar, warn = clock_calendar(context, row)
    return calendar.before(row.due, parse_duration(warn)) if warn else None
