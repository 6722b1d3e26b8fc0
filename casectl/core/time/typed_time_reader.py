"""Typed times in one casebook's zone and calendar, with a note where the reading is not obvious."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from casectl.core.time.around import Around
from casectl.core.time.calendar import Calendar
from casectl.core.time.instants import format_instant, plus, to_seconds
from casectl.core.time.timeline import refuse_beyond
from casectl.core.time.typed_time import DAY_END, DAY_TIME, TypedTime, is_exact, parse_time_span, parse_typed_time
from casectl.core.values.messages import Message, UsageError, msg
from casectl.core.values.tree import Plain


class TypedTimeReader:
    """Reads typed times relative to `now` in `zone` and `calendar`; `notify` gets each note once.

    `order` is that of day and month in figures, dmy or mdy; "" if the settings do not say.
    """

    def __init__(
        self, now: datetime, zone: ZoneInfo, calendar: Calendar, notify: Callable[[Message], None], order: str = ""
    ) -> None:
        self._around = Around(now, zone, calendar, order=order)
        self._notify = notify
        self._notified: set[str] = set()

    def instant(
        self, text: str, day_time: time | None = None, calendar: Calendar | None = None, *, past: bool = False
    ) -> datetime:
        """The instant that `text` names, in the casebook's zone and calendar, or in those of another `calendar`.

        A day without a time means `day_time` of that day (None: DAY_TIME); in the `past`, a weekday or noon is the last
        one. How a text that is not a date in figures was understood is reported, and that a time comes twice, of which
        the first is taken. Raises UsageError for a text that is not a time.
        """
        around = self._around._replace(past=past)
        if calendar:
            around = around._replace(zone=calendar.zone, calendar=calendar)
        found = parse_typed_time(text, around, day_time or DAY_TIME)
        _refuse_mean_time(text, found.at, around.zone)
        if found.twice:
            self._comes_twice(text, found)
        elif not is_exact(text) and text.strip() not in ("", "now"):
            self._understood(text, format_instant(found.at, around.zone))
        return found.at

    def zone_of(self, text: str) -> str:
        """The name of the zone on whose wall clock `text` names a time; "" for an instant and for a length from now."""
        around = self._around
        elsewhere = timezone(timedelta(hours=13, minutes=37))  # no zone has that
        later = around._replace(now=plus(around.now, timedelta(seconds=1)))
        here, there, then = (
            to_seconds(parse_typed_time(text, each).at) for each in (around, around._replace(zone=elsewhere), later)
        )
        return str(around.zone) if here == then != there else ""

    def span(self, text: str, *, past: bool = False) -> tuple[datetime, datetime]:
        """The start and the end (exclusive) of all the time that `text` names, such as a week or a minute.

        Raises UsageError for a text that is not a time.
        """
        found = parse_time_span(text, self._around._replace(past=past))
        if found.twice:
            self._comes_twice(text, found.twice)
        return found.start, found.end

    def deadline(self, text: str, calendar: Calendar) -> datetime:
        """The deadline that `text` names; a day alone means the end of that day in the zone of `calendar`."""
        is_day = parse_typed_time(text, self._around, DAY_END).is_day
        return self.instant(text, DAY_END, calendar if is_day else None)

    def stored(self, text: str, *, whole_day: bool, past: bool = False) -> str:
        """The day, or the instant in the casebook's zone, as a field stores it, with a note of how it was read."""
        found = parse_typed_time(text, self._around._replace(past=past))
        stored = Plain(found.at.date().isoformat() if whole_day else format_instant(found.at, self._around.zone))
        refuse_beyond(found.at.year)
        if not whole_day:
            _refuse_mean_time(text, found.at, self._around.zone)
        if text.strip() != stored:
            self._understood(text, stored)
        return stored

    def _comes_twice(self, text: str, found: TypedTime) -> None:
        both = {"at": found.at.isoformat(), "later": found.later.isoformat()}
        self._notify_once(
            text, msg("{text} occurs twice that day: taken as {at}; the later one is {later}", text=text, **both)
        )

    def _understood(self, text: str, moment: str) -> None:
        self._notify_once(f"{text} {moment}", msg("{text} is {moment}", text=text, moment=moment))

    def _notify_once(self, key: str, note: Message) -> None:
        if key not in self._notified:
            self._notified.add(key)
            self._notify(note)


def _refuse_mean_time(text: str, at: datetime, zone: tzinfo) -> None:
    """Raise UsageError for a time before the zone had a standard time: its offset is no whole number of minutes."""
    if (at.astimezone(zone).utcoffset() or timedelta(0)) % timedelta(minutes=1):
        raise UsageError(
            msg("{text} is before {zone} had a standard time", text=text, zone=str(zone)), hint=msg("check the year")
        )
