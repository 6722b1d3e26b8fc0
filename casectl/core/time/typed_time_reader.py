"""Typed times in one casebook's zone and calendar, with a note where the reading is not obvious."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from zoneinfo import ZoneInfo

from casectl.core.time.calendar import Calendar
from casectl.core.time.instants import format_instant
from casectl.core.time.typed_time import DAY_END, DAY_TIME, parse_typed_time
from casectl.core.values.messages import Message, msg
from casectl.core.values.tree import Plain


class TypedTimeReader:
    """Reads typed times relative to `now` in `zone` and `calendar`; `notify` gets each note once."""

    def __init__(self, now: datetime, zone: ZoneInfo, calendar: Calendar, notify: Callable[[Message], None]) -> None:
        self._now = now
        self._zone = zone
        self._calendar = calendar
        self._notify = notify
        self._notified: set[str] = set()

    def instant(self, text: str, day_time: time | None = None, calendar: Calendar | None = None) -> datetime:
        """The instant that `text` names, in the casebook's zone and calendar, or in those of another `calendar`.

        A day without a time means `day_time` of that day (None: DAY_TIME). Of a time that is repeated that day the
        first is taken, with a note. Raises UsageError for a text that is not a time.
        """
        zone = calendar.zone if calendar else self._zone
        found = parse_typed_time(text, self._now, zone, calendar or self._calendar, day_time or DAY_TIME)
        if found.twice:
            both = {"at": found.at.isoformat(), "later": found.later.isoformat()}
            note = msg("{text} comes twice: {at} is understood; the later one is {later}", text=text, **both)
            self._notify_once(text, note)
        return found.at

    def deadline(self, text: str, calendar: Calendar) -> datetime:
        """The deadline that `text` names; a day alone means the end of that day in the zone of `calendar`."""
        is_day = parse_typed_time(text, self._now, self._zone, self._calendar, DAY_END).is_day
        return self.instant(text, DAY_END, calendar if is_day else None)

    def stored(self, text: str, *, whole_day: bool) -> str:
        """The day, or the instant in the casebook's zone, as a field stores it, with a note of how it was read."""
        at = self.instant(text)
        stored = Plain(at.date().isoformat() if whole_day else format_instant(at, self._zone))
        self._notify_once(f"{text} {stored}", msg("{text} is {moment}", text=text, moment=stored))
        return stored

    def _notify_once(self, key: str, note: Message) -> None:
        if key not in self._notified:
            self._notified.add(key)
            self._notify(note)
