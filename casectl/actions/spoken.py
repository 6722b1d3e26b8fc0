"""Dates and instants of fields, as people type them: ``yesterday``, ``fri``, ``2026-11-22 09:00``, ``明天``."""

from __future__ import annotations

from collections.abc import Iterable

from casectl.actions.desk import Desk
from casectl.core.template.fields import is_blank, typed
from casectl.core.template.model import Field, Template
from casectl.core.values.errors import Misused
from casectl.core.values.tree import Tree

_DATED = ("date", "instant")


def spoken(desk: Desk, template: Template, values: Iterable[tuple[str, Tree]]) -> list[tuple[str, Tree]]:
    """The values, those of dates and instants as they are stored; what is no moment stays, for its field to refuse."""
    return [(name, _stored(desk, template.field_at(_path(name)), value)) for name, value in values]


def _path(name: str) -> tuple[str, ...]:
    return tuple(name.removeprefix("fields.").split("."))


def _stored(desk: Desk, field: Field | None, value: Tree) -> Tree:
    if field is None or field.type not in _DATED or not isinstance(value, str) or is_blank(value):
        return value
    try:
        return typed(field, value)
    except Misused:
        pass
    try:
        return desk.understood(value, whole_day=field.type == "date")
    except Misused:
        return value
