"""Durations as people and templates write them: ``15m 24h 3d 2w 2mo 3wd 8wh``, ``3个工作日 8个工作小时 24小时 7天``.

Here a duration is a number and a unit; what it means on a calendar is defined by `Calendar.after`.
"""

from __future__ import annotations

import re
from datetime import timedelta

from casectl.core.values.errors import UsageError
from casectl.core.values.messages import Message, msg
from casectl.core.values.value_class import value_class
from casectl.core.values.widths import narrow

UNITS: dict[str, tuple[str, ...]] = {
    "m": ("min", "分", "分钟"),
    "h": ("小时", "个小时"),
    "d": ("天", "日", "自然日", "个自然日"),
    "w": ("周", "星期", "个星期"),
    "mo": ("个月",),
    "wm": ("工作分钟",),
    "wh": ("工作小时", "个工作小时"),
    "wd": ("工作日", "个工作日"),
}
"""Each unit as it is stored, with the other spellings accepted for it.

Minutes, hours, days, weeks, months; minutes, hours and days of working time.
"""

HOURS = {"m": 1 / 60, "h": 1, "wm": 1 / 20, "wh": 3, "d": 24, "wd": 33.6, "w": 168, "mo": 730}
"""The usual length of each unit in hours: precise enough to find the shorter of two durations."""

_UNIT_OF = {word: unit for unit, words in UNITS.items() for word in (unit, *words)}
_FIGURES = {figure: str(number) for number, figure in enumerate("一二三四五六七八九十", 1)} | {"两": "2"}
_DURATION = re.compile(r"0*([1-9][0-9]*)\s*(\D+)", re.ASCII)
_LONGEST = 99_999


@value_class
class Duration:
    """A length of time: `amount` (1 to 99999) of `unit`, a key of UNITS."""

    amount: int
    unit: str

    @property
    def hours(self) -> float:
        """The approximate length in hours."""
        return self.amount * HOURS[self.unit]

    def __str__(self) -> str:
        return f"{self.amount}{self.unit}"


def parse_duration(text: str) -> Duration:
    """Parse a typed duration; ``str()`` of the result is the form in which it is stored.

    Raises UsageError for anything else, for zero (``0h``) and for more than five digits.
    """
    words = narrow(text).lower()
    words = _FIGURES.get(words[:1], words[:1]) + words[1:]
    match = _DURATION.fullmatch(words)
    unit = _UNIT_OF.get(match[2]) if match else None
    if not match or not unit:
        raise UsageError(
            msg("{text} is not a duration", text=text),
            hint=msg("write a number and a unit: 15m, 24h, 3d, 2w, 2mo, or 8wh, 3wd for working hours and days"),
        )
    if len(match[1]) > len(str(_LONGEST)):
        raise UsageError(msg("{text} is too long: at most {most}", text=text, most=f"{_LONGEST}{unit}"))
    return Duration(int(match[1]), unit)


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
    given = [in_words(Duration(count, unit)) for count, unit in amounts if count] or [in_words(Duration(0, "wm"))]
    return msg("{longer} {shorter}", longer=given[0], shorter=given[1]) if given[1:] else given[0]
