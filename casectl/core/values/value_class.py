"""Classes of values and tuples with names, quick to define: casectl has many, and defines them at every start."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

Class = TypeVar("Class", bound=type)
_FEW = 8
"""How many values of a class are made field by field; beyond, a function is compiled for it, as dataclasses do at once.

Most commands make a few values of each of many classes, and what is compiled costs more than these.
"""


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value_class(plain: Class) -> Class:
    """Make a class with equality and hash by value, a dataclass once that module asks for its fields: most never are.

    Two values are equal if they are of this very class and all fields are equal; a value can be hashed if all its
    fields can. mypy reports assignments to a field, and names that are none; nothing prevents them at run time. What a
    `cached_property` has worked out from the fields does not count.
    """
    made: Any = plain
    made.__init__, made.__dataclass_fields__, made._made = _early, _Unmade(), 0
    own = {name: vars(plain).get(name, MISSING) for name in vars(plain).get("__annotations__", ())}
    made._fields = {**getattr(plain, "_fields", {}), **own}  # each with its default, MISSING if it has none
    made.__eq__, made.__hash__, made.__repr__ = _is_equal, _digest, _shown
    setattr(plain, "__match_args__", tuple(made._fields))  # noqa: B010 (which mypy knows of)
    return plain


if TYPE_CHECKING:
    from dataclasses import replace as replace  # with the types of its arguments
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
            cls.__new__ = _constructor(cls._fields, cls._field_defaults)
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

    def replace(value: Any, /, **changes: Any) -> Any:
        """A value with some fields changed, in a tenth of the time that `dataclasses.replace` takes."""
        if not changes.keys() <= value._fields.keys():
            raise TypeError(f"no such field: {[*changes.keys() - value._fields.keys()]}")
        made, known = object.__new__(type(value)), vars(value)
        vars(made).update(known if len(known) == len(value._fields) else _of_fields(value), **changes)
        return made


class _Unmade:
    """The fields of a class that becomes a dataclass when it is asked for them."""

    def __get__(self, _: object, made: Any) -> Any:
        del made.__dataclass_fields__
        return dataclass(init=False, repr=False, eq=False)(made).__dataclass_fields__


def _early(self: Any, *given: Any, **named: Any) -> None:
    """Set the fields of an early value of a class. Raises TypeError as a function with these arguments does."""
    made = type(self)
    fields, values = made._fields, dict(zip(made._fields, given, strict=False)) | named
    made._made += 1
    if made._made > _FEW or len(values) < len(given) + len(named) or not values.keys() <= fields.keys():
        made.__init__ = _compiled(fields)
        self.__init__(*given, **named)
        return
    for name, default in fields.items():
        setattr(self, name, values[name] if name in values else _default(name, default))


def _default(name: str, default: Any) -> Any:
    if default is MISSING:
        raise TypeError(f"missing argument: {name!r}")
    factory: Any = default.default_factory if isinstance(default, Field) else None
    return factory() if factory else default


def _compiled(fields: Mapping[str, Any]) -> Callable[..., None]:
    """The function that sets the fields, each with its own argument."""
    scope: dict[str, Any] = {"_": MISSING}
    arguments, lines = ["self"], []
    for name, default in fields.items():
        if isinstance(default, Field):
            scope[f"_{name}"] = default.default_factory
            arguments.append(f"{name}=_")
            lines.append(f"self.{name} = _{name}() if {name} is _ else {name}")
            continue
        if default is not MISSING:
            scope[f"_{name}"] = default
        arguments.append(f"{name}=_{name}" if f"_{name}" in scope else name)
        lines.append(f"self.{name} = {name}")
    exec(f"def __init__({', '.join(arguments)}):\n " + "\n ".join(lines or ["pass"]), scope)  # as dataclasses do
    made: Callable[..., None] = scope["__init__"]
    return made


def _is_equal(self: object, other: object) -> bool:
    return _have_same_fields(self, other) if type(other) is type(self) else NotImplemented


def _have_same_fields(one: object, other: object) -> bool:
    ours, theirs = vars(one), vars(other)
    return ours == theirs or (ours.keys() != theirs.keys() and _of_fields(one) == _of_fields(other))


def _of_fields(self: Any) -> dict[str, object]:
    """The values of the fields by name."""
    values = vars(self)
    return {name: values[name] for name in self._fields}


def _digest(self: object) -> int:
    return hash(tuple(_of_fields(self).values()))


def _shown(self: object) -> str:
    return f"{type(self).__qualname__}({', '.join(f'{name}={value!r}' for name, value in _of_fields(self).items())})"


def _constructor(names: Iterable[str], defaults: Mapping[str, Any]) -> Any:
    """The function that makes a tuple of arguments with these names."""
    scope = {"_new": tuple.__new__, **{f"_{name}": value for name, value in defaults.items()}}
    arguments = ", ".join(f"{name}=_{name}" if name in defaults else name for name in names)
    exec(f"def __new__(_cls, {arguments}): return _new(_cls, ({''.join(f'{name}, ' for name in names)}))", scope)
    return staticmethod(scope["__new__"])
