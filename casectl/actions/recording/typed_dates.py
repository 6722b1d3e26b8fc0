"""Dates and instants of fields, as people type them: ``yesterday``, ``fri``, ``2026-11-22 09:00``, ``明天``."""

from __future__ import annotations

from collections.abc import Iterable

from casectl.actions.context import Present
from casectl.core.template.field_names import paths_named
from casectl.core.template.fields import as_stored, is_blank
from casectl.core.template.model import Field, Template
from casectl.core.values.errors import UsageError
from casectl.core.values.tree import Tree

_DATED = ("date", "instant")


def parse_typed_dates(
    context: Present, template: Template, values: Iterable[tuple[str, Tree]]
) -> list[tuple[str, Tree]]:
    """The values, with dates and instants as they are stored; what is neither stays, and is refused by its field."""
    return [
        (name, _stored(context, template.field_at(paths_named(template, name)[0]), value)) for name, value in values
    ]


def _stored(context: Present, field: Field | None, value: Tree) -> Tree:
    if field is None or field.type not in _DATED or not isinstance(value, str) or is_blank(value):
        return value
    try:
        return as_stored(field, value)
    except UsageError:
        pass
    try:
        return context.typed_times.stored(value, whole_day=field.type == "date")
    except UsageError:
        return value
