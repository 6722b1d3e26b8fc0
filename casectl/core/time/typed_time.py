"""Times as people type them: ``now``, ``+3wd``, ``tomorrow noon``, ``下周一下午三点``, ``2026-12-01``, ``eod``.

A typed time is an instant with offset, a length of time from now (``in 2 days``, ``两小时后``), or a day with or
without a time of day, in the casebook's zone. Every place that takes a time reads it here: queries ask for all of
the time that it names, everything else for a point in it.
"""

from __future__ import annotations

import re
from datetime import datetime, time

from casectl.core.time.around import Around
from casectl.core.time.reading import TimeReading
from casectl.core.time.wall_clock import TypedTime
from casectl.core.values.value_class import value_class

__all__ = ["DAY_END", "DAY_TIME", "Around", "TimeSpan", "TypedTime", "is_exact", "parse_time_span", "parse_typed_time"]

DAY_TIME = time(10)
"""The time of day of a day without one, such as a call-back "tomorrow"."""

DAY_END = time(23, 59, 59)
"""The time of day of a deadline that is a day without one: the end of that day."""


def parse_typed_time(text: str, around: Around, day_time: time = DAY_TIME) -> TypedTime:
    """The point in time that `text` names; the result is to the second.

    A day without a time means `day_time` of that day; a time without a day means today's. A weekday, noon, midnight
    and the close are the next ones, or the last ones in the `past`; ``this fri`` and ``next fri`` (本周五, 下周五) are
    this calendar week's and next week's. The next week, month, quarter or year is its first opening.

    Raises UsageError for anything else: for a day that does not exist, a time that summer time skips, a part of a day
    or a period (naming the two points it could be), and what can be read in two ways.
    """
    return TimeReading(text, around, whole=False).point(day_time)


@value_class
class TimeSpan:
    """All the time that a text names, up to and without `end`; `twice`: the time that comes twice, if it is one."""

    start: datetime
    end: datetime
    twice: TypedTime | None = None


def parse_time_span(text: str, around: Around) -> TimeSpan:
    """All the time that `text` names.

    Whole days, weeks, months, parts of a day; of a time to the minute the whole minute. A day begins with its first
    instant. Raises UsageError as `parse_typed_time` does, but for days and spans.
    """
    reading = TimeReading(text, around, whole=True)
    return TimeSpan(*reading.span(), reading.twice)


def is_exact(text: str) -> bool:
    """Whether `text` is a date or an instant in figures, in the order of ISO 8601, which can only be read one way."""
    return bool(_EXACT.fullmatch(text.strip()))


_EXACT = re.compile(r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?(?:Z|[+-]\d\d:?\d\d(?::?\d\d)?)?", re.ASCII)
