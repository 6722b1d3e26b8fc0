"""R18: deadlines against an oracle that walks minutes, around changes of the clocks, half days and the leap day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from casectl.core.time.calendar import Calendar
from casectl.core.time.durations import Duration
from tests.core.oracle import calculations, minutes
from tests.core.random_desks import ZONES
from tests.scorecard.figure import Score
from tests.scorecard.ground import Ground

After = Callable[[Calendar, datetime, Duration], datetime]

_LENGTHS = {"m": timedelta(minutes=1), "wm": timedelta(minutes=1), "h": timedelta(hours=1), "wh": timedelta(hours=1),
            "d": timedelta(days=1), "w": timedelta(weeks=1), "mo": timedelta(days=30)}  # fmt: skip
_SATURDAY = 5


def measure(ground: Ground) -> Score:
    """The engine."""
    return _compared(ground, ground.size(10_000, 1_000), Calendar.after)


def control(ground: Ground) -> Score:
    """Deadlines as most trackers calculate them."""
    return _compared(ground, ground.size(1_000, 200), _naive)


def _compared(ground: Ground, count: int, after: After) -> Score:
    wrong = sum(
        minutes(after(desk, at, length)) != oracle.after(minutes(at), length)
        for desk, oracle, at, length in calculations(ground.random("R18"), count)
    )
    return Score(f"{count} deadlines in {len(ZONES)} zones: {wrong} differ", wrong)


def _naive(desk: Calendar, at: datetime, length: Duration) -> datetime:
    """Added to the wall clock, a month of thirty days, every Monday to Friday worked."""
    local = at.astimezone(desk.zone)
    days = 0
    for _ in range(length.amount if length.unit == "wd" else 0):
        days += 1
        while (local.weekday() + days) % 7 >= _SATURDAY:
            days += 1
    added = timedelta(days=days) if length.unit == "wd" else length.amount * _LENGTHS[length.unit]
    return local + added  # type: ignore[instant]  # the error that is measured
