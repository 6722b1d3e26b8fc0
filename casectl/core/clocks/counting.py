"""Calculating a deadline from a clock's rule, its calendar and a start, and moving it afterwards.

Hours and minutes are counted from the start. Days are counted with the start's day as day 0, unless the rule has
`day_zero: no` (it is day 1) or `next_day: yes` (the day after it is day 1); the deadline is then at the wall-clock time
of the start, or as `ends` says. Where the first day counts as day 1, the deadline is the end of the last day.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from casectl.core.template.clock_rules import Clock
from casectl.core.time.calendar import Calendar
from casectl.core.time.durations import Duration, parse_duration
from casectl.core.time.instants import to_seconds
from casectl.core.values.value_class import value_class

ELAPSED = ("m", "h")
WORKING_TIME = ("wm", "wh")
_WORKING = (*WORKING_TIME, "wd")
_HOURS = (*ELAPSED, *WORKING_TIME)
_DAY = timedelta(days=1)


@value_class
class PausedInterval:
    """The time from `first` to `last` in which a run that started at `start` was paused; all aware."""

    start: datetime
    first: datetime
    last: datetime


@value_class
class DeadlineCalculator:
    """A clock's rule on its calendar; `version` is recorded with each deadline, as template@version.

    All instants are aware; deadlines are to the second.
    """

    clock: Clock
    calendar: Calendar
    version: str = ""

    @classmethod
    def of(cls, clock: Clock, calendar: Calendar, version: str = "") -> DeadlineCalculator:
        """The calculator of a clock on `calendar`; the clock's own rule for arrivals, if any, replaces the
        calendar's.
        """
        return cls(clock, calendar.with_arrivals(clock.arrivals) if clock.arrivals else calendar, version)

    def deadline(self, start: datetime, within: str, more_days: int = 0) -> datetime:
        """The deadline of a run that started at `start`; if the clock has a second duration, the earlier of both.

        `more_days` are added to a duration in days: working days to working days, else calendar days.

        Raises UsageError beyond the year 9998, and if the calendar has no working time.
        """
        end = self._end(start, parse_duration(within), more_days)
        if not self.clock.at_most:
            return end
        return min(end, self._end(start, parse_duration(self.clock.at_most), more_days), key=to_seconds)

    def begin(self, start: datetime, unit: str) -> datetime:
        """The instant from which time is counted: the arrival, or with `next_day` the start of the following day.

        `unit` is a duration's: for working units that is the next working day's opening, for others the next midnight.
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
        """Whether the day on which counting begins is day 1."""
        return self.clock.next_day or not self.clock.day_zero

    def _end(self, start: datetime, duration: Duration, more_days: int) -> datetime:
        begin = self.begin(start, duration.unit)
        if self.counts_first and duration.unit not in _HOURS:
            return self._whole_days(begin, duration, more_days)
        end = self.ended(self._after(begin, duration, more_days))
        if to_seconds(end) >= to_seconds(begin):
            return end
        # A count that begins after the close of its last day, or on a closed day, ends on the next working day.
        return self.calendar.close_of(self.calendar.nth_working_day(self.calendar.day_of(begin), 1))

    def _after(self, begin: datetime, duration: Duration, more_days: int) -> datetime:
        if more_days and duration.unit == "wd":
            return self.calendar.after(begin, Duration(duration.amount + more_days, "wd"))
        after = self.calendar.after(begin, duration)
        return self.calendar.after(after, Duration(more_days, "d")) if more_days else after

    def _whole_days(self, begin: datetime, duration: Duration, more_days: int) -> datetime:
        """The end of the last day, where the day of `begin` is day 1."""
        day = self.calendar.day_of(begin)
        if duration.unit == "wd":
            last = self.calendar.nth_working_day(day, duration.amount + more_days, zero=False)
            return self._end_of(last, "wd")
        last = self.calendar.day_of(self._after(self.calendar.start_of(day), duration, more_days)) - _DAY
        return self._end_of(last, duration.unit)

    def _end_of(self, day: date, unit: str) -> datetime:
        """The end of a day as the rule says; if it says none, the close where working days count, else midnight."""
        closes = self.clock.ends == "close_of_business" or (self.clock.ends == "exact" and unit == "wd")
        return self.calendar.close_of(day) if closes else self.calendar.end_of(day)

    def ended(self, at: datetime) -> datetime:
        """`at`, or the end of its day if the rule says so."""
        if self.clock.ends == "exact":
            return at
        day = self.calendar.day_of(at)
        return self.calendar.end_of(day) if self.clock.ends == "end_of_day" else self.calendar.close_of(day)

    def later(self, due: datetime, by: str) -> datetime:
        """The deadline postponed by the duration `by`."""
        return self.ended(self.calendar.after(due, parse_duration(by)))

    def next_end(self, at: datetime, unit: str) -> datetime:
        """The earliest deadline at or after `at` of a run in `unit` that has only part of a day, or nothing, left.

        It is in opening time where working time or working days count; else an exact deadline is `at` itself.
        """
        works = unit in _WORKING
        if self.is_exact(unit):
            return self.calendar.next_opening(at) if works else at
        day = self.calendar.day_of(at)
        if not works or self.calendar.is_working_day(day):
            end = self._end_of(day, unit)
            if to_seconds(end) >= to_seconds(at):
                return end
        return self._end_of(self.calendar.nth_working_day(day, 1), unit)

    def is_exact(self, unit: str) -> bool:
        """Whether a deadline in `unit` can be at any time of a day, rather than at its end."""
        return unit in _HOURS or (self.clock.ends == "exact" and not self.counts_first)

    def left(self, at: datetime, due: datetime, within: str) -> str:
        """The time left at `at`, in the unit of `within`: minutes, working minutes, days or working days."""
        unit = unit_of(within)
        if unit in ELAPSED:
            return f"{(to_seconds(due) - to_seconds(at)) // 60}m"
        if unit in WORKING_TIME:
            return f"{self.calendar.working_time(at, due) // timedelta(minutes=1)}wm"
        if unit == "wd":
            return f"{self.calendar.working_days(at, due)}wd"
        return f"{(self.calendar.day_of(due) - self.calendar.day_of(at)).days}d"

    def is_provisional(self, start: datetime, due: datetime, within: str) -> bool:
        """Whether the deadline depends on days that the calendar's source does not confirm."""
        depends = unit_of(within) in _WORKING or self.clock.ends == "close_of_business"
        depends = depends or self.calendar.arrivals == "next_opening"
        return depends and any(map(self.calendar.is_provisional, (start, due)))

    def is_in_force(self, start: datetime) -> bool:
        """Whether the rule is in force on the day of the start, in the calendar's zone."""
        first, last = self.clock.in_force
        if not first and not last:
            return True
        day = self.calendar.day_of(start).isoformat()
        return first <= day and (not last or day <= last)


def unit_of(within: str) -> str:
    """The unit of a duration; hours for an imported deadline, which has none."""
    return parse_duration(within).unit if within else "h"
