"""Durations as people and templates write them: ``15m 24h 3d 2w 2mo 3wd 8wh``, ``3个工作日``, ``1.5 hours``."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import lru_cache

from casectl.core.time.units import HOURS, UNITS, Duration
from casectl.core.values.messages import Message, msg
from casectl.core.values.regex import regex

__all__ = ["HOURS", "UNITS", "Duration", "in_words", "parse_duration", "span", "working_span"]

_STORED = regex(r"0*([1-9][0-9]{0,4})([a-z]{1,2})", re.ASCII)


@lru_cache(256)
def parse_duration(text: str) -> Duration:
    """Parse a typed duration; ``str()`` of the result is the form in which it is stored.

    Hours and minutes are added up (``1h30m`` is ``90m``), as are weeks and days, years and months.
    Raises UsageError for anything else, for zero (``0h``) and for more than five digits.
    """
    stored = _STORED.fullmatch(text)
    if stored and stored[2] in UNITS:
        return Duration(int(stored[1]), stored[2])
    from casectl.core.time.lengths import duration_in_words  # files have durations as they are stored

    return duration_in_words(text)


def in_words(duration: Duration) -> Message:
    """A duration for people, in a form that can also be typed: ``3wd``, ``3个工作日``."""
    count = duration.amount
    words = {
        "m": msg("{count}m", count=count),
        "h": msg("{count}h", count=count),
        "d": msg("{count}d", count=count),
        "w": msg("{count}w", count=count),
        "mo": msg("{count}mo", count=count),
        "wm": msg("{count}wm", count=count),
        "wh": msg("{count}wh", count=count),
        "wd": msg("{count}wd", count=count),
    }
    return words[duration.unit]


def span(length: timedelta) -> Message:
    """A length of time in its two largest units, for people: ``3d 4h``."""
    minutes = int(length.total_seconds()) // 60
    days, hours, minutes = minutes // 1440, minutes % 1440 // 60, minutes % 60
    given = [msg("{count}d", count=days)] if days else []
    if hours:
        given.append(msg("{count}h", count=hours))
    if minutes or not given:
        given.append(msg("{count}m", count=minutes))
    return msg("{longer} {shorter}", longer=given[0], shorter=given[1]) if given[1:] else given[0]


def working_span(days: int, rest: timedelta) -> Message:
    """Working days and the remaining working time in the two largest units, for people: ``182wd``, ``3wh 20wm``."""
    minutes = int(rest.total_seconds()) // 60
    amounts = ((days, "wd"), (minutes // 60, "wh"), (minutes % 60, "wm"))
    (first, unit), *rest_of_it = [(count, unit) for count, unit in amounts if count] or [(0, "wm")]
    longer = in_words(Duration(first, unit))
    if not rest_of_it:
        return longer
    if rest_of_it[0][1] == "wh":
        return msg("{longer} {hours}wh", longer=longer, hours=rest_of_it[0][0])
    return msg("{longer} {minutes}wm", longer=longer, minutes=rest_of_it[0][0])
