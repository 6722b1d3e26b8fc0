"""R18: deadlines and pauses against an oracle that walks minutes, around clock changes, half days and the leap day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from fractions import Fraction

from casectl.core.clocks.shares import DayShares, Share
from casectl.core.time.calendar import Calendar
from casectl.core.time.durations import Duration
from casectl.core.time.instants import plus
from tests.core.oracle import calculations, minutes
from tests.core.random_desks import ZONES
from tests.scorecard.figure import Score
from tests.scorecard.ground import Ground

After = Callable[[Calendar, datetime, Duration], datetime]
Between = Callable[[DayShares, datetime, datetime], Share]

_LENGTHS = {"m": timedelta(minutes=1), "wm": timedelta(minutes=1), "h": timedelta(hours=1), "wh": timedelta(hours=1),
            "d": timedelta(days=1), "w": timedelta(weeks=1), "mo": timedelta(days=30)}  # fmt: skip
_SATURDAY = 5


def measure(ground: Ground) -> Score:
    """The engine."""
    return _compared(ground, ground.size(10_000, 1_000), Calendar.after, DayShares.between)


def control(ground: Ground) -> Score:
    """Deadlines as most trackers calculate them."""
    return _compared(ground, ground.size(1_000, 200), _naive, _days_begun)


def _compared(ground: Ground, count: int, after: After, between: Between) -> Score:
    """Deadlines, and after each tenth of them the share of the days that a pause takes."""
    wrong, chance = 0, ground.random("R18 pauses")
    for number, (desk, oracle, at, length) in enumerate(calculations(ground.random("R18"), count)):
        wrong += minutes(after(desk, at, length)) != oracle.after(minutes(at), length)
        if number % 10 == 0:
            last, working = plus(at, timedelta(minutes=chance.randrange(1, 6_000))), chance.random() < 0.5
            share = oracle.share(minutes(at), minutes(last), working=working)
            wrong += between(DayShares(desk, working), at, last) != share
    return Score(f"{count} deadlines and {count // 10} pauses in {len(ZONES)} zones: {wrong} differ", wrong)


def _days_begun(days: DayShares, first: datetime, last: datetime) -> Fraction:
    """A day for each that begins in the pause."""
    return Fraction((days.calendar.day_of(last) - days.calendar.day_of(first)).days)


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
