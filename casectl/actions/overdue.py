"""overdue: the open deadlines and follow-ups that have passed, or will soon."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from casectl.actions.context import Reading
from casectl.actions.lookup.deadlines import DeadlineFilter, DeadlineWindow, list_deadlines
from casectl.core.owed_reports import DueReport, DueRow
from casectl.core.query.model import Condition
from casectl.core.time.instants import elapsed


def overdue(
    context: Reading,
    query: Condition,
    wanted: DeadlineFilter,
    until: Callable[[datetime], datetime] | None = None,
) -> DueReport:
    """The open deadlines and follow-ups that have passed at `wanted.at`, the earliest first.

    With `until` (from that instant to a later one), those that pass by then as well. What is due at this very instant
    is still in time.
    Raises NotFound for a clock that no template and no case has.
    """
    at = wanted.at or context.now
    limit = until(at) if until else at
    least = elapsed(limit, at)  # negative where deadlines still ahead are listed too

    def is_listed(row: DueRow) -> bool:
        return row.late > timedelta(0) or (until is not None and row.late >= least)

    return list_deadlines(context, query, wanted, DeadlineWindow(is_listed, limit))
