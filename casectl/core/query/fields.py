"""The fields of the query language, and what each operator means there: ``level>=3``, ``due<2wd``,
``opened:2026-01-01..``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from casectl.core.query.conditions import MOST as MOST
from casectl.core.query.conditions import (
    ClockRuns,
    EverOf,
    InState,
    Like,
    Mentions,
    NumberBetween,
    OneOf,
    Range,
    TimeWithin,
)
from casectl.core.query.model import Condition, Not, Or
from casectl.core.query.relations import LinkedTo, OfferedTo
from casectl.core.query.scope import Operand, QueryScope, WrongOperator, names_for, nobody
from casectl.core.query.times import AHEAD, TURNED, between, present, time_condition
from casectl.core.query.usual_words import conditions_called
from casectl.core.query.values import field_condition
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.nearest import a_few
from casectl.core.values.numerals import level_written
from casectl.core.values.widths import folded


def _words(key: str, scope: QueryScope, operator: str, value: Operand) -> Condition:
    if operator == "~":
        return Or(tuple(Like(key, piece) for piece in value.pieces))
    if operator != ":" or value.is_range:
        raise WrongOperator
    return OneOf(key, tuple(names_for(key, scope, nobody(value))))


def _source(scope: QueryScope, operator: str, value: Operand) -> Condition:
    """Imported from a system (``source:helpdesk``), as one of its cases (``source:helpdesk:17``), or not imported."""
    whole = _words("source", scope, operator, value)
    if not isinstance(whole, OneOf):
        return whole
    systems = tuple(Like("source", f"{word}{OF_SOURCE}") for word in whole.values if word and ":" not in word)
    ids = tuple(word for word in whole.values if not word or ":" in word)
    return Or((*systems, OneOf("source", ids))) if systems else whole


OF_SOURCE = ":*"
"""How the pattern of all cases of one source ends."""


def _ever(scope: QueryScope, operator: str, value: Operand) -> Condition:
    """Of a template now or before the case was retyped."""
    if operator != ":" or value.is_range:
        raise WrongOperator
    return EverOf(tuple(names_for("template", scope, value.pieces)))


def _part(key: str, scope: QueryScope, operator: str, value: Operand) -> Condition:
    """Any part matches: part of an id identifies a case everywhere, and nobody types a whole title."""
    if operator not in (":", "~") or value.is_range:
        raise WrongOperator
    return Or(tuple(Like(key, piece) for piece in value.pieces))


_CATEGORIES = ("open", "waiting", "resolved", "closed", "active")


def _state(scope: QueryScope, operator: str, value: Operand) -> Condition:
    """In a state of that name or title; in one of that category, if there is no such state."""
    if operator == "~":
        return _words("state", scope, operator, value)
    if operator != ":" or value.is_range:
        raise WrongOperator
    words = [_category_or_state(scope, piece) for piece in value.pieces]
    categories = tuple(word for word in words if word in _CATEGORIES and not scope.is_state(word))
    names = names_for("state", scope, (word for word in words if word not in categories))
    return InState((*categories, *names), categories)


def _category_or_state(scope: QueryScope, piece: str) -> str:
    """A category in any letter case or in a usual word for it (未结), unless a state has that name or title."""
    if folded(piece) in _CATEGORIES:
        return folded(piece)
    called = [each.removeprefix("state:") for each in conditions_called(piece) if each.startswith("state:")]
    is_unknown = called and not scope.is_state(piece) and scope.names_for("state", piece) == (piece,)
    return called[0] if is_unknown else piece


def _category(scope: QueryScope, operator: str, value: Operand) -> Condition:
    if operator != ":" or value.is_range:
        raise WrongOperator
    words = [_category_or_state(scope, piece) for piece in value.pieces]
    if wrong := [word for word in words if word not in _CATEGORIES]:
        raise UsageError(msg("{names} is not a category; categories are {known}", names=wrong, known=_CATEGORIES))
    return InState((), tuple(words))


_FIGURES = 1_000
"""No number has more; Python itself reads no more than 4,300."""


def _level(scope: QueryScope, operator: str, value: Operand) -> Condition:
    return _between("level", partial(_numbers, scope), operator, value)


def _counted(key: str, scope: QueryScope, operator: str, value: Operand) -> Condition:
    """How many there are of something, such as how often the customer has asked again; none is 0."""
    del scope
    return _between(key, partial(_count, key), operator, value)


def _count(key: str, text: str) -> list[int]:
    if text and not (text.isascii() and text.isdecimal()):
        raise UsageError(msg("{text} is not a number", text=text), hint=msg("try {key}>=1, {key}:2", key=key))
    return [min(int(text[:10] or 0), MOST)]


def _between(key: str, numbers: Callable[[str], list[int]], operator: str, value: Operand) -> Condition:
    """A number of the case that compares so; `numbers` are those that a word means."""
    if operator == "~":
        raise WrongOperator
    if value.is_range:
        first, last = value.pieces
        least = min(numbers(first)) if first else 0
        most = max(numbers(last)) if last else MOST
        if least > most:
            raise UsageError(TURNED)
        return NumberBetween(least, most, key)
    found = [number for piece in nobody(value) for number in numbers(piece)]
    ends = {"<": (0, found[0] - 1), "<=": (0, found[0]), ">": (found[0] + 1, MOST), ">=": (found[0], MOST)}
    if operator in ends:
        return NumberBetween(*ends[operator], key)
    return Or(tuple(NumberBetween(number, number, key) for number in found))


def _numbers(scope: QueryScope, text: str) -> list[int]:
    """The levels with that number or title; none is 0."""
    if not text:
        return [0]
    names = (text,) if text.isdecimal() else scope.names_for("level", text)
    if names == (text,) and (written := level_written(folded(text))):
        names = (written,)
    if not all(name.isdecimal() and len(name) < _FIGURES for name in names):
        what = msg("{text} is not a level", text=text)
        known = scope.levels()
        raise UsageError(msg("{what}; available: {known}", what=what, known=a_few(known)) if known else what)
    return [*map(int, names)]


def _time(key: str, scope: QueryScope, operator: str, value: Operand) -> Condition:
    if operator == "~":
        raise WrongOperator
    if value.is_range:
        return TimeWithin(key, between(key, scope, value))
    if len(value.pieces) > 1:
        return Or(tuple(_time(key, scope, operator, Operand((piece,))) for piece in value.pieces))
    [text] = value.pieces
    late = key in AHEAD and "due:overdue" in conditions_called(text)
    if operator != ":" and (late or text in _PRESENCE):
        raise WrongOperator
    if late:
        return TimeWithin(key, Range(None, present(scope)))
    if text in _PRESENCE:
        return TimeWithin(key) if _PRESENCE[text] else Not(TimeWithin(key))
    return TimeWithin(key, time_condition(key, scope, operator, text))


_PRESENCE = {"any": True, "有": True, "none": False, "无": False}


def _tag(scope: QueryScope, operator: str, value: Operand) -> Condition:
    return field_condition(scope, "tags", operator, value)


def _link(scope: QueryScope, operator: str, value: Operand) -> Condition:
    """Linked to one of these cases, whichever of the two has the link; to any, or to none."""
    if operator != ":" or value.is_range:
        raise WrongOperator
    return Or(tuple(_linked(scope, piece) for piece in value.pieces))


def _linked(scope: QueryScope, word: str) -> Condition:
    if word not in _PRESENCE and word != "-":
        case, theirs = scope.linked(word)
        return LinkedTo((case,), tuple(sorted(theirs)))
    found = LinkedTo((), tuple(sorted(scope.linked("")[1])), anywhere=True)
    return found if _PRESENCE.get(word) else Not(found)


def _offered(scope: QueryScope, operator: str, value: Operand) -> Condition:
    if operator != ":" or value.is_range:
        raise WrongOperator
    return Or(tuple(_offered_to(scope, word) for word in nobody(value)))


def _offered_to(scope: QueryScope, word: str) -> Condition:
    """Offered to a person or to a team of theirs, to a team, to anybody (any), or to nobody ("")."""
    if _PRESENCE.get(word):
        return OfferedTo((), anyone=True)
    if not word:
        return OfferedTo(("",))
    people = [*names_for("owner", scope, [word])]
    teams = scope.names_for("team", word) if people == [word] else ()
    names = tuple(name for name in (*people, *teams) if name != word) or (word,)
    return OfferedTo(names, scope.teams_of(people))


def _clock(scope: QueryScope, operator: str, value: Operand) -> Condition:
    if operator != ":" or value.is_range:
        raise WrongOperator
    return ClockRuns(tuple(names_for("clock", scope, value.pieces)))


def _text(scope: QueryScope, operator: str, value: Operand) -> Condition:
    if operator not in (":", "~") or value.is_range:
        raise WrongOperator
    found = (Like("text", piece) if operator == "~" else Mentions(piece) for piece in value.pieces)
    return Or(tuple(found))


FIELDS: dict[str, Callable[[QueryScope, str, Operand], Condition]] = {
    "state": _state,
    "category": _category,
    **{key: partial(_words, key) for key in ("owner", "team", "template", "cause")},
    "source": _source,
    "ever": _ever,
    **{key: partial(_part, key) for key in ("id", "title")},
    "level": _level,
    **{key: partial(_counted, key) for key in ("chasers", "late_entries", "conflicts")},
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
"""The fields other than ``fields.NAME``, and the function that reads each."""

CALLED = {
    "状态": "state", "阶段": "category", "负责人": "owner", "团队": "team", "模板": "template", "标题": "title",
    "来源": "source", "工单": "id", "编号": "id", "级别": "level", "截止时间": "due", "最近截止时间": "due",
    "跟进": "followup", "收到时间": "received", "登记时间": "opened", "登记": "opened", "结案时间": "closed",
    "结案": "closed", "标签": "tag", "时限": "clock", "内容": "text", "关联": "link", "转办": "offered",
    "曾用模板": "ever", "催办": "chasers", "催办次数": "chasers", "原因": "cause",
    "待确认": "conflicts", "补录": "late_entries",
    # what headers said up to 0.1, and what was typed since
    "类别": "category", "期限": "due", "最近期限": "due", "受理时间": "received", "建立时间": "opened",
    "建立": "opened", "关闭时间": "closed", "关闭": "closed", "移交": "offered",
}  # fmt: skip
"""Their Chinese names, as in the headers of lists."""

ALSO_CALLED = {
    "status": "state", "stage": "category", "assignee": "owner", "assigned": "owner", "assigned_to": "owner",
    "handler": "owner", "agent": "owner", "priority": "level", "severity": "level", "urgency": "level",
    "label": "tag", "labels": "tag", "tags": "tag", "created": "opened", "created_at": "opened",
    "opened_at": "opened", "received_at": "received", "closed_at": "closed", "deadline": "due", "type": "template",
    "kind": "template", "group": "team", "department": "team", "followups": "followup", "callback": "followup",
    "chaser": "chasers", "reminders": "chasers",
    "处理人": "owner", "经办人": "owner", "责任人": "owner", "承办人": "owner", "部门": "team", "小组": "team",
    "班组": "team", "类型": "template", "投诉类别": "template", "投诉类型": "template", "优先级": "level",
    "等级": "level", "创建时间": "opened", "办结时间": "closed", "到期": "due", "到期时间": "due",
    "截止": "due", "回访": "followup", "催单": "chasers", "next_due": "due", "due_at": "due", "next_action": "followup",
}  # fmt: skip
"""What other tools call them; a template's field of that name goes first."""

FIELDS_CALLED = {"渠道": "channel", "客户": "customer.name", "客户姓名": "customer.name"}
"""What the usual fields of templates are called besides their titles."""

GROUPING = (
    "state", "category", "owner", "team", "template", "ever", "level", "tag", "clock", "due", "followup", "received",
    "opened", "closed", "offered", "source", "cause", "title",
)  # fmt: skip
"""The keys to count cases by, in addition to the templates' fields; past times count by month, future ones by day."""
