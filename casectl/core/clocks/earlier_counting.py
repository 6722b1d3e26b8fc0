"""The counting of pauses in records that do not say ``counting: 2``: the days that begin in a pause are left out.

Records keep the counting that they were made by, so this is needed as long as there are cases with such pauses.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from casectl.core.clocks.counting import ELAPSED, WORKING_TIME, DeadlineCalculator, PausedInterval, unit_of
from casectl.core.time.durations import Duration
from casectl.core.time.instants import plus, to_seconds

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


def shifted_by_days_begun(count: DeadlineCalculator, due: datetime, within: str, gap: PausedInterval) -> datetime:
    """The deadline after a pause, in the unit of `within`.

    Hours are shifted by the time paused, working hours by the working time paused; days by the days, or working days,
    that begin in the pause. A pause before counting begins shifts nothing.
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
