"""Times as people type them: ``now``, ``+3wd``, ``tomorrow 10:00``, ``fri 3pm``, ``下周一下午3点``, ``2026-12-01``.

A typed time is an instant with offset, or a duration from now (``+2h``, ``-2h``, ``2h ago``, ``2小时后``, ``2小时前``),
or a day with or without a time of day, in the casebook's zone. A time that summer time skips is refused; a repeated one
means its first occurrence, and `TypedTime.twice` is set.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Protocol

from casectl.core.time.durations import Duration, parse_duration
from casectl.core.time.instants import parse_instant
from casectl.core.values.errors import UsageError
from casectl.core.values.messages import msg
from casectl.core.values.nearest import suggestion
from casectl.core.values.value_class import value_class
from casectl.core.values.widths import narrow

DAY_TIME = time(10)
"""The time of day of a day without one, such as a call-back "tomorrow"."""

DAY_END = time(23, 59, 59)
"""The time of day of a deadline that is a day without one: the end of that day."""


class WorkingTime(Protocol):
    """The part of a calendar that is needed here; both methods return aware instants."""

    def after(self, at: datetime, duration: Duration) -> datetime:
        """The instant `duration` after `at`."""
        ...

    def before(self, at: datetime, duration: Duration) -> datetime:
        """The instant `duration` before `at`."""
        ...


@value_class
class TypedTime:
    """The parsed instant; `twice` if the wall clock shows that time twice a day, `is_day` if only a day was typed."""

    at: datetime
    twice: bool = False
    is_day: bool = False

    @property
    def later(self) -> datetime:
        """The second occurrence of a time that is repeated."""
        return self.at.replace(fold=1)


WEEKDAYS = {
    word: number
    for number, words in enumerate(
        (
            ("mon", "monday", "一"),
            ("tue", "tuesday", "二"),
            ("wed", "wednesday", "三"),
            ("thu", "thursday", "四"),
            ("fri", "friday", "五"),
            ("sat", "saturday", "六"),
            ("sun", "sunday", "日", "天"),
        )
    )
    for word in words
}
"""The names of the weekdays; Monday is 0."""

_DAYS = {
    "today": 0, "今天": 0, "今日": 0, "tomorrow": 1, "明天": 1, "明日": 1, "后天": 2, "大后天": 3,
    "yesterday": -1, "昨天": -1, "昨日": -1, "前天": -2,
}  # fmt: skip

_AHEAD = re.compile(r"(?:[+]|(?=\d.*后$))(?P<length>.*?)后?", re.ASCII)
_BACK = re.compile(r"(?:-|(?=\d.*(?:前| ago)$))(?P<length>.*?)(?:前| ago)?", re.ASCII)

_SPOKEN = (
    re.compile(
        r"(?P<part>凌晨|早上|上午|中午|下午|晚上)?(?<!\d)(?P<hour>\d\d?)点((?P<half>半)|(?P<minute>[0-5]?\d)分)?$",
        re.ASCII,
    ),
    re.compile(r"(?<!\S)(?P<hour>\d\d?)(:(?P<minute>[0-5]\d))? ?(?P<half>)(?P<part>am|pm)$", re.ASCII),
)
_AFTER_NOON = ("pm", "中午", "下午", "晚上")
_NOONS = {("am", 12): 0, ("pm", 12): 12, ("凌晨", 12): 0, ("中午", 11): 11, ("中午", 12): 12, ("下午", 12): 12}
"""Hours that do not follow the rule of adding twelve in the afternoon."""
_NO_HOUR = 99

_LIKELY = 0.75
"""The least similarity at which an unknown word is taken for a misspelling."""

_TIMED = re.compile(r"(?P<day>.*?)[ t]?(?<!\d)(?P<clock>([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?)", re.ASCII)
_OFFSET = re.compile(r".*\d:\d\d.*(z|[+-]\d\d:?\d\d)", re.IGNORECASE)


def parse_typed_time(
    text: str, now: datetime, zone: tzinfo, calendar: WorkingTime, day_time: time = DAY_TIME
) -> TypedTime:
    """Parse a typed time, relative to `now`, in `zone`; the result is to the second.

    A day without a time means `day_time` of that day; a time without a day means today's. A weekday is the next one
    after today; ``this fri`` and ``next fri`` (本周五, 下周五) are this calendar week's and next week's.

    Raises UsageError for anything else, for a day that does not exist and for a time that summer time skips.
    """
    words = " ".join(narrow(text).lower().split())
    now = now.astimezone(zone).replace(microsecond=0)
    if words in ("now", "现在"):
        return TypedTime(now)
    if _OFFSET.fullmatch(words):
        return TypedTime(parse_instant(words.upper()).astimezone(zone))
    for form, moved in ((_AHEAD, calendar.after), (_BACK, calendar.before)):
        if length := form.fullmatch(words):
            return TypedTime(moved(now, parse_duration(length["length"])).astimezone(zone))
    words = _in_figures(words)
    timed = _TIMED.fullmatch(words)
    day = _day(timed["day"] if timed else words, now.date(), timed=bool(timed))
    if day is None:
        hint = suggestion(timed["day"] if timed else words, [*_DAYS, *WEEKDAYS], _LIKELY)
        raise UsageError(
            msg("{text} is not a time", text=text),
            hint=hint or msg("write now, +2h, +3wd, -30m, tomorrow 10:00, fri 3pm, 2026-12-01, or 2026-12-01 17:30"),
        )
    return _at_wall(day, _clock(timed["clock"]), zone) if timed else replace(_at_wall(day, day_time, zone), is_day=True)


def _clock(words: str) -> time:
    return time.fromisoformat(words if words[2] == ":" else f"0{words}")


def _in_figures(words: str) -> str:
    """Rewrite a time of day at the end, ``3pm`` or ``下午3点半``, as ``15:00``; other words are unchanged."""
    for form in _SPOKEN:
        if match := form.search(words):
            hour, minute = int(match["hour"]), 30 if match["half"] else int(match["minute"] or 0)
            part = match["part"] or ""
            if part:
                later = 12 if part in _AFTER_NOON else 0
                hour = _NOONS.get((part, hour), hour + later if 0 < hour < 12 else _NO_HOUR)
            return f"{words[: match.start()].rstrip()} {hour:02}:{minute:02}".strip()
    return words


def _day(words: str, today: date, timed: bool) -> date | None:
    """The day that `words` name, None if they name none; with a time of day and no words, today."""
    if not words:
        return today if timed else None
    try:
        if words in _DAYS:
            return today + timedelta(days=_DAYS[words])
        found = ((form.fullmatch(words), reader) for form, reader in _FORMS)
        return next((reader(match, today) for match, reader in found if match), None)
    except (ValueError, OverflowError):
        raise UsageError(msg("there is no day {text}", text=words)) from None


def _written(match: re.Match[str], today: date) -> date:
    return date(*(int(part) for part in match.groups()))


def _month_end(match: re.Match[str], today: date) -> date:
    return today.replace(day=monthrange(today.year, today.month)[1])


def _year_end(match: re.Match[str], today: date) -> date:
    return date(today.year, 12, 31)


def _weekday(match: re.Match[str], today: date) -> date | None:
    if match["day"] not in WEEKDAYS:
        return None
    ahead = WEEKDAYS[match["day"]] - today.weekday()
    if match["week"] in ("this", "本", "这"):
        return today + timedelta(days=ahead)
    if match["week"] in ("next", "下"):
        return today + timedelta(days=ahead + 7)
    return today + timedelta(days=ahead if ahead > 0 else ahead + 7)


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], date | None]], ...] = (
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII), _written),
    (re.compile(r"(\d{4})年(\d\d?)月(\d\d?)[日号]", re.ASCII), _written),
    (re.compile(r"month end|end of month|月底|月末"), _month_end),
    (re.compile(r"年底|年末"), _year_end),
    (re.compile(r"(?:(?P<week>this|next) )?(?P<day>[a-z]+)"), _weekday),
    (re.compile(r"(?P<week>本|这|下)?(?:个)?(?:周|星期|礼拜)(?P<day>[一二三四五六日天])"), _weekday),
)
"""The ways to write a day, and the function that reads each."""


def _at_wall(day: date, clock: time, zone: tzinfo) -> TypedTime:
    wall = datetime.combine(day, clock, zone)
    try:
        at = wall.astimezone(UTC).astimezone(zone)
    except OverflowError:
        raise UsageError(msg("there is no day {text}", text=day.isoformat())) from None
    if at.replace(tzinfo=None).isoformat() != wall.replace(tzinfo=None).isoformat():
        raise UsageError(
            msg(
                "there is no {time} on {day} in {zone}",
                time=clock.isoformat("minutes"),
                day=day.isoformat(),
                zone=str(zone),
            ),
            hint=msg("the clocks go forward then; choose an earlier or a later time"),
        )
    return TypedTime(at, twice=at.utcoffset() != at.replace(fold=1).utcoffset())
