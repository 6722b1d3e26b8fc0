"""The text of a value: for people, and for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from casectl.render.language import _, translate
from casectl.render.view import Cell, Value, machine_value


def texts_of(values: Iterable[Value], text: Callable[[Value], str]) -> list[str]:
    """The `text` of each value; most are texts already, and there may be a million."""
    return [value if value.__class__ is str else text(value) for value in values]


def display_text(value: Value) -> str:
    """The value as people read it; lists with commas (、 in Chinese), mappings as ``key: value``."""
    if isinstance(value, str):
        return value
    if isinstance(value, Cell):
        return value.text if isinstance(value.text, str) else value.text()
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, Mapping):
        return translate([f"{key}: {display_text(each)}" for key, each in value.items()])
    return translate([display_text(each) for each in value])


def machine_text(value: Value) -> str:
    """The value as programs read it, independent of the language: "" for none, JSON for lists and mappings."""
    if isinstance(value, Cell):
        value = value.value
    if value is None or isinstance(value, str):  # nearly every cell
        return value or ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    from casectl.render.writers.json_ import dumps

    return dumps(machine_value(value)) if value != [] else ""
