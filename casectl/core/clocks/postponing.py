"""What puts a deadline off: pauses, extensions, dates set by hand, applied in their order.

Hours are put off by the time paused, working hours by the working time paused. Days are put off by shares: the shares
of the days that a run was paused are added, the whole part moves the deadline, and where the rule ends exactly, the
rest is added as time. So two half days move a deadline by one day, and an hour by none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from casectl.core.clocks.counting import ELAPSED, WORKING_TIME, DeadlineCalculator, PausedInterval, unit_of
from casectl.core.clocks.runs import SHARES, Paused, Run
from casectl.core.clocks.shares import DayShares, Share
from casectl.core.time.durations import Duration
from casectl.core.time.instants import plus, to_seconds
from casectl.core.values.value_class import value_class

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


@value_class
class PutOff:
    """A pause that has ended, with the deadline before and after it."""

    pause: Paused
    before: datetime
    after: datetime


def effective_due(count: DeadlineCalculator, run: Run, at: datetime) -> datetime:
    """The deadline as of `at`: postponed by the pause so far, if the run is paused."""
    if run.pause is None:
        return run.due
    if run.counting < SHARES:
        return _shifted_by_days_begun(count, run.due, run.within, PausedInterval(run.start, run.pause.at, at))
    return recalculated(count, run.paused_until(at), run.within)


def recalculated(count: DeadlineCalculator, run: Run, within: str) -> datetime:
    """The run's deadline recalculated with `within`; pauses, extensions and dates set by hand are kept.

    A pause that has not ended puts nothing off yet.
    """
    return _Deadline(count, run, within).after_all()


def put_offs(count: DeadlineCalculator, run: Run) -> Iterator[PutOff]:
    """What each pause of the run did to its deadline."""
    deadline = _Deadline(count, run, run.within)
    for each in run.put_off:
        before = deadline.due
        deadline.put_off(each)
        if isinstance(each, Paused) and each.until:
            yield PutOff(each, before, deadline.due)


class _Deadline:
    """A deadline while it is put off: `whole` is moved by whole days, `rest` is the share of a day left over."""

    def __init__(self, count: DeadlineCalculator, run: Run, within: str) -> None:
        self.count, self.run, self.within, self.unit = count, run, within, unit_of(within)
        self.days = DayShares(count.calendar, working=self.unit == "wd")
        self.whole = count.deadline(run.start, within) if within else run.due
        self.rest: Share = 0
        self.exact = count.is_exact(self.unit)
        self.days_added = 0 if within and not count.clock.at_most else None  # None: it moves from where it is

    @property
    def due(self) -> datetime:
        """The deadline."""
        return self.days.later(self.whole, self.rest) if self.rest and self.exact else self.whole

    def after_all(self) -> datetime:
        """The deadline after everything that put the run off."""
        for each in self.run.put_off:
            self.put_off(each)
        return self.due

    def put_off(self, by: Paused | datetime | str) -> None:
        """Apply a pause, a date set by hand or the duration of an extension."""
        if isinstance(by, datetime):
            self._move_to(by, 0)
        elif isinstance(by, str):
            self._move_to(self.count.later(self.due, by), 0 if self.exact else self.rest)
        elif by.until and to_seconds(by.at) <= to_seconds(self.due):  # what has expired is not put off
            self._paused(by.at, by.until)

    def _paused(self, at: datetime, until: datetime) -> None:
        if self.run.counting < SHARES:
            gap = PausedInterval(self.run.start, at, until)
            self.whole = _shifted_by_days_begun(self.count, self.whole, self.within, gap)
            return
        first = max(at, self.count.begin(self.run.start, self.unit), key=to_seconds)
        if to_seconds(first) < to_seconds(until):
            self._add(first, until)
        if to_seconds(self.due) < to_seconds(until):  # the last day had begun: the rest of it comes after the pause
            self._move_to(self.count.next_end(until, self.unit), 0)

    def _add(self, first: datetime, last: datetime) -> None:
        calendar = self.count.calendar
        if self.unit in ELAPSED:
            passed = to_seconds(last) - to_seconds(first)
            self.whole = datetime.fromtimestamp(to_seconds(self.whole) + passed, calendar.zone)
        elif self.unit in WORKING_TIME:
            self.whole = calendar.after_working(self.whole, calendar.working_time(first, last))
        else:
            days, self.rest = divmod(self.rest + self.days.between(first, last), 1)
            if days:
                self._add_days(days)

    def _add_days(self, days: int) -> None:
        """Move the deadline by whole days: it is that of a rule with so many days more, unless it was moved before."""
        if self.days_added is None:
            step = Duration(days, "wd" if self.unit == "wd" else "d")
            self.whole = self.count.ended(self.count.calendar.after(self.whole, step))
        else:
            self.days_added += days
            self.whole = self.count.deadline(self.run.start, self.within, self.days_added)

    def _move_to(self, at: datetime, rest: Share) -> None:
        self.whole, self.rest, self.days_added = at, rest, None


def _shifted_by_days_begun(count: DeadlineCalculator, due: datetime, within: str, gap: PausedInterval) -> datetime:
    """The deadline after a pause, in the unit of `within`.

    Hours are shifted by the time paused, working hours by the working time paused; days by the days, or working days,
    that begin in the pause. A pause before counting begins shifts nothing. Records that do not say ``counting: 2`` keep
    this counting, so it is needed as long as there are cases with such pauses.
    """
    unit, calendar = unit_of(within), count.calendar
    begin, last = count.begin(gap.start, unit), gap.last
    first = max(gap.first, begin, key=to_seconds)
    passed = to_seconds(last) - to_seconds(first)
    if passed <= 0:
        return due
    if unit in ELAPSED:
        return datetime.fromtimestamp(to_seconds(due) + passed, calendar.zone)
    if unit in WORKING_TIME:
        return calendar.after_working(due, calendar.working_time(first, last))
    used, ended = _last_used(count, begin, first), calendar.day_of(plus(last, -_SECOND))
    days = calendar.working_days(used, ended) if unit == "wd" else (ended - used).days
    step = "wd" if unit == "wd" else "d"
    return count.ended(calendar.after(due, Duration(days, step))) if days > 0 else due


def _last_used(count: DeadlineCalculator, begin: datetime, first: datetime) -> date:
    """The last day that has elapsed, or does not count, when a pause begins at `first`."""
    if to_seconds(first) > to_seconds(begin):
        return count.calendar.day_of(plus(first, -_SECOND))
    return count.calendar.day_of(begin) - (_DAY if count.counts_first else timedelta(0))
