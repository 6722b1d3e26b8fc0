"""Reading one typed time: relative to now, a day, a time of day, or both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NoReturn

from casectl.core.time.around import Around
from casectl.core.time.bounds import AFTER, BEFORE, BY, WITHIN, bounded, split_bound
from casectl.core.time.clock_forms import DayTime, day_time_in
from casectl.core.time.date_tokens import HOW_TO_WRITE, kinds_of, normalized, splits, tokens_of
from casectl.core.time.date_words import Token
from casectl.core.time.day_forms import days_in, weekday_and_number
from casectl.core.time.day_order import readings_of
from casectl.core.time.days import Days, Nearby, in_near_year, one_day
from casectl.core.time.instants import parse_instant, plus, to_seconds, to_the_minute
from casectl.core.time.lengths import LENGTH, durations_in
from casectl.core.time.stamps import Stamp, stamp_of
from casectl.core.time.unclear import day_or_length, includes_or_not, is_span, refuse_figures, two_readings
from casectl.core.time.units import Duration
from casectl.core.time.wall_clock import TypedTime, at_wall, edge, out_of_years, seconds_of, start_of
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.regex import regex

_INSTANT = regex(r"\d{4}-\d\d-\d\d[t ]\d\d:\d\d(?::\d\d(?:\.\d+)?)? ?(?:z|[+-]\d\d:?\d\d(?::?\d\d)?)", re.ASCII)
_AHEAD = regex(rf"[i+](?P<length>{LENGTH})f?|(?P<later>{LENGTH})f")
_BACK = regex(rf"-(?P<length>{LENGTH})|(?P<later>{LENGTH})a")
_BARE = regex(rf"(?P<length>{LENGTH})(?P<later>)")
_STRETCH = regex(rf"[sv]{LENGTH}")
_FROM = regex(rf"(?P<length>{LENGTH})(?P<way>[TP])(?P<base>.+)|i?(?P<weeks>N?[pu])(?P<weekday>[wd])")
_PLUS = regex(rf"(?P<base>.+)(?P<way>[+-])(?P<length>{LENGTH})|(?P<weekday>w)(?P<weeks>u)")
_A_DAY = regex("vu")
_DAYS = ("d", "w", "mo", "wd")
_FEW = 400
"""The days within which an office is open, if it ever is."""

_CLOSE = DayTime(0, name="close")

Span = tuple[datetime, datetime]


class TimeReading:
    """One text being read. `whole`: all of the time that it names is wanted, not a point in it."""

    def __init__(self, text: str, around: Around, *, whole: bool) -> None:
        self._text = text
        self._around = around
        self._whole = whole
        self._now = around.now.astimezone(around.zone).replace(microsecond=0)
        self._nearby = Nearby(self._now.date(), around.past, whole, around.order)
        self._length = 1
        """The seconds that a point takes: 60 if it was written to the minute."""
        self.twice: TypedTime | None = None
        self.bound = ""

    def point(self, day_time: time) -> TypedTime:
        """The point in time. Raises UsageError for a span, naming the two points it could be."""
        found = self._read(day_time)
        if isinstance(found, TypedTime):
            return found
        if self.bound in (BEFORE, AFTER) and isinstance(found, Days):
            raise includes_or_not(self._text, found, before=self.bound == BEFORE)
        if not isinstance(found, Days):
            raise is_span(self._text, *map(to_the_minute, found))
        if found.is_one and self.bound == WITHIN and not self._around.past:
            return self._close_of(found.first)
        if found.is_one:
            at = self._at_wall(found.first, seconds_of(day_time))
            return TypedTime(at.at, at.twice, is_day=True)
        if not found.opens or found.first <= self._nearby.today:
            raise is_span(self._text, found.first.isoformat(), (found.after - timedelta(days=1)).isoformat())
        return TypedTime(self._around.calendar.next_opening(self._start_of(found.first)))

    def span(self) -> Span:
        """The start and the end (exclusive) of all that is named; `twice` is set if that is a time that comes twice."""
        found = self._read(time())
        if isinstance(found, Days):
            if self.bound == BY and self._text.endswith("前") and not found.is_one:
                self.bound = BEFORE
            found = self._start_of(found.first), self._start_of(found.after)
        if isinstance(found, TypedTime):
            self.twice = found if found.twice else None
            found = found.at, plus(found.at, timedelta(seconds=self._length))
        return bounded(self.bound, *found)

    def _read(self, day_time: time) -> TypedTime | Days | Span:
        words = normalized(self._text)
        if _INSTANT.fullmatch(words):
            return TypedTime(parse_instant(words.upper()).astimezone(self._around.zone))
        try:
            stamp = stamp_of(words)
            if stamp.zone or stamp.name or stamp.wall != words:
                return self._stamped(stamp, day_time)
            self.bound, tokens = split_bound(tokens_of(self._text))
            found = self._relative(tokens) or self._dated(tokens, day_time)
        except OverflowError:
            raise out_of_years(self._text) from None
        except ValueError:
            raise self._no_day() from None
        if found is None:
            raise self._not_a_time()
        return found

    def _stamped(self, stamp: Stamp, day_time: time) -> TypedTime | Days | Span:
        """The time of a machine's text, in the zone that it names."""
        around = self._around._replace(zone=stamp.zone or self._around.zone)
        inner = TimeReading(stamp.wall, around, whole=self._whole)
        found = inner._read(day_time)
        self._length = inner._length
        if not (stamp.zone or stamp.name):
            return found
        if not isinstance(found, TypedTime):
            raise self._not_a_time()
        if stamp.name and (found.at.tzname() or "").lower() != stamp.name:
            raise UsageError(
                msg("{name} is not a known time zone", name=stamp.name.upper()),
                hint=msg("write the offset, such as {example}", example=f"{to_the_minute(found.at)}+01:00"),
            )
        return TypedTime(found.at.astimezone(self._around.zone), found.twice)

    # What is wrong

    def _not_a_time(self) -> UsageError:
        return UsageError(msg("{text} is not a time", text=self._text), hint=HOW_TO_WRITE)

    def _no_day(self) -> UsageError:
        return UsageError(msg("there is no day {text}", text=self._text))

    def _refuse_dates(self, figures: str) -> None:
        """Raise UsageError for figures such as ``9.30`` that are a date too."""
        dates = [
            in_near_year(self._nearby, *day).first.isoformat() for _, *day in readings_of(figures, self._nearby.order)
        ]
        if dates:
            times = [figures.replace(".", ":")] if re.fullmatch(r"(?:1?\d|2[0-3])\.[0-5]\d", figures) else []
            raise two_readings(figures, [*dates, *times])

    # Relative to now

    def _relative(self, tokens: Sequence[Token]) -> TypedTime | Span | None:
        kinds = kinds_of(tokens)
        if kinds == "t":
            return TypedTime(self._now)
        if kinds.startswith(("t+", "t-", "ti")):
            return self._relative(tokens[1:])
        if kinds == "NJa" and tokens[0].value <= 31:
            raise day_or_length(self._text, f"{tokens[0].value}号前", f"{tokens[0].value}天前")
        if kinds == "C" and tokens[0].word == "h" and tokens[0].value < 13 * 3600:
            hour, minute = divmod(tokens[0].value // 60, 60)
            raise two_readings(self._text, [f"{hour:02}:{minute:02}", f"+{hour}h{minute}m"])
        if _STRETCH.fullmatch(kinds) and tokens[0].value:
            away = tokens[0].value
            other = self._moved(self._now, durations_in(tokens[1:]), away)
            return (other, self._now) if away < 0 else (self._now, other)
        if kinds == "NJ" and not self._whole:
            raise day_or_length(self._text, f"{tokens[0].value}号", f"{tokens[0].value}天后")
        if length := self._length_from_now(tokens, bare=True):
            return TypedTime(self._moved(self._now, *length))
        return None

    def _length_from_now(self, tokens: Sequence[Token], *, bare: bool) -> tuple[Sequence[Duration], int] | None:
        """The durations from now and their direction, 1 or -1; `bare`: also without a word that gives it."""
        ways = [(_AHEAD, 1), (_BACK, -1), *([(_BARE, -1 if self._around.past else 1)] if bare else [])]
        for form, away in ways:
            if match := form.fullmatch(kinds_of(tokens)):
                group = "length" if match["length"] else "later"
                return durations_in(tokens[match.start(group) : match.end(group)]), away
        return None

    def _moved(self, at: datetime, lengths: Sequence[Duration], away: int) -> datetime:
        calendar = self._around.calendar
        for each in lengths:
            at = calendar.after(at, each) if away > 0 else calendar.before(at, each)
        return at.astimezone(self._around.zone)

    # A day, a time of day, or both

    def _dated(self, tokens: Sequence[Token], day_time: time) -> TypedTime | Days | Span | None:
        if kinds_of(tokens) in ("N", "iN"):
            refuse_figures(tokens[-1], f"{tokens[-1].value:04}-01-01")
        if days := self._days(tokens, seconds_of(day_time)):
            return days
        if kinds_of(tokens) == "wN" and (days := weekday_and_number(tokens, self._nearby)):
            return days
        if kinds_of(tokens).endswith("dx"):  # 8pm tonight
            tokens = [*tokens[-2:], *tokens[:-2]]
        for day, rest in splits(tokens):
            if not day:
                clock = day_time_in(rest) if kinds_of(rest) != "N" else None
                if kinds_of(rest) == "F":
                    self._refuse_dates(rest[0].word)
                if clock:
                    return self._today(clock)
                continue
            days = self._days(day, 0)
            clock = day_time_in(rest) if days and days.is_one else None
            if days and clock:
                days = self._days(day, clock.start) or days
                return self._on(days.first, clock)
        return None

    def _days(self, tokens: Sequence[Token], seconds: int) -> Days | None:
        """The days that the tokens name; a number of days from now or from a day is one of those.

        In the past a weekday is today only if that time of day has come.
        """
        if length := self._length_from_now(tokens, bare=False):
            return self._counted(self._now, *length)
        if match := _FROM.fullmatch(kinds_of(tokens)) or _PLUS.fullmatch(kinds_of(tokens)):
            return self._days_from(tokens, match, seconds)
        if _A_DAY.fullmatch(kinds_of(tokens)) and tokens[0].value:
            return self._working_day(tokens[0].value) if tokens[1].word == "wd" else None
        found = days_in(tokens, self._nearby)
        if found and found.turn and edge(found.first, seconds, self._around.zone) > to_seconds(self._now):
            return one_day(found.first + timedelta(days=found.turn))
        return found

    def _days_from(self, tokens: Sequence[Token], match: re.Match[str], seconds: int) -> Days | None:
        """``3 days after monday``, ``a week on friday``, ``month end - 2wd``."""
        day, length = ("weekday", "weeks") if match["weeks"] else ("base", "length")
        base = self._days(tokens[match.start(day) : match.end(day)], seconds)
        if base is None or not base.is_one:
            return None
        words = tokens[match.start(length) : match.end(length)]
        lengths = durations_in(words if words[0].kind not in "pu" else [Token("N", 1), *words])
        if match["weeks"] and any(each.unit != "w" for each in lengths):
            return None
        away = -1 if match["way"] in ("P", "-") else 1
        return self._counted(self._at_wall(base.first, 12 * 3600).at, lengths, away)

    def _working_day(self, move: int) -> Days | None:
        """The working day that is so many after today, or before it."""
        away = 1 if move > 0 else -1
        days = (self._nearby.today + timedelta(days=away * count) for count in range(1, _FEW))
        worked = [day for day in days if self._around.calendar.is_working_day(day)]
        return one_day(worked[abs(move) - 1]) if len(worked) >= abs(move) else None

    def _counted(self, start: datetime, lengths: Sequence[Duration], away: int) -> Days | None:
        if any(each.unit not in _DAYS for each in lengths):
            return None
        return one_day(self._moved(start, lengths, away).date())

    def _today(self, clock: DayTime) -> TypedTime | Span:
        """A time of day alone: today's; noon, midnight, opening and close are the next ones, in the past the last."""
        if not clock.name:
            return self._on(self._nearby.today, clock)
        away = -1 if self._around.past else 1
        for count in range(_FEW):
            at = self._named(self._nearby.today + timedelta(days=away * count), clock)
            if at and (to_seconds(at.at) - to_seconds(self._now)) * away >= 0:
                return at
        raise self._not_a_time()

    def _named(self, day: date, clock: DayTime) -> TypedTime | None:
        """Noon or midnight of a day, or its opening or close; None on a closed day."""
        if clock.name not in ("open", "close"):
            return self._at_wall(day, clock.start)
        calendar = self._around.calendar
        if not calendar.is_working_day(day):
            return None
        at = calendar.close_of(day) if clock.name == "close" else calendar.opening_of(day)
        return TypedTime(at.astimezone(self._around.zone))

    def _on(self, day: date, clock: DayTime) -> TypedTime | Span:
        if clock.is_span:
            ends = (clock.start, clock.start + clock.length)
            start, end = (at_wall(day, each, self._around.zone, lenient=True).at for each in ends)
            return start, end
        if clock.name == "midnight" and not self._whole:
            first, last = (f"{each.isoformat()} 00:00" for each in (day, day + timedelta(days=1)))
            raise UsageError(
                msg("midnight of {day} can be its beginning or its end", day=day.isoformat()),
                hint=msg("write {first} or {last}", first=first, last=last),
            )
        self._length = clock.length
        return self._named(day, clock) or self._closed_on(day)

    def _close_of(self, day: date) -> TypedTime:
        """What is done within a day is done by its close."""
        return self._named(day, _CLOSE) or self._closed_on(day)

    @staticmethod
    def _closed_on(day: date) -> NoReturn:
        raise UsageError(
            msg("the desk is closed on {day}", day=day.isoformat()), hint=msg("write a time of day, or another day")
        )

    def _start_of(self, day: date) -> datetime:
        try:
            return start_of(day, self._around.zone)
        except OverflowError:
            raise out_of_years(self._text) from None
        except ValueError:
            raise self._no_day() from None

    def _at_wall(self, day: date, seconds: int) -> TypedTime:
        return at_wall(day, seconds, self._around.zone)
