"""What a query may ask for, and what each operator means there: ``level>=3``, ``due<2wd``, ``opened:2026-01-01..``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from functools import partial
from typing import NamedTuple

from casectl.core.conditions import (
    ClockRuns,
    FieldCompares,
    FieldIs,
    InState,
    LevelBetween,
    Like,
    LinkedTo,
    Mentions,
    OfferedTo,
    OneOf,
    Range,
    When,
)
from casectl.core.durations import parse_duration
from casectl.core.errors import Misused
from casectl.core.frozen import frozen
from casectl.core.messages import msg
from casectl.core.query import All, Any, Condition, Not


class Ground(NamedTuple):
    """What a query is read on: the saved views, who ``me`` is, and what a time means (a day alone is `time` of it)."""

    views: Mapping[str, str]
    me: Callable[[], str]
    moment: Callable[[str, time], datetime]


@frozen
class Value:
    """What stands behind an operator: the words with commas between them, or the two ends of a range (``a..b``)."""

    pieces: tuple[str, ...]
    is_range: bool


class Unfit(Exception):
    """The field is not asked with this operator."""


def _nobody(value: Value) -> tuple[str, ...]:
    return tuple("" if piece in ("-", "none", "无") else piece for piece in value.pieces)


def _words(key: str, ground: Ground, operator: str, value: Value) -> Condition:
    if operator == "~":
        return Any(tuple(Like(key, piece) for piece in value.pieces))
    if operator != ":" or value.is_range:
        raise Unfit
    return OneOf(key, tuple(ground.me() if piece == "me" and key == "owner" else piece for piece in _nobody(value)))


_CATEGORIES = ("open", "waiting", "resolved", "closed", "active")


def _state(ground: Ground, operator: str, value: Value) -> Condition:
    if operator == "~":
        return _words("state", ground, operator, value)
    if operator != ":" or value.is_range:
        raise Unfit
    return InState(value.pieces, tuple(piece for piece in value.pieces if piece in _CATEGORIES))


def _category(ground: Ground, operator: str, value: Value) -> Condition:
    if operator != ":" or value.is_range:
        raise Unfit
    wrong = [piece for piece in value.pieces if piece not in _CATEGORIES]
    if wrong:
        raise Misused(msg("{names} is no category; they are {known}", names=wrong, known=_CATEGORIES))
    return InState((), value.pieces)


_MOST = 10**9


def _level(ground: Ground, operator: str, value: Value) -> Condition:
    wrong = [piece for piece in value.pieces if not (piece.isdecimal() or (value.is_range and not piece))]
    if wrong or operator == "~":
        raise Misused(msg("{text} is no level", text=wrong)) if wrong else Unfit
    if value.is_range:
        least, most = value.pieces
        return LevelBetween(int(least or 0), int(most or _MOST))
    first = int(value.pieces[0])
    ends = {"<": (0, first - 1), "<=": (0, first), ">": (first + 1, _MOST), ">=": (first, _MOST)}
    if operator in ends:
        return LevelBetween(*ends[operator])
    return Any(tuple(LevelBetween(int(piece), int(piece)) for piece in value.pieces))


def _time(key: str, ground: Ground, operator: str, value: Value) -> Condition:
    if operator == "~":
        raise Unfit
    if value.is_range:
        first, last = value.pieces
        since = _period(ground, key, first)[0] if first else None
        until = _period(ground, key, last)[1] if last else None
        return When(key, Range(since, until))
    [text] = value.pieces if len(value.pieces) == 1 else [""]
    if text in ("any", "none"):
        return When(key) if text == "any" else Not(When(key))
    if text == "overdue" and key in _AHEAD:
        return When(key, Range(None, ground.moment("now", _MIDNIGHT)))
    start, end = _period(ground, key, text)
    if operator == ":" and _is_duration(text):  # within that time from now
        now = ground.moment("now", _MIDNIGHT)
        start, end = (now, start) if key in _AHEAD else (start, now)
    return When(key, {":": Range(start, end), "<": Range(None, start), "<=": Range(None, end),
                      ">": Range(end, None), ">=": Range(start, None)}[operator])  # fmt: skip


_AHEAD = ("due", "follow_up")
"""Times that lie ahead, so that a duration alone counts from now on; of others it counts back."""
_MIDNIGHT = time(0)


def _period(ground: Ground, key: str, text: str) -> tuple[datetime, datetime]:
    """From when until when `text` is: a whole day, or a second."""
    if _is_duration(text):
        text = f"+{text}" if key in _AHEAD else f"-{text}"
    start = ground.moment(text, _MIDNIGHT)
    whole_day = ground.moment(text, time(12)) != start
    return start, start + (timedelta(days=1) if whole_day else timedelta(seconds=1))


def _is_duration(text: str) -> bool:
    try:
        parse_duration(text)
    except Misused:
        return False
    return True


def field_condition(name: str, operator: str, value: Value) -> Condition:
    """The condition on a field of the template's, by its dotted name."""
    if operator == "~":
        return Any(tuple(Like(f"fields.{name}", piece) for piece in value.pieces))
    if value.is_range:
        first, last = value.pieces
        ends = [FieldCompares(name, ">=", first)] if first else []
        return All((*ends, *([FieldCompares(name, "<=", last)] if last else [])))
    return FieldIs(name, _nobody(value)) if operator == ":" else FieldCompares(name, operator, value.pieces[0])


def _tag(ground: Ground, operator: str, value: Value) -> Condition:
    return field_condition("tags", operator, value)


def _set(make: Callable[[tuple[str, ...]], Condition], ground: Ground, operator: str, value: Value) -> Condition:
    if operator != ":" or value.is_range:
        raise Unfit
    return make(_nobody(value))


def _text(ground: Ground, operator: str, value: Value) -> Condition:
    if operator not in (":", "~") or value.is_range:
        raise Unfit
    return Any(tuple(Mentions(piece) for piece in value.pieces))


FIELDS: dict[str, Callable[[Ground, str, Value], Condition]] = {
    "state": _state,
    "category": _category,
    **{key: partial(_words, key) for key in ("owner", "team", "template", "id", "title", "source")},
    "level": _level,
    "due": partial(_time, "due"),
    "followup": partial(_time, "follow_up"),
    "received": partial(_time, "received_at"),
    "opened": partial(_time, "opened_at"),
    "closed": partial(_time, "closed_at"),
    "tag": _tag,
    "clock": partial(_set, ClockRuns),
    "link": partial(_set, LinkedTo),
    "offered": partial(_set, OfferedTo),
    "text": _text,
}
"""What may be asked for, beside ``fields.NAME``, and what reads each."""
