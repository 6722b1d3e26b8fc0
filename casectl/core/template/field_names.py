"""Fields as people type them: by dotted name or by a title: ``customer.name``, ``姓名``, ``客户.姓名``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from casectl.core.template.model import Field, Template
from casectl.core.values.naming import names_meant, texts_of

_Path = tuple[str, ...]


def paths_named(template: Template, name: str) -> list[_Path]:
    """The paths of the fields that `name` means; the path as it is typed if it means none."""
    typed = tuple(name.removeprefix("fields.").split("."))
    if template.field_at(typed):
        return [typed]
    known = [(".".join(path), tuple(_titles(above))) for path, above in _fields(template.fields)]
    found = names_meant(".".join(typed), known)
    return [tuple(each.split(".")) for each in found] or [typed]


def _fields(fields: tuple[Field, ...], above: tuple[Field, ...] = ()) -> Iterator[tuple[_Path, tuple[Field, ...]]]:
    for field in fields:
        line = (*above, field)
        yield tuple(each.name for each in line), line
        yield from _fields(field.fields, line)


def _titles(line: tuple[Field, ...]) -> Iterator[str]:
    """The titles of a field, alone and after the names or titles of the maps that it is in."""
    yield from texts_of(line[-1].title)
    for words in product(*((each.name, *texts_of(each.title)) for each in line)):
        yield ".".join(words)
