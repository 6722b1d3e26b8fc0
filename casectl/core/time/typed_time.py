"""Times as people type them: ``now``, ``+3wd``, ``tomorrow noon``, ``下周一下午三点``, ``2026-12-01``, ``eod``.

A typed time is an instant with offset, a length of time from now (``in 2 days``, ``两小时后``), or a day with or
without a time of day, in the casebook's zone. Every place that takes a time reads it here: queries ask for all of
the time that it names, everything else for a point in it.
"""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from casectl.core.time.around import Around
from casectl.core.time.date_tokens import HOW_TO_WRITE
from casectl.core.time.instants import elapsed, plus, to_seconds, to_the_minute
from casectl.core.time.ranges import ends_of, without_minus
from casectl.core.time.reading import TimeReading
from casectl.core.time.unclear import is_span
from casectl.core.time.wall_clock import TypedTime
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.regex import regex
from casectl.core.values.value_class import NamedTuple, value_class

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
    a period or a range (naming the two points it could be), and what can be read in two ways.
    """
    _refuse_long(text)
    try:
        return TimeReading(without_minus(text), around, whole=False).point(day_time)
    except UsageError:
        if found := _range(text, around):
            raise is_span(text, *found.points) from None
        raise


@value_class
class TimeSpan:
    """All the time that a text names, up to and without `end`; `twice`: the time that comes twice, if it is one."""

    start: datetime
    end: datetime
    twice: TypedTime | None = None


def parse_time_span(text: str, around: Around) -> TimeSpan:
    """All the time that `text` names.

    Whole days, weeks, months, parts of a day, ranges; of a time to the minute the whole minute. A day begins with its
    first instant. Raises UsageError as `parse_typed_time` does, but for days and spans.
    """
    _refuse_long(text)
    reading = TimeReading(without_minus(text), around, whole=True)
    try:
        return TimeSpan(*reading.span(), reading.twice)
    except UsageError:
        if found := _range(text, around):
            return found.span
        raise


_LONGEST = 200
"""No time has more characters; each way to read one looks at its words again and again."""


def _refuse_long(text: str) -> None:
    if len(text) > _LONGEST:
        raise UsageError(msg("{text} is not a time", text=f"{text[:40]}…"), hint=HOW_TO_WRITE)


class _Range(NamedTuple):
    """A range that was typed, and the two points that are its ends."""

    span: TimeSpan
    points: tuple[str, str]


def _range(text: str, around: Around) -> _Range | None:
    """The range that `text` names, the last of it after the first; None if it names none, or if an end is no time.

    Raises UsageError if an end can be read in two ways.
    """
    ends = ends_of(text)
    if ends is None:
        return None
    try:
        first, last = (parse_time_span(each, around) for each in ends)
        if to_seconds(last.end) <= to_seconds(first.start):
            last = parse_time_span(ends.last, around._replace(now=first.start, past=False))
    except UsageError as error:
        if error.hint in (None, HOW_TO_WRITE) or "did you mean" in str(error.hint):
            return None
        raise
    if to_seconds(last.end) <= to_seconds(first.start):
        return None
    is_day = [elapsed(each.start, each.end) >= _MOST_OF_A_DAY for each in (first, last)]
    return _Range(
        TimeSpan(first.start, last.end),
        (
            first.start.date().isoformat() if is_day[0] else to_the_minute(first.start),
            plus(last.end, -timedelta(seconds=1)).date().isoformat() if is_day[1] else to_the_minute(last.start),
        ),
    )


_MOST_OF_A_DAY = timedelta(hours=20)
"""What takes longer is named by its day; a day may be shorter where the clocks change."""


def is_exact(text: str) -> bool:
    """Whether `text` is a date or an instant in figures, in the order of ISO 8601, which can only be read one way."""
    return bool(_EXACT.fullmatch(text.strip()))


_EXACT = regex(r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?(?:Z|[+-]\d\d:?\d\d(?::?\d\d)?)?", re.ASCII)
