"""A calendar's working time as a table of instants, so that adding working time is a look-up.

Per year of the calendar's zone there are the windows in UTC seconds, the working seconds before each, and the working
days. A year is built when it is first needed. All instants here are whole seconds since 1970 (UTC).

Windows are in wall-clock time. An edge that summer time skips moves to the end of the gap; a repeated edge means its
first occurrence, so that adjacent windows neither overlap nor leave a gap.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import field
from datetime import date, tzinfo

from casectl.core.time.wall_clock import edge
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.value_class import NamedTuple, value_class

MINUTES = 24 * 60
_SECONDS_OF_YEAR = 31_556_952
_FIRST, _LAST = 2, 9998
"""The years whose edges can be expressed in every zone."""


class BeyondCalendar(UsageError, OverflowError):
    """A year in which no calendar counts."""

    def __init__(self, year: int) -> None:
        text = msg("no calendar covers the year {year}", year=year)
        super().__init__(text, hint=msg("calendars cover the years {first} to {last}", first=_FIRST, last=_LAST))


def refuse_beyond(year: int) -> None:
    """Raise BeyondCalendar for a year in which no calendar counts."""
    if not _FIRST <= year <= _LAST:
        raise BeyondCalendar(year)


class Window(NamedTuple):
    """Working time of a day, in minutes of the wall clock; `end` is after `start` and at most 24:00."""

    start: int
    end: int


@value_class
class Windows:
    """Windows in chronological order, and the working seconds of the year before each."""

    starts: list[int]
    ends: list[int]
    before: list[int]
    total: int

    def worked_by(self, at: int) -> int:
        """The working seconds of the year before `at`."""
        number = bisect_right(self.starts, at) - 1
        if number < 0:
            return 0
        return self.before[number] + min(at, self.ends[number]) - self.starts[number]


@value_class
class Timeline:
    """The working time of one calendar; `windows_on` gives the windows of a day, none for a closed day.

    Every method raises BeyondCalendar outside the years 2 to 9998.
    """

    zone: tzinfo
    windows_on: Callable[[date], tuple[Window, ...]]
    _begins: dict[int, int] = field(default_factory=dict)
    _windows: dict[int, Windows] = field(default_factory=dict)
    _days: dict[int, list[int]] = field(default_factory=dict)

    def edge(self, day: date, seconds: int) -> int:
        """The instant at which the wall clock shows `seconds` after the midnight at the start of `day`."""
        try:
            return edge(day, seconds, self.zone)
        except (OverflowError, ValueError):
            raise BeyondCalendar(day.year) from None

    def forward(self, at: int, seconds: int) -> int:
        """The earliest instant by which `seconds` (at least 1) of working time have passed since `at`."""
        year = self._year_of(at)
        wanted = self._windows_of(year).worked_by(at) + seconds
        while wanted > (windows := self._windows_of(year)).total:
            wanted -= windows.total
            year += 1
        number = bisect_left(windows.before, wanted) - 1
        return windows.starts[number] + wanted - windows.before[number]

    def backward(self, at: int, seconds: int) -> int:
        """The latest instant from which `seconds` (at least 1) of working time pass until `at`."""
        year = self._year_of(at)
        left = self._windows_of(year).worked_by(at) - seconds
        while left < 0:
            year -= 1
            left += self._windows_of(year).total
        windows = self._windows_of(year)
        number = bisect_right(windows.before, left) - 1
        return windows.starts[number] + left - windows.before[number]

    def between(self, first: int, last: int) -> int:
        """The working seconds from `first` to `last`, which is not before it."""
        year, last_year = self._year_of(first), self._year_of(last)
        whole = sum(self._windows_of(each).total for each in range(year, last_year))
        return whole + self._windows_of(last_year).worked_by(last) - self._windows_of(year).worked_by(first)

    def opening(self, at: int) -> int:
        """The first working second at or after `at`."""
        return self.forward(at, 1) - 1

    def day_after(self, day: date, count: int) -> date:
        """The `count`-th working day (at least the first) after `day`."""
        year, days = day.year, self._days_of(day.year)
        wanted = bisect_right(days, day.toordinal()) + count
        while wanted > len(days):
            wanted -= len(days)
            year += 1
            days = self._days_of(year)
        return date.fromordinal(days[wanted - 1])

    def day_before(self, day: date, count: int) -> date:
        """The `count`-th working day (at least the first) before `day`."""
        year = day.year
        left = bisect_left(self._days_of(year), day.toordinal()) - count
        while left < 0:
            year -= 1
            left += len(self._days_of(year))
        return date.fromordinal(self._days_of(year)[left])

    def days_between(self, first: date, last: date) -> int:
        """The working days after `first`, up to and including `last`, which is not before it."""
        whole = sum(len(self._days_of(year)) for year in range(first.year, last.year))
        until = bisect_right(self._days_of(last.year), last.toordinal())
        return whole + until - bisect_right(self._days_of(first.year), first.toordinal())

    def _year_of(self, at: int) -> int:
        """The year whose windows contain `at` or are next to it, by the instants at which years begin."""
        year = 1970 + at // _SECONDS_OF_YEAR
        while at < self._begin(year):
            year -= 1
        while at >= self._begin(year + 1):
            year += 1
        return year

    def _begin(self, year: int) -> int:
        if year not in self._begins:
            self._begins[year] = self.edge(date(_within(year), 1, 1), 0)
        return self._begins[year]

    def _days_of(self, year: int) -> list[int]:
        if year not in self._days:
            first, last = date(_within(year), 1, 1).toordinal(), date(year, 12, 31).toordinal()
            self._days[year] = [
                ordinal for ordinal in range(first, last + 1) if self.windows_on(date.fromordinal(ordinal))
            ]
        return self._days[year]

    def _windows_of(self, year: int) -> Windows:
        if year not in self._windows:
            self._windows[year] = self._laid_out(year)
        return self._windows[year]

    def _laid_out(self, year: int) -> Windows:
        starts: list[int] = []
        ends: list[int] = []
        before: list[int] = []
        total = 0
        for day in map(date.fromordinal, self._days_of(year)):
            for window in self.windows_on(day):
                start, end = self.edge(day, window.start * 60), self.edge(day, window.end * 60)
                if start < end:  # a window inside a gap contains no time
                    starts.append(start)
                    ends.append(end)
                    before.append(total)
                    total += end - start
        return Windows(starts, ends, before, total)


def _within(year: int) -> int:
    if not _FIRST <= year <= _LAST:
        raise BeyondCalendar(year)
    return year
