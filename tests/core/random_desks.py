"""Random calendars for tests: zones with every kind of clock change, lunch breaks, nights, special days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from hashlib import sha256
from random import Random
from zoneinfo import ZoneInfo

from casectl.core.time.calendar import Calendar, Day
from casectl.core.time.durations import Duration
from casectl.core.time.instants import plus
from casectl.core.time.timeline import Window
from casectl.core.values.messages import LocalizedText

ZONES = (
    "UTC", "Europe/London", "Europe/Berlin", "Europe/Dublin", "America/New_York", "America/St_Johns",
    "America/Santiago", "Australia/Sydney", "Australia/Lord_Howe", "Asia/Shanghai", "Africa/Cairo", "Pacific/Chatham",
)  # fmt: skip
"""Twelve zones: changes of an hour and of half an hour, at night and at midnight, either hemisphere, and none."""

OPENINGS = (
    (Window(540, 1050),), (Window(540, 750), Window(810, 1050)), (Window(0, 1440),),
    (Window(0, 150), Window(1290, 1440)), (Window(600, 601),), (Window(30, 165), Window(170, 720)),
)  # fmt: skip
"""Working days as they occur: office hours, a lunch break, round the clock, a night shift, one minute, the small
hours.
"""

MOMENTS = (
    date(2024, 2, 29), date(2028, 2, 29), date(2025, 3, 9), date(2025, 3, 30), date(2025, 4, 6), date(2025, 4, 25),
    date(2025, 9, 7), date(2025, 9, 28), date(2025, 10, 5), date(2025, 10, 26), date(2025, 10, 31), date(2025, 11, 2),
    date(2025, 12, 31), date(2026, 6, 17),
)  # fmt: skip
"""Days around which a calculation may go wrong: leap days, clock changes, the turn of the year; and one ordinary
day.
"""

NAME = LocalizedText.of("special")


def some_desk(chance: Random) -> Calendar:
    """A calendar; a week of it has some working time."""
    usual = chance.choice(OPENINGS)
    week = [usual if number < 5 or chance.random() < 0.3 else () for number in range(7)]
    week[chance.randrange(7)] = chance.choice(OPENINGS)
    days: dict[date, Day] = {}
    for moment in MOMENTS:
        for _ in range(3):
            day = moment + timedelta(days=chance.randrange(-6, 12))
            kind = chance.choice(("holiday", "half_day", "make_up_day"))
            if kind == "holiday":
                days[day] = Day("holiday", NAME)
            elif kind == "half_day":
                days[day] = Day("half_day", NAME, (Window(usual[0].start, usual[0].start + 1 + usual[0].end // 3),))
            else:
                days[day] = Day("make_up_day", NAME, usual)
    return Calendar("desk", ZoneInfo(chance.choice(ZONES)), windows=tuple(week), days=days)


def some_moment(chance: Random) -> datetime:
    """A whole minute within some days of one of MOMENTS."""
    day = chance.choice(MOMENTS)
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return plus(midnight, timedelta(minutes=chance.randrange(-4 * 1440, 4 * 1440)))


def some_duration(chance: Random) -> Duration:
    """A duration that a person can walk through."""
    most = {"m": 3000, "h": 200, "wm": 600, "wh": 12, "d": 10, "w": 3, "mo": 3, "wd": 6}
    unit = chance.choice(sorted(most))
    return Duration(chance.randint(1, most[unit]), unit)


@cache
def digest() -> str:
    """A fingerprint of what the engine makes of some durations, the same wherever it is asked."""
    chance, lines = Random(7), []
    for _ in range(60):
        desk = some_desk(chance)
        lines += [desk.after(some_moment(chance), some_duration(chance)).isoformat() for _ in range(5)]
    return sha256("\n".join(lines).encode()).hexdigest()
