"""Periods of days as people name them: ``2026``, ``2026-03``, ``2026-q1``, ``last week``, ``本月``, ``上周五``."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from casectl.core.time.typed_time import WEEKDAYS
from casectl.core.values.errors import UsageError
from casectl.core.values.messages import msg
from casectl.core.values.widths import folded

DayRange = tuple[date, date]
"""The first day, and the day after the last."""


def parse_period(text: str, today: date, *, past: bool = False) -> DayRange | None:
    """The days that `text` names as a whole, relative to `today`; None if it does not name a period.

    Words may be joined by a hyphen instead of a space. A week begins on Monday. In the `past`, a weekday alone means
    the latest one. Without a year this year is meant, except that in the `past` a month after the present one is last
    year's, and otherwise a month before it is next year's. Raises UsageError for a month or a year that does not exist.
    """
    words = folded(text)
    weekday = WEEKDAYS.get(_CHINESE_DAY.sub("", words)) if past else None
    if weekday is not None:
        return _day(today - timedelta(days=(today.weekday() - weekday) % 7))
    found = ((form.fullmatch(words), reader) for form, reader in _FORMS)
    try:
        named = next((days for match, reader in found if match and (days := reader(match, today))), None)
        return named or _without_year(words, today, past=past)
    except (ValueError, OverflowError):
        raise UsageError(msg("there is no day {text}", text=text)) from None


def _day(day: date) -> DayRange:
    return day, day + timedelta(days=1)


def _written(match: re.Match[str], today: date) -> DayRange:
    return _day(date(*(int(match[part]) for part in ("year", "month", "day"))))


def _weekday(match: re.Match[str], today: date) -> DayRange | None:
    if match[1] not in WEEKDAYS:
        return None
    return _day(today + timedelta(days=WEEKDAYS[match[1]] - 7 - today.weekday()))


def _months(year: int, month: int, count: int) -> DayRange:
    """`count` months from `month` on; a month below 1 or above 12 is one of another year."""
    ends = (year * 12 + month - 1, year * 12 + month - 1 + count)
    first, after = (date(each // 12, each % 12 + 1, 1) for each in ends)
    return first, after


def _year(match: re.Match[str], today: date) -> DayRange:
    return _months(int(match[1]), 1, 12)


def _month(match: re.Match[str], today: date) -> DayRange:
    if not 1 <= int(match[2]) <= 12:
        raise ValueError
    return _months(int(match[1]), int(match[2]), 1)


def _quarter(match: re.Match[str], today: date) -> DayRange:
    return _months(int(match[1]), int(match[2]) * 3 - 2, 3)


def _without_year(words: str, today: date, *, past: bool) -> DayRange | None:
    match = next((found for form in _YEARLESS if (found := form.fullmatch(words))), None)
    month = _MONTHS.get(match["month"], 0) if match else 0
    if not match or not month:
        return None
    year = today.year - (past and month > today.month) + (not past and month < today.month)
    day = match.groupdict().get("day")
    return _day(date(year, month, int(day))) if day else _months(year, month, 1)


_NAMES = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")  # fmt: skip
_MONTHS = {word: number for number, name in enumerate(_NAMES, 1) for word in (name, name[:3], str(number))}
_YEARLESS = (
    re.compile(r"(?P<month>[a-z]+)"),
    re.compile(r"(?P<month>1?\d)月(?:份)?", re.ASCII),
    re.compile(r"(?P<month>1?\d)月(?P<day>\d\d?)[日号]", re.ASCII),
    re.compile(r"(?P<month>[a-z]+)[- ](?P<day>\d\d?)", re.ASCII),
    re.compile(r"(?P<day>\d\d?)[- ](?P<month>[a-z]+)", re.ASCII),
)
_CHINESE_DAY = re.compile("^(?:周|星期|礼拜)(?=.)")
_MOVES = {
    "last": -1, "this": 0, "next": 1, "上": -1, "上个": -1, "本": 0, "这": 0, "这个": 0, "下": 1, "下个": 1,
    "去": -1, "今": 0, "明": 1,
}  # fmt: skip


def _spoken(match: re.Match[str], today: date) -> DayRange:
    away, length = _MOVES[match[1]], match[2]
    if length in ("week", "周", "星期", "礼拜"):
        first = today + timedelta(days=7 * away - today.weekday())
        return first, first + timedelta(days=7)
    if length in ("quarter", "季度"):
        return _months(today.year, (today.month - 1) // 3 * 3 + 1 + 3 * away, 3)
    if length in ("month", "月"):
        return _months(today.year, today.month + away, 1)
    return _months(today.year + away, 1, 12)


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], DayRange | None]], ...] = (
    (re.compile(r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)", re.ASCII), _written),
    (re.compile(r"last[- ]([a-z]+)"), _weekday),
    (re.compile(r"上个?(?:周|星期|礼拜)([一二三四五六日天])"), _weekday),
    (re.compile(r"(\d{4})年?", re.ASCII), _year),
    (re.compile(r"(\d{4})[-/](\d\d?)", re.ASCII), _month),
    (re.compile(r"(\d{4})年(\d\d?)月(?:份)?", re.ASCII), _month),
    (re.compile(r"(\d{4})-?q([1-4])", re.ASCII), _quarter),
    (re.compile(r"(last|this|next)[- ](week|month|quarter|year)"), _spoken),
    (re.compile(r"([上下]个?|本|这个?)(周|星期|礼拜|月|季度)(?:份)?"), _spoken),
    (re.compile(r"([去今明])(年)"), _spoken),
)
"""The ways to write a period, and the function that reads each."""
