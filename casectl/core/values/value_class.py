"""Classes of values that are quick to define: casectl has many, and defines them at every start."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeVar, dataclass_transform

Class = TypeVar("Class", bound=type)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value_class(plain: Class) -> Class:
    """Make a dataclass with equality and hash by value, though not before its first value: few commands need them all.

    Two values are equal if they are of this very class and all fields are equal; a value can be hashed if all its
    fields can. mypy reports assignments to a field, and names that are none; nothing prevents them at run time.
    """
    made: Any = plain
    made.__init__, made.__dataclass_fields__ = _first, _Unmade()
    made.__eq__, made.__hash__, made.__repr__ = _is_equal, _digest, _shown
    return plain


class _Unmade:
    """The fields of a class that becomes a dataclass when it is asked for them."""

    def __get__(self, _: object, made: Any) -> Any:
        del made.__init__, made.__dataclass_fields__
        return dataclass(repr=False, eq=False)(made).__dataclass_fields__


def _first(self: Any, *given: Any, **named: Any) -> None:
    self.__dataclass_fields__  # noqa: B018 (which makes it a dataclass)
    self.__init__(*given, **named)


def _is_equal(self: object, other: object) -> bool:
    return vars(self) == vars(other) if type(other) is type(self) else NotImplemented


def _digest(self: object) -> int:
    return hash(tuple(vars(self).values()))


def _shown(self: object) -> str:
    return f"{type(self).__qualname__}({', '.join(f'{name}={value!r}' for name, value in vars(self).items())})"
