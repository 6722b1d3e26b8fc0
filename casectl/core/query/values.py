"""Conditions on a template's fields: ``product~router``, ``amount:50..100``, ``urgent:yes``."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.query.conditions import FieldCompares, FieldIs, Like
from casectl.core.query.model import And, Condition, Or
from casectl.core.query.scope import Operand, QueryScope, names_for, nobody
from casectl.core.query.times import TURNED, between, time_condition
from casectl.core.values.amounts import amount_of
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.money import parse_money
from casectl.core.values.nearest import a_few
from casectl.core.values.widths import folded

_UNORDERED = ("text", "choice", "yes_no", "list", "map")
_NUMBERS = ("number", "money")
_DATES = ("date", "instant")
_ANSWERS = {"yes": "yes", "true": "yes", "是": "yes", "no": "no", "false": "no", "否": "no"}


def field_condition(scope: QueryScope, name: str, operator: str, value: Operand) -> Condition:
    """The condition on a field by its dotted name, whichever of its names a case has; a choice may be given by its
    title.

    Raises UsageError for what the type does not support: ordering texts, or a text that is not a number.
    """
    first, *former = (_condition(scope, each, operator, value) for each in scope.field_names(name))
    if not former:
        return first
    asks_for_none = operator == ":" and not value.is_range and not any(nobody(value))
    return And((first, *former)) if asks_for_none else Or((first, *former))


def _condition(scope: QueryScope, name: str, operator: str, value: Operand) -> Condition:
    kind = scope.kind(name)
    if kind == "map":
        parts = [each for each in scope.fields() if each.startswith(f"{name}.")]
        raise UsageError(msg("{name} is a group of fields: {names}", name=name, names=a_few(parts)))
    if operator == "~":
        return Or(tuple(Like(f"fields.{name}", piece) for piece in value.pieces))
    if kind in _DATES:
        return _dated(scope, name, operator, value)
    if kind == "money":
        value = Operand(tuple(map(_amount, value.pieces)), value.is_range)
    if kind in _NUMBERS and (wrong := [piece for piece in nobody(value) if piece and amount_of(piece) is None]):
        raise UsageError(msg("{text} is not a number", text=wrong))
    if operator == ":" and not value.is_range:
        return FieldIs(name, tuple(_values(scope, name, kind, value)))
    if kind in _UNORDERED:
        raise UsageError(msg("{field} is neither a number nor a date: it cannot be compared with < or >", field=name))
    return _ordered(name, operator, value)


def _amount(piece: str) -> str:
    """An amount of money as it is stored, however it is typed; unchanged if it is plain or none."""
    if not piece or amount_of(piece) is not None:
        return piece
    try:
        return parse_money(piece)
    except UsageError:
        return piece


def _values(scope: QueryScope, name: str, kind: str, value: Operand) -> Iterator[str]:
    if kind != "yes_no":
        return names_for(f"fields.{name}", scope, nobody(value))
    wrong = [piece for piece in nobody(value) if piece and folded(piece) not in _ANSWERS]
    if wrong:
        raise UsageError(msg("{text} is neither yes nor no", text=wrong))
    return (_ANSWERS.get(folded(piece), "") for piece in nobody(value))


def _ordered(name: str, operator: str, value: Operand) -> Condition:
    if not value.is_range:
        return FieldCompares(name, operator, value.pieces[0])
    first, last = value.pieces
    if first and last and FieldCompares("", "<", first).compares(last):
        raise UsageError(TURNED)
    ends = [FieldCompares(name, ">=", first)] if first else []
    return And((*ends, *([FieldCompares(name, "<=", last)] if last else [])))


def _dated(scope: QueryScope, name: str, operator: str, value: Operand) -> Condition:
    """A day or an instant."""
    if value.is_range:
        ranges = [between("", scope, value)]
    else:
        ranges = [time_condition("", scope, operator, piece) for piece in nobody(value) if piece]
    length = len("2026-11-21") if scope.kind(name) == "date" else None
    found: list[Condition] = [
        And(tuple(FieldCompares(name, sign, at.isoformat()[:length]) for sign, at in ends if at))
        for ends in (((">=", each.since), ("<", each.until)) for each in ranges)
    ]
    if not value.is_range and "" in nobody(value):
        found.append(FieldIs(name, ("",)))
    return Or(tuple(found))
