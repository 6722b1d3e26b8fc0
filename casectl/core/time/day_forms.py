"""Days, weeks, months and years as people type them: ``fri``, ``1st december``, ``11月10日``, ``last week``, ``月底``.

Each form is a pattern over the kinds of the tokens (`casectl.core.time.date_words`) and a function that reads it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from casectl.core.time.date_tokens import kinds_of
from casectl.core.time.date_words import Token
from casectl.core.time.day_order import century_of, readings_of
from casectl.core.time.days import Days, Nearby, in_near_month, in_near_year, months_from, of_month, one_day, period_of
from casectl.core.time.unclear import refuse_figures, two_readings
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.regex import regex

Reader = Callable[[Sequence[Token], Nearby], Days | None]


def days_in(tokens: Sequence[Token], nearby: Nearby) -> Days | None:
    """The days that all the tokens together name, None if they name none.

    Raises UsageError for a weekday that is not that of the day beside it and a date that can be read in two ways,
    ValueError or OverflowError for a day that does not exist.
    """
    kinds = kinds_of(tokens)
    for form, reader in _FORMS:
        if form.fullmatch(kinds) and (found := reader(tokens, nearby)):
            return found
    return _with_weekday(tokens, nearby)


WEEKDAYS = (
    msg("Monday"),
    msg("Tuesday"),
    msg("Wednesday"),
    msg("Thursday"),
    msg("Friday"),
    msg("Saturday"),
    msg("Sunday"),
)
"""The names of the weekdays; Monday is 0."""


def _with_weekday(tokens: Sequence[Token], nearby: Nearby) -> Days | None:
    """A day beside its weekday, as in ``Tue, 1 Dec 2026``."""
    for weekday, rest in ((tokens[:1], tokens[1:]), (tokens[-1:], tokens[:-1])):
        if not rest or weekday[0].kind != "w":
            continue
        found = days_in(rest, nearby)
        if found and found.is_one:
            if found.first.weekday() == weekday[0].value:
                return found
            raise UsageError(
                msg("{day} is a {weekday}", day=found.first.isoformat(), weekday=WEEKDAYS[found.first.weekday()]),
                hint=msg("write the date without the weekday, or another date"),
            )
    return None


def _values(tokens: Sequence[Token], kind: str) -> list[int]:
    return [token.value for token in tokens if token.kind == kind]


def _word(tokens: Sequence[Token], kind: str, default: str = "") -> str:
    return next((token.word for token in tokens if token.kind == kind), default)


def _date(tokens: Sequence[Token], nearby: Nearby) -> Days:
    return one_day(date.fromordinal(tokens[0].value))


def _figures(tokens: Sequence[Token], nearby: Nearby) -> Days:
    text = tokens[0].word
    found = [
        of_month(year, month, [day]) if year else in_near_year(nearby, month, day)
        for year, month, day in readings_of(text, nearby.order)
    ]
    if len(found) > 1:
        hint = msg("write it as one of these, or set dates: dmy or dates: mdy in casectl.yaml")
        raise two_readings(text, [each.first.isoformat() for each in found], hint)
    if not found:
        raise ValueError(text)
    return found[0]


def _near_day(tokens: Sequence[Token], nearby: Nearby) -> Days:
    weeks = 7 if len(tokens) > 1 else 0
    return one_day(nearby.today + timedelta(days=tokens[0].value + weeks))


def weekday_and_number(tokens: Sequence[Token], nearby: Nearby) -> Days | None:
    """``friday 27``. Raises UsageError for ``friday 20``, where that is a day of the month and an hour."""
    weekday, number = tokens
    if number.word == "at" or not 12 < number.value < 32:
        return None
    day = in_near_month(nearby, number.value)
    if day.first.weekday() != weekday.value:
        return None
    if number.value < 24:
        raise two_readings(f"{number.value}", [day.first.isoformat(), f"{number.value}:00"])
    return day


def _weekday(tokens: Sequence[Token], nearby: Nearby) -> Days:
    """A weekday alone; a week later with ``week`` after it, as in ``friday week``."""
    ahead, kinds = (_values(tokens, "w")[0] - nearby.today.weekday()) % 7, kinds_of(tokens)
    if "s" in kinds:
        nearby = nearby._replace(past=tokens[0].value < 0)
    if nearby.past and "p" not in kinds:
        day = nearby.today + timedelta(days=ahead - 7 if ahead else 0)
        return one_day(day)._replace(turn=0 if nearby.whole else -7)
    return one_day(nearby.today + timedelta(days=(ahead or 7) + ("p" in kinds) * 7))


def _moved_weekday(tokens: Sequence[Token], nearby: Nearby) -> Days | None:
    """A weekday of this, the next or the last week; in English ``last friday`` is the latest one before today."""
    weekday, move = _values(tokens, "w")[0], _values(tokens, "v")[0]
    if _word(tokens, "p", "week") != "week":
        return None
    if _word(tokens, "v") == "last" and "p" not in kinds_of(tokens):
        return one_day(nearby.today - timedelta(days=(nearby.today.weekday() - weekday) % 7 or 7))
    return one_day(nearby.today + timedelta(days=weekday - nearby.today.weekday() + 7 * move))


def _period(tokens: Sequence[Token], nearby: Nearby) -> Days:
    """This, the next or the last week, weekend, month, quarter or year; without such a word this one."""
    move, word = (_values(tokens, "v") or [0])[0], _word(tokens, "p", "month")
    return period_of(nearby.today, move, word)._replace(opens=move > 0 and word != "weekend")


def _edge(tokens: Sequence[Token], nearby: Nearby) -> Days | None:
    """The last (or first) day of a period: ``eom``, ``end of next month``, ``下月底``, ``12月底``, ``明年底``."""
    if tokens[0].kind == "b":
        found, side = days_in(tokens[1:], nearby), tokens[0]
    else:
        found, side = _with_edge(tokens, nearby), tokens[-1]
    if found is None or found.is_one:
        return None
    return one_day(found.first if side.value < 0 else found.after - timedelta(days=1))


def _with_edge(tokens: Sequence[Token], nearby: Nearby) -> Days | None:
    kinds, word = kinds_of(tokens), tokens[-1].word
    if kinds[0] == "N":
        if word == "year" or kinds[1] == "Z":
            return months_from(tokens[0].value, 1, 12) if tokens[0].value >= 1000 else None
        return in_near_year(nearby, tokens[0].value) if word == "month" or kinds[1] == "M" else None
    if kinds[0] == "Q":
        return _quarter(tokens[:1], nearby)
    if kinds[0] == "g":
        return months_from(nearby.today.year + tokens[0].value, 1, 12)
    return period_of(nearby.today, (_values(tokens, "v") or [0])[0], word) if word else None


def _week_of(tokens: Sequence[Token], nearby: Nearby) -> Days:
    monday = date.fromordinal(tokens[0].value)
    return Days(monday, monday + timedelta(days=7), opens=True)


def _year_and_month(tokens: Sequence[Token], nearby: Nearby) -> Days:
    year, month = divmod(tokens[0].value, 12)
    return months_from(year, month + 1, 1 if tokens[0].word == "month" else 3)


def _quarter(tokens: Sequence[Token], nearby: Nearby) -> Days:
    """``q4``, ``二季度``, ``明年一季度``; without a year the near one, which may have begun."""
    today, quarter = nearby.today, tokens[-1].value
    passed = (quarter > (today.month + 2) // 3) - (quarter < (today.month + 2) // 3)
    near = -1 if nearby.past and passed > 0 else 1 if not nearby.past and passed < 0 else 0
    return months_from(today.year + (tokens[0].value if len(tokens) > 1 else near), quarter * 3 - 2, 3)


def _named(tokens: Sequence[Token], nearby: Nearby) -> Days | None:
    """``december``, ``1st december``, ``dec 1, 2026``, ``december 2026``, ``next december``, ``1 march last year``."""
    month, moves = _values(tokens, "m")[0], _values(tokens, "v")
    numbers = [token for token in tokens if token.kind in "NO"]
    behind = (
        numbers.pop() if _SHORT_YEAR.fullmatch(kinds_of(tokens)) and re.fullmatch(r"\d\d", tokens[-1].word) else None
    )
    days = [each.value for each in numbers if each.kind == "O" or each.value <= 31]
    years = [_full_year(each) for each in numbers if each.kind == "N" and each.value > 31]
    if behind:
        years.append(_short_year(behind, month, days))
    if len(years) > 1 or len(days) > 1 or any(year < 1000 for year in years):
        return None
    if not moves:
        return of_month(years[0], month, days) if years else in_near_year(nearby, month, *days)
    if "p" in kinds_of(tokens):
        return of_month(nearby.today.year + moves[0], month, days) if _word(tokens, "p") == "year" else None
    return _moved_month(nearby.today, month, moves[0]) if moves[0] else months_from(nearby.today.year, month, 1)


_SHORT_YEAR = regex("[NO]mN|m[NO]N")


def _full_year(token: Token) -> int:
    """The year that a number is; one of two figures is of this century, or the last one."""
    if len(token.word) == 2:
        return century_of(token.value)
    refuse_figures(token, f"{token.value:04}")
    return token.value


def _short_year(token: Token, month: int, days: Sequence[int]) -> int:
    """The year of two figures behind a date. Raises UsageError for one that may be an hour."""
    year = century_of(token.value)
    if token.value < 24:
        raise two_readings(token.word, [of_month(year, month, days).first.isoformat(), f"{token.value:02}:00"])
    return year


def _moved_month(today: date, month: int, move: int) -> Days:
    """That month after this one, or before it."""
    passed = month < today.month if move < 0 else month <= today.month
    return months_from(today.year + (move if passed == (move > 0) else 0), month, 1)


def _chinese(tokens: Sequence[Token], nearby: Nearby) -> Days | None:
    """``2026年12月1日``, ``12月1日``, ``明年3月``, ``2026年``, ``去年``."""
    kinds, numbers = kinds_of(tokens), _values(tokens, "N")
    if not kinds.startswith(("g", "NZ")):
        return in_near_year(nearby, _month(numbers[0]), *numbers[1:])
    year = nearby.today.year + tokens[0].value if kinds[0] == "g" else numbers.pop(0)
    if kinds[0] == "N" and year < 1000:
        return None
    return of_month(year, _month(numbers[0]), numbers[1:]) if numbers else months_from(year, 1, 12)


def _month(number: int) -> int:
    if not 1 <= number <= 12:
        raise ValueError(number)
    return number


def _day_of_month(tokens: Sequence[Token], nearby: Nearby) -> Days | None:
    """``the 15th``, ``15号``, ``下个月1号``, ``1st of next month``."""
    day = next(token.value for token in tokens if token.kind in "NO")
    if _word(tokens, "p", "month") != "month":
        return None
    if not (moves := _values(tokens, "v")):
        return in_near_month(nearby, day)
    first = months_from(nearby.today.year, nearby.today.month + moves[0], 1).first
    return one_day(first.replace(day=day))


def _year(tokens: Sequence[Token], nearby: Nearby) -> Days | None:
    year = tokens[-1]
    return months_from(year.value, 1, 12) if len(year.word) == 4 else None


def _share(tokens: Sequence[Token], nearby: Nearby) -> Days | None:
    """A third or a half of a month or year: ``12月中旬``, ``本月下旬``, ``上半年``, ``h1 2027``."""
    share = next(token for token in tokens if token.kind == "X")
    rest = [token for token in tokens if token.kind != "X"]
    within = days_in(rest, nearby) if rest else period_of(nearby.today, 0, share.word.split()[-1])
    if within is None:
        return None
    first = within.first
    if share.word == "half year":
        is_year = first.month == 1 and within.after == first.replace(year=first.year + 1)
        return months_from(first.year, 1 + 6 * share.value, 6) if is_year else None
    ends = (1, 11, 21) if share.word == "third month" else (1, 16)
    if within != months_from(first.year, first.month, 1)._replace(opens=within.opens):
        return None
    after = within.after if share.value + 1 == len(ends) else first.replace(day=ends[share.value + 1])
    return Days(first.replace(day=ends[share.value]), after)


_FORMS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (regex(form), reader)
    for form, reader in (
        ("D", _date),
        ("A", _figures),
        ("dp?", _near_day),
        ("s?w|wp", _weekday),
        ("vw|vpw|wvp|wv", _moved_weekday),
        ("v?p|vM", _period),
        ("v?E|bv?p|bi?m|bmN|bNZ?|b[YQ]|NE|NME|NZE|gE|QE|bg", _edge),
        ("W", _week_of),
        ("Y", _year_and_month),
        ("g?Q", _quarter),
        ("[NO]?i?m|m[NO]|[NO]mN|m[NO]N|mN|Nm[NO]|[NO]?mvp|m[NO]vp|vm", _named),
        ("(?:NZ|g)(?:NM(?:N[RJ]?)?)?|NM(?:N[RJ]?)?", _chinese),
        ("Op?|N[RJ]|vMN[RJ]?|vp[NO]|[NO]vp", _day_of_month),
        ("i?N", _year),
        ("(?:NZNM|gNM|NM|v?M|vp|NZ?|g)?X|X(?:N|vp|p|mN?)", _share),
    )
)
"""The ways to write a day or a period, and the function that reads each."""
