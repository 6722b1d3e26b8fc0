"""Classes of values that are quick to define: casectl has many, and defines them at every start."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

Class = TypeVar("Class", bound=type)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value_class(plain: Class) -> Class:
    """Make a slotted dataclass with equality and hash by value, in about a quarter of the time of a frozen one.

    Two values are equal if they are of this very class and all fields are equal; a value can be hashed if all its
    fields can. mypy reports assignments to a field; nothing prevents them at run time. Only ``__init__`` is compiled
    for the class, where ``dataclass(frozen=True, slots=True)`` compiles every method.
    """
    made: Any = dataclass(repr=False, eq=False, slots=True)(plain)
    names = [each.name for each in fields(made)]
    parts = attrgetter(*names)

    def is_equal(self: object, other: object) -> bool:
        return parts(self) == parts(other) if type(other) is made else NotImplemented

    def digest(self: object) -> int:
        return hash(parts(self))

    def shown(self: object) -> str:
        return f"{made.__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

    made.__eq__, made.__hash__, made.__repr__ = is_equal, digest, shown
    found: Class = made
    return found
