"""Times that a person typed, as one desk understands them; it is told where that is not plain."""

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
    """What is typed at a desk in that zone, with that calendar, at the moment `now`; `tell` hears everything once."""

    def __init__(self, now: datetime, zone: ZoneInfo, calendar: Calendar, tell: Callable[[Message], None]) -> None:
        self._now = now
        self._zone = zone
        self._calendar = calendar
        self._tell = tell
        self._told: set[str] = set()

    def moment(self, text: str, day_time: time | None = None, calendar: Calendar | None = None) -> datetime:
        """The instant that is meant, in the desk's zone and calendar, or in those of another `calendar`.

        A day without a time is `day_time` of it (None: DAY_TIME). Of a time that comes twice that day, it is told
        which is understood.
        Raises Misused for what is no moment.
        """
        zone = calendar.zone if calendar else self._zone
        found = parse_typed_time(text, self._now, zone, calendar or self._calendar, day_time or DAY_TIME)
        if found.twice:
            both = {"at": found.at.isoformat(), "later": found.later.isoformat()}
            told = msg("{text} comes twice: {at} is understood; the later one is {later}", text=text, **both)
            self._tell_once(text, told)
        return found.at

    def deadline(self, text: str, calendar: Calendar) -> datetime:
        """The deadline that is meant: a day is given whole, as it is in the zone of `calendar`."""
        is_day = parse_typed_time(text, self._now, self._zone, self._calendar, DAY_END).is_day
        return self.moment(text, DAY_END, calendar if is_day else None)

    def coerce_typed(self, text: str, *, whole_day: bool) -> str:
        """The day, or the instant, as a field holds it; it is told how it was understood."""
        at = self.moment(text)
        stored = Plain(at.date().isoformat() if whole_day else format_instant(at, self._zone))
        self._tell_once(f"{text} {stored}", msg("{text} is {moment}", text=text, moment=stored))
        return stored

    def _tell_once(self, key: str, told: Message) -> None:
        if key not in self._told:
            self._told.add(key)
            self._tell(told)
