"""What a typed time is relative to."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from typing import Protocol

from casectl.core.time.units import Duration
from casectl.core.values.value_class import NamedTuple


class WorkingTime(Protocol):
    """The part of a calendar that is needed here; instants are aware."""

    def after(self, at: datetime, duration: Duration) -> datetime:
        """The instant `duration` after `at`."""
        ...

    def before(self, at: datetime, duration: Duration) -> datetime:
        """The instant `duration` before `at`."""
        ...

    def is_working_day(self, day: date) -> bool:
        """Whether the office is open on `day`."""
        ...

    def opening_of(self, day: date) -> datetime:
        """The opening on a working day."""
        ...

    def close_of(self, day: date) -> datetime:
        """The close on a working day."""
        ...

    def next_opening(self, at: datetime) -> datetime:
        """`at` if the office is open then, else the next opening."""
        ...


class Around(NamedTuple):
    """What a typed time is relative to: `now`, the `zone` of wall-clock times, and the working hours.

    `past`: it is about something that has happened, so that a weekday is the last one; else the next one is meant.
    `order`: of day and month in figures, dmy or mdy; "" if the settings do not say.
    """

    now: datetime
    zone: tzinfo
    calendar: WorkingTime
    past: bool = False
    order: str = ""
