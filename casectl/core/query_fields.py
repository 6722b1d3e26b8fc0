"""What a query may ask for, and what each operator means there: ``level>=3``, ``due<2wd``, ``opened:2026-01-01..``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
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
from casectl.core.messages import Message, msg
from casectl.core.query import All, Any, Condition, Not


class Ground(NamedTuple):
    """What a query is read on.

    The saved views, who ``me`` is, what a time means (a day alone is `time` of it); which names a word stands for
    under a key, such as the states so titled; the dotted names of the templates' fields, and whether a word is the very
    name of a state; the names in a condition that mean nothing here, each with what to say of it.
    """

    views: Mapping[str, str]
    me: Callable[[], str]
    moment: Callable[[str, time], datetime]
    called: Callable[[str, str], tuple[str, ...]]
    fields: Callable[[], Collection[str]]
    is_state: Callable[[str], bool] = lambda _: False
    unknown: Callable[[Condition], Sequence[tuple[str, Message]]] = lambda _: ()


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
    return OneOf(key, tuple(_called(key, ground, _nobody(value))))


def _called(key: str, ground: Ground, words: Iterable[str]) -> Iterator[str]:
    for word in words:
        if word == "me" and key == "owner":
            yield ground.me()
        elif word:
            yield from ground.called(key, word)
        else:
            yield word


def _part(key: str, ground: Ground, operator: str, value: Value) -> Condition:
    """Any part will do: one of an id names the case everywhere, and nobody types a whole title."""
    if operator not in (":", "~") or value.is_range:
        raise Unfit
    return Any(tuple(Like(key, piece) for piece in value.pieces))


_CATEGORIES = ("open", "waiting", "resolved", "closed", "active")


def _state(ground: Ground, operator: str, value: Value) -> Condition:
    """In a state of that name or title; in one of that category, if no state is called so."""
    if operator == "~":
        return _words("state", ground, operator, value)
    if operator != ":" or value.is_range:
        raise Unfit
    categories = tuple(piece for piece in value.pieces if piece in _CATEGORIES and not ground.is_state(piece))
    called = _called("state", ground, (piece for piece in value.pieces if piece not in categories))
    return InState((*categories, *called), categories)


def _category(ground: Ground, operator: str, value: Value) -> Condition:
    if operator != ":" or value.is_range:
        raise Unfit
    wrong = [piece for piece in value.pieces if piece not in _CATEGORIES]
    if wrong:
        raise Misused(msg("{names} is no category; they are {known}", names=wrong, known=_CATEGORIES))
    return InState((), value.pieces)


_MOST = 10**9
_TURNED = msg("the range ends before it begins")


def _level(ground: Ground, operator: str, value: Value) -> Condition:
    wrong = [piece for piece in value.pieces if not (piece.isdecimal() or (value.is_range and not piece))]
    if wrong or operator == "~":
        raise Misused(msg("{text} is no level", text=wrong)) if wrong else Unfit
    if value.is_range:
        least, most = int(value.pieces[0] or 0), int(value.pieces[1] or _MOST)
        if least > most:
            raise Misused(_TURNED)
        return LevelBetween(least, most)
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
        if since and until and since >= until:
            raise Misused(_TURNED)
        return When(key, Range(since, until))
    if len(value.pieces) > 1:
        return Any(tuple(_time(key, ground, operator, Value((piece,), is_range=False)) for piece in value.pieces))
    [text] = value.pieces
    if text in _PRESENCE:
        return When(key) if _PRESENCE[text] else Not(When(key))
    if text in ("overdue", "逾期") and key in _AHEAD:
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
_PRESENCE = {"any": True, "有": True, "none": False, "无": False}


def _period(ground: Ground, key: str, text: str) -> tuple[datetime, datetime]:
    """From when until when `text` is: whole days, or a second."""
    from casectl.core.periods import parse_period  # only a query about times needs it

    if _is_duration(text):
        text = f"+{text}" if key in _AHEAD else f"-{text}"
    else:
        days = parse_period(text, ground.moment("today", _MIDNIGHT).date(), past=key not in _AHEAD)
        if days:
            start, end = (ground.moment(day.isoformat(), _MIDNIGHT) for day in days)
            return start, end
    try:
        start = ground.moment(text, _MIDNIGHT)
    except Misused as error:
        raise Misused(error.what, hint=_WRITTEN) from None
    whole_day = ground.moment(text, time(12)) != start
    return start, start + (timedelta(days=1) if whole_day else timedelta(seconds=1))


_WRITTEN = msg('write today, 7d, last week, 2026-03, 2026-03-01, 2026-03-01..2026-03-15, or "tomorrow 10:00"')


def _is_duration(text: str) -> bool:
    try:
        parse_duration(text)
    except Misused:
        return False
    return True


def field_condition(ground: Ground, name: str, operator: str, value: Value) -> Condition:
    """The condition on a field of the template's, by its dotted name; of a choice its title will do."""
    if operator == "~":
        return Any(tuple(Like(f"fields.{name}", piece) for piece in value.pieces))
    if value.is_range:
        first, last = value.pieces
        if first and last and FieldCompares("", "<", first).compares(last):
            raise Misused(_TURNED)
        ends = [FieldCompares(name, ">=", first)] if first else []
        return All((*ends, *([FieldCompares(name, "<=", last)] if last else [])))
    if operator == ":":
        return FieldIs(name, tuple(_called(f"fields.{name}", ground, _nobody(value))))
    return FieldCompares(name, operator, value.pieces[0])


def _tag(ground: Ground, operator: str, value: Value) -> Condition:
    return field_condition(ground, "tags", operator, value)


def _set(make: Callable[[tuple[str, ...]], Condition], ground: Ground, operator: str, value: Value) -> Condition:
    if operator != ":" or value.is_range:
        raise Unfit
    return make(_nobody(value))


def _clock(ground: Ground, operator: str, value: Value) -> Condition:
    if operator != ":" or value.is_range:
        raise Unfit
    return ClockRuns(tuple(_called("clock", ground, value.pieces)))


def _text(ground: Ground, operator: str, value: Value) -> Condition:
    if operator not in (":", "~") or value.is_range:
        raise Unfit
    return Any(tuple(Mentions(piece) for piece in value.pieces))


FIELDS: dict[str, Callable[[Ground, str, Value], Condition]] = {
    "state": _state,
    "category": _category,
    **{key: partial(_words, key) for key in ("owner", "team", "template", "source")},
    **{key: partial(_part, key) for key in ("id", "title")},
    "level": _level,
    "due": partial(_time, "due"),
    "followup": partial(_time, "follow_up"),
    "received": partial(_time, "received_at"),
    "opened": partial(_time, "opened_at"),
    "closed": partial(_time, "closed_at"),
    "tag": _tag,
    "clock": _clock,
    "link": partial(_set, LinkedTo),
    "offered": partial(_set, OfferedTo),
    "text": _text,
}
"""What may be asked for, beside ``fields.NAME``, and what reads each."""

CALLED = {
    "状态": "state", "类别": "category", "负责人": "owner", "团队": "team", "模板": "template", "标题": "title",
    "来源": "source", "工单": "id", "级别": "level", "期限": "due", "最近期限": "due", "跟进": "followup",
    "收到时间": "received", "建立时间": "opened", "关闭时间": "closed", "标签": "tag", "时限": "clock", "内容": "text",
}  # fmt: skip
"""The same in Chinese, as the columns of lists are called."""

GROUPING = (
    "state", "category", "owner", "team", "template", "level", "tag", "clock", "due", "followup", "received",
    "opened", "closed", "offered", "source", "title",
)  # fmt: skip
"""What cases may be counted by, beside the templates' fields; of what lies behind its month, of what lies ahead its
day."""
