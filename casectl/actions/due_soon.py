"""due-soon: the open deadlines and follow-ups that have not passed, and whose warning has begun."""

from __future__ import annotations

from datetime import datetime, timedelta

from casectl.actions.context import Reading, Rules
from casectl.actions.lookup.deadlines import DeadlineFilter, DeadlineWindow, list_deadlines
from casectl.actions.lookup.working_time import warning_begins
from casectl.core.owed_reports import DueReport, DueRow
from casectl.core.query.model import Condition
from casectl.core.time.durations import Duration
from casectl.core.time.instants import to_seconds
from casectl.core.values.value_class import replace


def due_soon(context: Reading, query: Condition, wanted: DeadlineFilter, within: Duration | None = None) -> DueReport:
    """What is still ahead at `wanted.at` and whose warning has begun, the earliest first; how much is overdue already.

    A warning begins as `warning_begins` has it, or `within` before what is owed, if given.
    Raises NotFound for a clock that no template and no case has.
    """
    at = wanted.at or context.now

    def is_listed(row: DueRow) -> bool:
        begins = at if row.late > timedelta(0) else _begins(context, row, within)
        return begins is not None and to_seconds(begins) <= to_seconds(at)

    found = list_deadlines(context, query, wanted, DeadlineWindow(is_listed))
    ahead = [row for row in found.rows if row.late <= timedelta(0)]
    return replace(found, rows=ahead, verb="due-soon", overdue=len(found.rows) - len(ahead))


def _begins(context: Rules, row: DueRow, within: Duration | None) -> datetime | None:
    return context.calendar.before(row.owed.at, within) if within else warning_begins(context, row.case, row.owed)
