"""Late entries: a regulatory clock that stops in time by the date of an entry made much later waits for another person.

Until somebody confirms it, the clock counts as open.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from casectl.core.clocks.records import Record
from casectl.core.clocks.runs import Run
from casectl.core.template.clock_rules import Clock
from casectl.core.time.calendar import Calendar
from casectl.core.time.durations import Duration
from casectl.core.time.instants import parse_instant, to_seconds
from casectl.core.values.tree import text_of


def is_much_later(
    happened_at: datetime, recorded_at: datetime, calendar: Calendar, within: Iterable[Duration]
) -> bool:  # fmt: skip
    """Whether something was recorded later than it may be to count by when it happened; a last day counts whole.

    Of several lengths the shortest counts.
    """
    ends = (calendar.end_of(calendar.day_of(calendar.after(happened_at, each))) for each in within)
    return any(to_seconds(recorded_at) > to_seconds(each) for each in ends)


def is_made_good(clock: Clock, run: Run, stop: Record, recorded_at: datetime) -> bool:
    """Whether a record stops a regulatory clock in time, and was made after its deadline."""
    is_in_time = "stopped" in stop and "late" not in stop and run.pause is None
    return clock.kind == "regulatory" and is_in_time and to_seconds(recorded_at) > to_seconds(run.due)


def stop_time(stop: Record) -> datetime:
    """When a record says that the clock stopped."""
    return parse_instant(text_of(stop["stopped"]))
