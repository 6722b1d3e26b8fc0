"""An oracle for calendars, written apart from the engine: it knows nothing of tables and walks, minute by minute.

It takes the calendar's own data (windows and special days) and the zone, and nothing else of casectl. Instants are
whole minutes since 1970 (UTC).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from fractions import Fraction
from random import Random

from casectl.core.time.calendar import Calendar
from casectl.core.time.durations import Duration
from tests.core.random_desks import some_desk, some_duration, some_moment

PER_DESK = 5
"""How many calculations are tried on a calendar before another one is generated."""

_DAY = timedelta(days=1)


def minutes(at: datetime) -> int:
    """The minute of an instant; the last second of a day counts as the midnight that ends it."""
    seconds = int(at.timestamp())
    assert seconds % 60 == 0 or seconds % 60 == 59, "a whole minute, or the last second of a day"
    return -(-seconds // 60)


def calculations(chance: Random, count: int) -> Iterator[tuple[Calendar, Oracle, datetime, Duration]]:
    """Calendars with their oracle, a start and a length; the same for the same seed."""
    for number in range(count):
        if number % PER_DESK == 0:
            desk = some_desk(chance)
            oracle = Oracle(desk)
        yield desk, oracle, some_moment(chance), some_duration(chance)


class Oracle:
    """A calendar's meaning, found by walking minute by minute."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self.zone: tzinfo = calendar.zone
        self._open: dict[int, bool] = {}
        self._lengths: dict[tuple[date, bool], int] = {}

    def after(self, minute: int, duration: Duration) -> int:
        """The minute `duration` after `minute`."""
        match duration.unit:
            case "m":
                return minute + duration.amount
            case "h":
                return minute + 60 * duration.amount
            case "wm":
                return self._walk(minute, duration.amount, 1)
            case "wh":
                return self._walk(minute, 60 * duration.amount, 1)
            case "wd":
                return self._working_days_later(minute, duration.amount)
        wall = self.wall(minute)
        day = wall.date()
        if duration.unit == "mo":
            for _ in range(duration.amount):
                day = day.replace(day=28) + 4 * _DAY
                day = day.replace(day=1)
            while (day + _DAY).month == day.month and day.day < wall.day:
                day += _DAY
        else:
            day += _DAY * duration.amount * (7 if duration.unit == "w" else 1)
        return self.shown_at(day, wall.hour * 60 + wall.minute)

    def before(self, minute: int, minutes: int) -> int:
        """The latest minute from which that many working minutes pass until `minute`."""
        return self._walk(minute, minutes, -1)

    def working_minutes(self, first: int, last: int) -> int:
        """The open minutes from `first` to `last`."""
        return sum(self.is_open(minute) for minute in range(first, last))

    def share(self, first: int, last: int, *, working: bool) -> Fraction:
        """The sum of what each day from `first` to `last` has of its open minutes or, if not `working`, of all."""
        passed: Counter[date] = Counter()
        for minute in range(first, last):
            passed[self.wall(minute).date()] += not working or self.is_open(minute)
        return sum((Fraction(some, self._length(day, working)) for day, some in passed.items() if some), Fraction(0))

    def _length(self, day: date, working: bool) -> int:
        """The open minutes of a day or, if not `working`, all of them."""
        if (day, working) not in self._lengths:
            first, last = self.shown_at(day, 0), self.shown_at(day, 24 * 60)
            self._lengths[day, working] = self.working_minutes(first, last) if working else last - first
        return self._lengths[day, working]

    def _walk(self, minute: int, left: int, step: int) -> int:
        while left:
            left -= self.is_open(minute if step > 0 else minute - 1)
            minute += step
        return minute

    def wall(self, minute: int) -> datetime:
        """What a clock on the wall shows then."""
        return datetime.fromtimestamp(minute * 60, UTC).astimezone(self.zone)

    def shown_at(self, day: date, minutes: int) -> int:
        """The first minute at which the wall shows that many minutes after midnight, or more, on `day` or later."""
        wanted = (day + _DAY, 0) if minutes == 24 * 60 else (day, minutes)
        noon = int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp()) // 60
        at = noon - 40 * 60
        while self._shown(at + 300) < wanted:  # far from there: no clock is set back by more than an hour
            at += 60
        while self._shown(at) < wanted:
            at += 1
        return at

    def _shown(self, minute: int) -> tuple[date, int]:
        wall = self.wall(minute)
        return wall.date(), wall.hour * 60 + wall.minute

    def is_open(self, minute: int) -> bool:
        """Whether the office is open in the minute that begins then."""
        if minute not in self._open:
            wall = self.wall(minute)
            if wall.fold:  # the hour that comes again: nothing opens or closes in it a second time
                self._open[minute] = self.is_open(minute - 1)
            else:
                now = wall.hour * 60 + wall.minute
                self._open[minute] = any(start <= now < end for start, end in self._windows(wall.date()))
        return self._open[minute]

    def _windows(self, day: date) -> tuple[tuple[int, int], ...]:
        special = self.calendar.days.get(day)
        return self.calendar.windows[day.weekday()] if special is None else special.windows

    def _working_days_later(self, minute: int, count: int) -> int:
        wall = self.wall(minute)
        day, now = wall.date(), wall.hour * 60 + wall.minute
        if not self._windows(day):
            now = 24 * 60
        while count:
            day += _DAY
            count -= bool(self._windows(day))
        windows = self._windows(day)
        while now < 24 * 60 and not any(start <= now <= end for start, end in windows):
            now += 1
        if now >= windows[-1][1]:
            now = windows[-1][1]
        return self.shown_at(day, now)
