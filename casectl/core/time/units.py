"""A duration as a number and a unit; what it means on a calendar is defined by `Calendar.after`."""

from __future__ import annotations

from casectl.core.values.messages import UsageError, msg
from casectl.core.values.value_class import value_class

UNITS = ("m", "h", "d", "w", "mo", "wm", "wh", "wd")
"""Each unit as it is stored: minutes, hours, days, weeks, months; minutes, hours and days of working time."""

HOURS = {"m": 1 / 60, "h": 1, "wm": 1 / 20, "wh": 3, "d": 24, "wd": 33.6, "w": 168, "mo": 730}
"""The usual length of each unit in hours: precise enough to find the shorter of two durations."""

LONGEST = 99_999
"""The largest amount."""


@value_class
class Duration:
    """A length of time: `amount` (1 to 99999) of `unit`, one of UNITS."""

    amount: int
    unit: str

    @property
    def hours(self) -> float:
        """The approximate length in hours."""
        return self.amount * HOURS[self.unit]

    def __str__(self) -> str:
        return f"{self.amount}{self.unit}"


def not_a_duration(text: str) -> UsageError:
    """The error that `text` is no duration, and how one is written."""
    return UsageError(
        msg("{text} is not a duration", text=text),
        hint=msg("write a number and a unit: 15m, 24h, 3d, 2w, 2mo, or 8wh, 3wd for working hours and days"),
    )
