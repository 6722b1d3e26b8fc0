"""What a query may ask for, and what each operator means there: ``level>=3``, ``due<2wd``, ``opened:2026-01-01..``."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from casectl.core.query.conditions import (
    ClockRuns,
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
from casectl.core.query.model import Any, Condition, Not
from casectl.core.query.scope import Ground, Unfit, Value, called, nobody
from casectl.core.query.times import AHEAD, TURNED, between, compared, present
from casectl.core.query.values import field_condition
from casectl.core.values.errors import Misused
from casectl.core.values.messages import msg
from casectl.core.values.nearest import a_few
from casectl.core.values.widths import folded


def _words(key: str, ground: Ground, operator: str, value: Value) -> Condition:
    if operator == "~":
        return Any(tuple(Like(key, piece) for piece in value.pieces))
    if operator != ":" or value.is_range:
        raise Unfit
    return OneOf(key, tuple(called(key, ground, nobody(value))))


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
    words = [folded(piece) if folded(piece) in _CATEGORIES else piece for piece in value.pieces]
    categories = tuple(word for word in words if word in _CATEGORIES and not ground.is_state(word))
    names = called("state", ground, (word for word in words if word not in categories))
    return InState((*categories, *names), categories)


def _category(ground: Ground, operator: str, value: Value) -> Condition:
    if operator != ":" or value.is_range:
        raise Unfit
    wrong = [piece for piece in value.pieces if folded(piece) not in _CATEGORIES]
    if wrong:
        raise Misused(msg("{names} is no category; they are {known}", names=wrong, known=_CATEGORIES))
    return InState((), tuple(map(folded, value.pieces)))


_MOST = 10**9


def _level(ground: Ground, operator: str, value: Value) -> Condition:
    if operator == "~":
        raise Unfit
    if value.is_range:
        first, last = value.pieces
        least = min(_numbers(ground, first)) if first else 0
        most = max(_numbers(ground, last)) if last else _MOST
        if least > most:
            raise Misused(TURNED)
        return LevelBetween(least, most)
    levels = [level for piece in nobody(value) for level in _numbers(ground, piece)]
    ends = {"<": (0, levels[0] - 1), "<=": (0, levels[0]), ">": (levels[0] + 1, _MOST), ">=": (levels[0], _MOST)}
    if operator in ends:
        return LevelBetween(*ends[operator])
    return Any(tuple(LevelBetween(level, level) for level in levels))


def _numbers(ground: Ground, text: str) -> list[int]:
    """The levels that a number or a title means; none is 0."""
    names = (text or "0",) if not text or text.isdecimal() else ground.called("level", text)
    if not all(map(str.isdecimal, names)):
        what = msg("{text} is no level", text=text)
        known = ground.levels()
        raise Misused(msg("{what}; there are {known}", what=what, known=a_few(known)) if known else what)
    return [*map(int, names)]


def _time(key: str, ground: Ground, operator: str, value: Value) -> Condition:
    if operator == "~":
        raise Unfit
    if value.is_range:
        return When(key, between(key, ground, value))
    if len(value.pieces) > 1:
        return Any(tuple(_time(key, ground, operator, Value((piece,))) for piece in value.pieces))
    [text] = value.pieces
    late = text in ("overdue", "逾期") and key in AHEAD
    if operator != ":" and (late or text in _PRESENCE):
        raise Unfit
    if late:
        return When(key, Range(None, present(ground)))
    if text in _PRESENCE:
        return When(key) if _PRESENCE[text] else Not(When(key))
    return When(key, compared(key, ground, operator, text))


_PRESENCE = {"any": True, "有": True, "none": False, "无": False}


def _tag(ground: Ground, operator: str, value: Value) -> Condition:
    return field_condition(ground, "tags", operator, value)


def _link(ground: Ground, operator: str, value: Value) -> Condition:
    """Linked to one of these cases, whichever of the two files says so; to any, or to none."""
    if operator != ":" or value.is_range:
        raise Unfit
    return Any(tuple(_linked(ground, piece) for piece in value.pieces))


def _linked(ground: Ground, word: str) -> Condition:
    if word not in _PRESENCE and word != "-":
        case, theirs = ground.linked(word)
        return LinkedTo((case,), tuple(sorted(theirs)))
    found = LinkedTo((), tuple(sorted(ground.linked("")[1])), anywhere=True)
    return found if _PRESENCE.get(word) else Not(found)


def _offered(ground: Ground, operator: str, value: Value) -> Condition:
    if operator != ":" or value.is_range:
        raise Unfit
    return OfferedTo(nobody(value))


def _clock(ground: Ground, operator: str, value: Value) -> Condition:
    if operator != ":" or value.is_range:
        raise Unfit
    return ClockRuns(tuple(called("clock", ground, value.pieces)))


def _text(ground: Ground, operator: str, value: Value) -> Condition:
    if operator not in (":", "~") or value.is_range:
        raise Unfit
    found = (Like("text", piece) if operator == "~" else Mentions(piece) for piece in value.pieces)
    return Any(tuple(found))


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
    "link": _link,
    "offered": _offered,
    "text": _text,
}
"""What may be asked for, beside ``fields.NAME``, and what reads each."""

CALLED = {
    "状态": "state", "类别": "category", "负责人": "owner", "团队": "team", "模板": "template", "标题": "title",
    "来源": "source", "工单": "id", "编号": "id", "级别": "level", "期限": "due", "最近期限": "due", "跟进": "followup",
    "收到时间": "received", "受理时间": "received", "建立时间": "opened", "建立": "opened", "关闭时间": "closed",
    "关闭": "closed", "标签": "tag", "时限": "clock", "内容": "text", "关联": "link", "移交": "offered",
}  # fmt: skip
"""The same in Chinese, as the columns of lists are called."""

GROUPING = (
    "state", "category", "owner", "team", "template", "level", "tag", "clock", "due", "followup", "received",
    "opened", "closed", "offered", "source", "title",
)  # fmt: skip
"""What cases may be counted by, beside the templates' fields; of what lies behind its month, of what lies ahead its
day."""
