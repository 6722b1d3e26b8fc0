"""Shares of days: how much of each day a stretch of time takes, in exact fractions.

A working day's share is that of its opening time; a calendar day's is that of its length, which is 24 hours except
where the clocks change. A whole day has the share 1, however long it is.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

from casectl.core.time.calendar import Calendar
from casectl.core.time.instants import plus, to_seconds
from casectl.core.values.value_class import value_class

if TYPE_CHECKING:
    from fractions import Fraction

Share: TypeAlias = "Fraction | int"
_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


@value_class
class DayShares:
    """The days of a calendar: only the `working` ones, by their opening time, or all, by their length."""

    calendar: Calendar
    working: bool

    def between(self, first: datetime, last: datetime) -> Share:
        """The sum of the shares of the days from `first` to `last`, which is not before it."""
        begun, ended = self.calendar.day_of(first), self.calendar.day_of(last)
        if begun == ended:
            return self.of_day(begun, first, last)
        whole = self._whole_days(begun, ended - _DAY)
        head = self.of_day(begun, first, self.calendar.start_of(begun + _DAY))
        return head + whole + self.of_day(ended, self.calendar.start_of(ended), last)

    def later(self, at: datetime, share: Share) -> datetime:
        """The earliest whole second by which days after `at` have that share, more than 0 and less than 1, in all."""
        day = self.calendar.day_of(at)
        while share > (left := self.of_day(day, at, self.calendar.start_of(day + _DAY))):
            share -= left
            day = self.calendar.nth_working_day(day, 1) if self.working else day + _DAY
            at = self.calendar.start_of(day)
        seconds = -(-share * self._seconds(self.calendar.start_of(day), self.calendar.start_of(day + _DAY)) // 1)
        length = timedelta(seconds=int(seconds))
        return self.calendar.after_working(at, length) if self.working else plus(at, length)

    def _whole_days(self, after: date, until: date) -> int:
        return self.calendar.working_days(after, until) if self.working else (until - after).days

    def of_day(self, day: date, first: datetime, last: datetime) -> Share:
        """The share of `day` from `first` to `last`, which are both within it."""
        whole = self._seconds(self.calendar.start_of(day), self.calendar.start_of(day + _DAY))
        if not whole:
            return 0
        from fractions import Fraction  # few clocks that run have been paused

        return Fraction(self._seconds(first, last), whole)

    def _seconds(self, first: datetime, last: datetime) -> int:
        if self.working:
            return self.calendar.working_time(first, last) // _SECOND
        return to_seconds(last) - to_seconds(first)
