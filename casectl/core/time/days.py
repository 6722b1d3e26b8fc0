"""Whole days, and the day, month or year that is near when not all of a date is written."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from casectl.core.values.value_class import NamedTuple


class Days(NamedTuple):
    """Whole days, from `first` to the day before `after`.

    `opens`: as a point in time it is the first opening, as of next week. `turn`: a weekday alone in the past, which
    moves by so many days if it is not past.
    """

    first: date
    after: date
    opens: bool = False
    turn: int = 0

    @property
    def is_one(self) -> bool:
        """Whether it is a single day."""
        return self.after - self.first == timedelta(days=1)


class Nearby(NamedTuple):
    """What an incomplete date refers to.

    `past`: the latest such day, else the next one. `whole`: any day of the present month counts as near, as in lists.
    `order`: of day and month in figures, dmy or mdy; "" is not known.
    """

    today: date
    past: bool = False
    whole: bool = False
    order: str = ""


def one_day(day: date) -> Days:
    """A single day. Raises OverflowError for the last one that a date can express."""
    return Days(day, day + timedelta(days=1))


def months_from(year: int, month: int, count: int) -> Days:
    """`count` months from `month` on; a month below 1 or above 12 belongs to another year.

    Raises ValueError outside the years 1 to 9999.
    """
    ends = (year * 12 + month - 1, year * 12 + month - 1 + count)
    first, after = (date(each // 12, each % 12 + 1, 1) for each in ends)
    return Days(first, after)


def of_month(year: int, month: int, days: Sequence[int]) -> Days:
    """The month, or the day of it that is given. Raises ValueError for what does not exist."""
    return one_day(date(year, month, days[0])) if days else months_from(year, month, 1)


def in_near_year(nearby: Nearby, month: int, day: int | None = None) -> Days:
    """The month, or its day, in the year that is near: the last one in the past, else the next one.

    Raises ValueError for a day that is in no year.
    """
    today, away = nearby.today, -1 if nearby.past else 1
    date(2024, month, 1 if day is None else day)  # a leap year
    for year in range(today.year, today.year + 9 * away, away):
        if day and day > monthrange(year, month)[1]:
            continue
        exact = bool(day) and not nearby.whole
        found, limit = (year, month, day if exact else 0), (today.year, today.month, today.day if exact else 0)
        if found <= limit if nearby.past else found >= limit:
            return of_month(year, month, [day] if day else [])
    raise ValueError(day)


def in_near_month(nearby: Nearby, day: int) -> Days:
    """That day of the month that is near, where the month has it. Raises ValueError for one that is in no month."""
    return one_day(next(_same_days(nearby, day)))


def _same_days(nearby: Nearby, day: int) -> Iterator[date]:
    if not 1 <= day <= 31:
        raise ValueError(day)
    for count in range(13):
        first = months_from(nearby.today.year, nearby.today.month + (-count if nearby.past else count), 1).first
        if day <= monthrange(first.year, first.month)[1]:
            found = first.replace(day=day)
            if nearby.whole or (found <= nearby.today if nearby.past else found >= nearby.today):
                yield found


def period_of(today: date, move: int, word: str) -> Days:
    """The week, weekend, month, quarter or year of today, or the one `move` later."""
    monday = today + timedelta(days=7 * move - today.weekday())
    match word:
        case "week":
            return Days(monday, monday + timedelta(days=7))
        case "weekend":
            return Days(monday + timedelta(days=5), monday + timedelta(days=7))
        case "month":
            return months_from(today.year, today.month + move, 1)
        case "quarter":
            return months_from(today.year, (today.month - 1) // 3 * 3 + 1 + 3 * move, 3)
        case _:
            return months_from(today.year + move, 1, 12)
