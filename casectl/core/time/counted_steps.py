"""Counting a duration on a calendar, with every step that was counted or skipped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from casectl.core.time.calendar import Calendar
from casectl.core.time.durations import Duration
from casectl.core.time.instants import to_seconds
from casectl.core.time.segments import DaySpan, Segment, day_spans, segments
from casectl.core.values.messages import msg
from casectl.core.values.value_class import value_class


@value_class
class CountedDuration:
    """`length` counted from `start` ends at `due`; `start` is later than `at` where the calendar moves arrivals.

    `steps` are spans of days where days are counted, segments of time otherwise.
    """

    calendar: Calendar
    at: datetime
    start: datetime
    length: Duration
    due: datetime
    steps: tuple[Segment | DaySpan, ...]

    @property
    def provisional(self) -> bool:
        """Whether the result depends on days that the calendar's source does not confirm."""
        depends = to_seconds(self.start) != to_seconds(self.at) or self.length.unit in ("wm", "wh", "wd")
        return depends and any(map(self.calendar.is_provisional, (self.at, self.due)))


def count_steps(calendar: Calendar, at: datetime, length: Duration) -> CountedDuration:
    """Count `length` after `at`. Raises UsageError as `Calendar.after` does."""
    start = calendar.arrival(at)
    due = calendar.after(start, length)
    return CountedDuration(calendar, at, start, length, due, tuple(_steps(calendar, start, due, length.unit)))


def _steps(calendar: Calendar, start: datetime, due: datetime, unit: str) -> Iterator[Segment | DaySpan]:
    match unit:
        case "wm" | "wh":
            yield from segments(calendar, start, due)
        case "wd":
            first = calendar.day_of(start)
            yield DaySpan(first, first, False, msg("day 0: counting begins on the day after"))
            yield from day_spans(calendar, first + timedelta(days=1), calendar.day_of(due))
        case "m" | "h":
            yield Segment(start.astimezone(calendar.zone), due, True, msg("every hour, open or closed"))
        case _:
            yield Segment(start.astimezone(calendar.zone), due, True, msg("every day, including days off"))
