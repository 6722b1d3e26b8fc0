"""Values of fields that a template marks as private: they are left out wherever several cases are shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache, partial

from casectl.actions.context import Rules
from casectl.core.history.trail import TrailEntry, ValueChange
from casectl.core.values.errors import CasectlError

_MASK = "***"


def without_private_values(context: Rules, entries: Iterable[TrailEntry]) -> list[TrailEntry]:
    """The entries, with a mask for each private value that changed; for every field of a template that is unusable."""
    private = cache(partial(_private_fields, context))
    return [_masked(each, private(each.template)) if each.values else each for each in entries]


def _masked(entry: TrailEntry, private: frozenset[str] | None) -> TrailEntry:
    values = (_value(each) if _is_private(each.name, private) else each for each in entry.values)
    return replace(entry, values=tuple(values))


def _value(change: ValueChange) -> ValueChange:
    old, new = (None if side is None else _MASK for side in (change.old, change.new))
    return change._replace(old=old, new=new)


def _is_private(name: str, private: frozenset[str] | None) -> bool:
    """Whether it is a private field, has one in it, or is part of one."""
    if not name.startswith("fields."):
        return False
    return private is None or any(f"{name}.".startswith(f"{each}.") or each.startswith(f"{name}.") for each in private)


def _private_fields(context: Rules, template: str) -> frozenset[str] | None:
    """The dotted names of the private fields; None if the template cannot be used."""
    try:
        fields = (each for top in context.template(template).fields for each in top.walk())
        return frozenset(".".join(("fields", *path)) for path, field in fields if field.private)
    except CasectlError:
        return None
