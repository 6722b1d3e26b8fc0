"""A working calendar: when an office is open, and what a duration means there.

Hours and minutes are exact lengths of time. Days, weeks and months keep the wall-clock time of the calendar's zone: a
time skipped by summer time moves to the end of the gap, a repeated one means its first occurrence, and in a month that
is too short the last day is used. Working hours and minutes pass only inside the windows. Working days keep the
wall-clock time as far as the office is open on the last day: before opening it becomes the opening, after closing the
closing. Counted from a closed day, they end with the close of the last day.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cached_property
from typing import Literal

from casectl.core.time.durations import Duration
from casectl.core.time.instants import to_seconds
from casectl.core.time.timeline import MINUTES, Timeline, Window
from casectl.core.values.messages import LocalizedText, UsageError, msg
from casectl.core.values.value_class import replace, value_class

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Week = tuple[tuple[Window, ...], ...]
"""The windows of each weekday, Monday first; empty for a closed day."""

Arrivals = Literal["as_received", "next_opening", "same_time"]
ARRIVALS: tuple[Arrivals, ...] = ("as_received", "next_opening", "same_time")
"""How arrivals after hours and on closed days are counted; the first is the default."""

OFFICE_HOURS: Week = (*[(Window(9 * 60, 17 * 60 + 30),)] * 5, (), ())
ALWAYS: Week = ((Window(0, MINUTES),),) * 7

_SECONDS = {"m": 60, "h": 3600, "wm": 60, "wh": 3600}
_DAYS = {"d": 1, "w": 7}


@value_class
class Day:
    """A day that differs from its weekday: a holiday (no windows), a half day, or a make-up day that is worked."""

    kind: Literal["holiday", "half_day", "make_up_day"]
    name: LocalizedText
    windows: tuple[Window, ...] = ()


@value_class
class Calendar:
    """Working windows by weekday, and the days that differ; `zone` is the zone of all its wall-clock times.

    What arrives after the `cut_off` (None: the day's close) or on a closed day is counted by `arrivals`: as received;
    from the next opening; or, if it arrived on a closed day, from the same time of the next working day. Late arrivals
    count from `late_from` on the next working day (None: its opening). The `source` does not confirm days before
    `verified_from`, after `verified_until`, or from `provisional_from` on.
    """

    name: str
    zone: tzinfo
    title: LocalizedText = LocalizedText.of("")
    windows: Week = OFFICE_HOURS
    days: Mapping[date, Day] = field(default_factory=dict)
    cut_off: time | None = None
    late_from: time | None = None
    arrivals: Arrivals = "as_received"
    source: str = ""
    verified_from: date | None = None
    verified_until: date | None = None
    provisional_from: date | None = None

    def windows_on(self, day: date) -> tuple[Window, ...]:
        """The opening hours of `day`, in minutes after midnight by the wall clock."""
        special = self.days.get(day)
        return self.windows[day.weekday()] if special is None else special.windows

    def is_working_day(self, day: date) -> bool:
        """Whether the office is open on `day`, even for half of it."""
        return bool(self.windows_on(day))

    def name_of(self, day: date) -> LocalizedText | None:
        """The name of a holiday, a half day or a make-up day; None for any other."""
        special = self.days.get(day)
        return special.name if special else None

    def is_provisional(self, at: datetime | date) -> bool:
        """Whether the working hours of that day are not confirmed; of an instant, the day in the calendar's zone
        counts.
        """
        day = self.day_of(at) if isinstance(at, datetime) else at
        early = self.verified_from is not None and day < self.verified_from
        late = self.verified_until is not None and day > self.verified_until
        return early or late or (self.provisional_from is not None and day >= self.provisional_from)

    def day_of(self, at: datetime) -> date:
        """The day of an instant in the calendar's zone."""
        return at.astimezone(self.zone).date()

    def after(self, at: datetime, duration: Duration) -> datetime:
        """The instant `duration` after `at`, in the calendar's zone. Raises UsageError beyond the year 9998."""
        return self._moved(at, duration, 1)

    def before(self, at: datetime, duration: Duration) -> datetime:
        """The instant `duration` before `at`, in the calendar's zone, counted as `after` counts.

        Working time ends at an opening where `after` ends at a close, so each reverses the other while the office is
        open. Raises UsageError before the year 2.
        """
        return self._moved(at, duration, -1)

    def after_working(self, at: datetime, length: timedelta) -> datetime:
        """The earliest instant by which `length` of working time (whole seconds, at least 0) has passed since `at`."""
        seconds = length // timedelta(seconds=1)
        return self._worked(at, seconds) if seconds else at.astimezone(self.zone)

    def working_time(self, first: datetime, last: datetime) -> timedelta:
        """The working time from `first` to `last`; negative if `last` is earlier."""
        return timedelta(seconds=self.working_seconds(to_seconds(first), to_seconds(last)))

    def working_seconds(self, first: int, last: int) -> int:
        """The same of instants in seconds since 1970, in seconds."""
        return -self._line.between(last, first) if last < first else self._line.between(first, last)

    def working_days(self, first: datetime | date, last: datetime | date) -> int:
        """The working days after the day of `first`, up to and including the day of `last`; negative if that is
        earlier.
        """
        begin, end = (self.day_of(at) if isinstance(at, datetime) else at for at in (first, last))
        return -self._line.days_between(end, begin) if end < begin else self._line.days_between(begin, end)

    def nth_working_day(self, day: date, count: int, zero: bool = True) -> date:
        """The `count`-th working day, where `day` itself is day 0, worked or not; or, if `zero` is false and it is
        worked, day 1. A count of 0 is `day` itself.

        Raises UsageError if the calendar has no working time, or beyond the year 9998.
        """
        ahead = count - (not zero and self.is_working_day(day))
        self._require_working_time()
        try:
            return self._line.day_after(day, ahead) if ahead > 0 else day
        except (OverflowError, ValueError):
            raise UsageError(msg("{length} is too long", length=f"{count}wd")) from None

    def with_arrivals(self, arrivals: str) -> Calendar:
        """This calendar with another rule for arrivals after hours; the timeline built so far is shared."""
        rule = next((each for each in ARRIVALS if each == arrivals), self.arrivals)
        other = replace(self, arrivals=rule)
        other.__dict__["_line"] = self._line
        return other

    def arrival(self, at: datetime) -> datetime:
        """The instant from which something that arrived at `at` counts: `at` itself, or the opening that `arrivals`
        gives.
        """
        if self.arrivals == "as_received":
            return at.astimezone(self.zone)
        local = at.astimezone(self.zone)
        day = local.date()
        if self.arrivals == "same_time" and not self.is_working_day(day):
            day = self.nth_working_day(day, 1)
            local = self._local(self._line.edge(day, _seconds(local.time())))
        if self._is_in_time(local):
            return max(local, self.opening_of(day), key=to_seconds)
        day = self.nth_working_day(day, 1)
        return self._local(self._line.edge(day, _seconds(self.late_from))) if self.late_from else self.opening_of(day)

    def _is_in_time(self, local: datetime) -> bool:
        """Whether an arrival at that local time still counts for that day."""
        windows = self.windows_on(local.date())
        if not windows:
            return False
        limit = windows[-1].end * 60
        if self.cut_off:
            special = self.days.get(local.date())
            cut_off = _seconds(self.cut_off)
            limit = min(limit, cut_off) if special and special.kind == "half_day" else cut_off
        return _seconds(local.time()) <= limit

    def next_opening(self, at: datetime) -> datetime:
        """`at` if the office is open then, else the next opening. Raises UsageError if there is no working time."""
        self._require_working_time()
        return self._local(self._line.opening(to_seconds(at)))

    def within_hours(self, at: datetime) -> datetime:
        """As `next_opening`, but the instant of closing still counts as open."""
        self._require_working_time()
        last = to_seconds(at) - 1
        return at if self._line.opening(last) == last else self.next_opening(at)

    def opening_of(self, day: date) -> datetime:
        """The opening on `day`; on a closed day, its midnight."""
        windows = self.windows_on(day)
        return self._local(self._line.edge(day, windows[0].start * 60 if windows else 0))

    def close_of(self, day: date) -> datetime:
        """Close of business on `day`; on a closed day, that of the last working day before it.

        An office that is open until midnight closes with the last second of the day. Raises UsageError if the calendar
        has no working time.
        """
        self._require_working_time()
        day = day if self.is_working_day(day) else self._line.day_before(day, 1)
        closing = self._line.edge(day, self.windows_on(day)[-1].end * 60)
        return min(self._local(closing), self.end_of(day), key=to_seconds)

    def end_of(self, day: date) -> datetime:
        """The last second of `day` in the calendar's zone."""
        return self._local(self._line.edge(day, MINUTES * 60) - 1)

    def edges_of(self, day: date) -> list[tuple[datetime, datetime]]:
        """The windows of `day` as pairs of instants, without any that summer time skips."""
        edges = [[self._line.edge(day, minute * 60) for minute in window] for window in self.windows_on(day)]
        return [(self._local(start), self._local(end)) for start, end in edges if start < end]

    def start_of(self, day: date) -> datetime:
        """The first instant of `day` in the calendar's zone."""
        return self._local(self._line.edge(day, 0))

    @cached_property
    def _line(self) -> Timeline:
        return Timeline(self.zone, self.windows_on)

    def _local(self, seconds: int) -> datetime:
        return datetime.fromtimestamp(seconds, self.zone)

    def _moved(self, at: datetime, duration: Duration, sign: int) -> datetime:
        try:
            match duration.unit:
                case "m" | "h":
                    return self._local(to_seconds(at) + sign * duration.amount * _SECONDS[duration.unit])
                case "wm" | "wh":
                    return self._worked(at, sign * duration.amount * _SECONDS[duration.unit])
                case "wd":
                    return self._working_days_on(at.astimezone(self.zone), sign * duration.amount)
            local = at.astimezone(self.zone)
            if duration.unit == "mo":
                day = _months_later(local.date(), sign * duration.amount)
            else:
                day = local.date() + timedelta(days=sign * duration.amount * _DAYS[duration.unit])
            return self._local(self._line.edge(day, _seconds(local.time())))
        except (OverflowError, ValueError):
            raise UsageError(msg("{length} is too long", length=str(duration))) from None

    def _worked(self, at: datetime, seconds: int) -> datetime:
        self._require_working_time()
        moved = self._line.forward if seconds > 0 else self._line.backward
        return self._local(moved(to_seconds(at), abs(seconds)))

    def _working_days_on(self, local: datetime, count: int) -> datetime:
        self._require_working_time()
        wall = _seconds(local.time())
        if count > 0:
            day = self._line.day_after(local.date(), count)
            wall = wall if self.is_working_day(local.date()) else MINUTES * 60
        else:
            day = self._line.day_before(local.date(), -count)
            wall = wall if self.is_working_day(local.date()) else 0
        windows = self.windows_on(day)
        if wall >= windows[-1].end * 60:
            return self.close_of(day)
        return self._local(self._line.edge(day, _open_second(windows, wall, count > 0)))

    def _require_working_time(self) -> None:
        if not any(self.windows):
            raise UsageError(
                msg("calendar {name} has no working time", name=self.name),
                hint=msg("give its working hours under windows in calendars/{name}.yaml", name=self.name),
            )


def _open_second(windows: tuple[Window, ...], wall: int, forward: bool) -> int:
    """`wall`, or the nearest edge of a window: the next opening or, if not `forward`, the previous close, if any."""
    for number, (start, end) in enumerate(windows):
        if wall < start * 60:
            return start * 60 if forward or number == 0 else windows[number - 1].end * 60
        if wall <= end * 60:
            return wall
    return windows[-1].end * 60


def _seconds(clock: time) -> int:
    return clock.hour * 3600 + clock.minute * 60 + clock.second


def _months_later(day: date, months: int) -> date:
    """The same day of a later month (an earlier one, if negative), or its last day if the month is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
