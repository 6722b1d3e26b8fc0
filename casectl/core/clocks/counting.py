"""Counting: from a clock's rule, its calendar and a start to a deadline, and what moves a deadline afterwards.

Hours and minutes are counted from the start. Days are counted with the start's day as day 0, unless the rule says
`day_zero: no` (it is day 1) or `next_day: yes` (the day after it is day 1); the deadline is then the wall-clock time
of the start, or what `ends` says. Where the first day counts, the last one is given whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from casectl.core.template.clock_rules import Clock
from casectl.core.time.calendar import Calendar
from casectl.core.time.durations import Duration, parse_duration
from casectl.core.time.timeline import to_seconds
from casectl.core.values.value_class import value_class

_ELAPSED = ("m", "h")
_WORKING_TIME = ("wm", "wh")
_WORKING = (*_WORKING_TIME, "wd")
_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


@value_class
class PausedInterval:
    """A time in which a run that started at `start` was paused."""

    start: datetime
    first: datetime
    last: datetime


@dataclass(frozen=True)
class DeadlineCalculator:
    """A clock's way of counting: its rule on its calendar; `version` is recorded beside it, as template@version."""

    clock: Clock
    calendar: Calendar
    version: str = ""

    @classmethod
    def of(cls, clock: Clock, calendar: Calendar, version: str = "") -> DeadlineCalculator:
        """The clock on `calendar`, with the clock's own word on arrivals after hours if it has one."""
        return cls(clock, calendar.with_arrivals(clock.arrivals) if clock.arrivals else calendar, version)

    def deadline(self, start: datetime, within: str) -> datetime:
        """The deadline of a run that started then; the earlier of both if the clock has a second duration.

        Raises Misused for one beyond the year 9998, and if the calendar has no working time.
        """
        ends = [self._end(start, parse_duration(each)) for each in (within, self.clock.at_most) if each]
        return min(ends, key=to_seconds)

    def begin(self, start: datetime, unit: str) -> datetime:
        """From when the time is counted: the arrival, and with `next_day` the beginning of the day after.

        `unit` is a duration's: working units begin with the next working day, others with the next midnight.
        """
        begin = self.calendar.arrival(start)
        if not self.clock.next_day:
            return begin
        day = self.calendar.day_of(begin)
        if unit in _WORKING:
            return self.calendar.opening_of(self.calendar.nth_working_day(day, 1))
        return self.calendar.start_of(day + _DAY)

    @property
    def counts_first(self) -> bool:
        """Whether the day on which the counting begins is day 1."""
        return self.clock.next_day or not self.clock.day_zero

    def _end(self, start: datetime, duration: Duration) -> datetime:
        begin = self.begin(start, duration.unit)
        if self.counts_first and duration.unit not in (*_ELAPSED, *_WORKING_TIME):
            return self._whole_days(begin, duration)
        end = self.ended(self.calendar.after(begin, duration))
        if to_seconds(end) >= to_seconds(begin):
            return end
        # What begins after the close of its last day, or on a closed day, has the next working day.
        return self.calendar.close_of(self.calendar.nth_working_day(self.calendar.day_of(begin), 1))

    def _whole_days(self, begin: datetime, duration: Duration) -> datetime:
        """The end of the last day, where the day of `begin` is the first."""
        day = self.calendar.day_of(begin)
        if duration.unit == "wd":
            last = self.calendar.nth_working_day(day, duration.amount, zero=False)
            return self.calendar.end_of(last) if self.clock.ends == "end_of_day" else self.calendar.close_of(last)
        last = self.calendar.day_of(self.calendar.after(self.calendar.start_of(day), duration)) - _DAY
        close = self.clock.ends == "close_of_business"
        return self.calendar.close_of(last) if close else self.calendar.end_of(last)

    def ended(self, at: datetime) -> datetime:
        """`at`, or the end of its day as the rule wants it."""
        if self.clock.ends == "exact":
            return at
        day = self.calendar.day_of(at)
        return self.calendar.end_of(day) if self.clock.ends == "end_of_day" else self.calendar.close_of(day)

    def later(self, due: datetime, by: str) -> datetime:
        """The deadline, put off by a duration."""
        return self.ended(self.calendar.after(due, parse_duration(by)))

    def shifted(self, due: datetime, within: str, gap: PausedInterval) -> datetime:
        """The deadline after a pause, in the unit of `within`: what was used before the pause stays used.

        Time is shifted by the time that passed, working time by the working time. Days are shifted by whole days, or
        working days: those that begin in the pause. A pause before the counting begins takes nothing from it.
        """
        unit = _unit(within)
        begin, last = self.begin(gap.start, unit), gap.last
        first = max(gap.first, begin, key=to_seconds)
        passed = to_seconds(last) - to_seconds(first)
        if passed <= 0:
            return due
        if unit in _ELAPSED:
            return datetime.fromtimestamp(to_seconds(due) + passed, self.calendar.zone)
        if unit in _WORKING_TIME:
            return self.calendar.after_working(due, self.calendar.working_time(first, last))
        used = self._last_used(begin, first)
        ended = self.calendar.day_of(last - _SECOND)
        days = self.calendar.working_days(used, ended) if unit == "wd" else (ended - used).days
        step = "wd" if unit == "wd" else "d"
        return self.ended(self.calendar.after(due, Duration(days, step))) if days > 0 else due

    def _last_used(self, begin: datetime, first: datetime) -> date:
        """The last day that is used up or does not count when a pause begins at `first`."""
        if to_seconds(first) > to_seconds(begin):
            return self.calendar.day_of(first - _SECOND)
        return self.calendar.day_of(begin) - (_DAY if self.counts_first else timedelta(0))

    def left(self, at: datetime, due: datetime, within: str) -> str:
        """What is left at `at`, in the unit of `within`: minutes, working minutes, days or working days."""
        unit = _unit(within)
        if unit in _ELAPSED:
            return f"{(to_seconds(due) - to_seconds(at)) // 60}m"
        if unit in _WORKING_TIME:
            return f"{self.calendar.working_time(at, due) // timedelta(minutes=1)}wm"
        if unit == "wd":
            return f"{self.calendar.working_days(at, due)}wd"
        return f"{(self.calendar.day_of(due) - self.calendar.day_of(at)).days}d"

    def is_provisional(self, start: datetime, due: datetime, within: str) -> bool:
        """Whether the deadline of a run that started then rests on days that the calendar's source only guesses."""
        depends = _unit(within) in _WORKING or self.clock.ends == "close_of_business"
        depends = depends or self.calendar.arrivals == "next_opening"
        return depends and any(map(self.calendar.is_provisional, (start, due)))

    def is_in_force(self, start: datetime) -> bool:
        """Whether the rule holds on the day of the start."""
        first, last = self.clock.in_force
        day = self.calendar.day_of(start).isoformat()
        return first <= day and (not last or day <= last)


def _unit(within: str) -> str:
    """The unit of a duration; hours for a deadline that was imported."""
    return parse_duration(within).unit if within else "h"
