"""Tuples with names, quick to define: casectl has many, and defines them at every start."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    from _collections import _tuplegetter  # by which collections reads its own

    class NamedTuple(tuple):
        """As `typing.NamedTuple`, which takes eight times as long: it compiles a function for each class at once, where
        most commands make a few values of a few classes, and each field's type, for which nobody asks.
        """

        def __init_subclass__(cls) -> None:
            if NamedTuple not in cls.__bases__:  # it has the fields of another one, and methods of its own
                return
            own = vars(cls)
            names = cls._fields = cls.__match_args__ = tuple(own["__annotations__"])
            cls._field_defaults = {name: own[name] for name in names if name in own}
            for place, name in enumerate(names):
                setattr(cls, name, _tuplegetter(place, None))

        def __new__(cls, /, *given: Any, **named: Any) -> Any:
            if len(given) == len(cls._fields) and not named:
                return tuple.__new__(cls, given)
            cls.__new__ = _compiled(cls._fields, cls._field_defaults)
            return cls.__new__(cls, *given, **named)

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)

        @classmethod
        def _make(cls, values: Iterable[Any]) -> Any:
            return cls(*values)

        def _replace(self, /, **changes: Any) -> Any:
            return type(self)(**(self._asdict() | changes))

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self) -> str:
            return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self._asdict().items())})"


def _compiled(names: Iterable[str], defaults: Mapping[str, Any]) -> Any:
    """The function that makes a tuple of arguments with these names."""
    scope = {"_new": tuple.__new__, **{f"_{name}": value for name, value in defaults.items()}}
    arguments = ", ".join(f"{name}=_{name}" if name in defaults else name for name in names)
    exec(f"def __new__(_cls, {arguments}): return _new(_cls, ({''.join(f'{name}, ' for name in names)}))", scope)
    return staticmethod(scope["__new__"])
