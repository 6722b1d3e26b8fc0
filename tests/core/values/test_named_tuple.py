"""A tuple with names is what typing's is, in all that casectl and the standard library ask of it."""

from __future__ import annotations

import copy
import pickle
import typing
from collections.abc import Callable
from typing import Any

import pytest

from casectl.core.values.named_tuple import NamedTuple


class Ours(NamedTuple):
    """Two fields, one with a default."""

    name: str
    level: int = 2

    @property
    def shouted(self) -> str:
        """A property of a tuple."""
        return self.name.upper()


class Theirs(typing.NamedTuple):
    """The same, as typing makes it."""

    name: str
    level: int = 2


MADE: list[Callable[[Any], Any]] = [
    lambda kind: kind("a", 1),
    lambda kind: kind("a"),
    lambda kind: kind(level=3, name="b"),
    lambda kind: kind("a")._replace(level=5),
    lambda kind: kind._make(["c", 4]),
]


@pytest.mark.parametrize("make", MADE)
def test_a_value_is_made_as_typing_makes_it(make: Callable[[Any], Any]) -> None:
    """By place, by name, with defaults, from another one, from a row."""
    ours, theirs = make(Ours), make(Theirs)
    assert ours == theirs == (ours.name, ours.level)
    assert hash(ours) == hash(theirs)
    assert ours._asdict() == theirs._asdict()
    assert repr(ours) == repr(theirs).replace("Theirs", "Ours")
    assert pickle.loads(pickle.dumps(ours)) == copy.copy(ours) == ours
    assert type(pickle.loads(pickle.dumps(ours))) is Ours
    assert ours.shouted == ours.name.upper()


def test_a_class_may_have_the_fields_of_another() -> None:
    """And methods of its own."""

    class Louder(Ours):
        @property
        def shouted(self) -> str:
            return super().shouted + "!"

    assert Louder("a") == Ours("a")
    assert Louder("a").shouted == "A!"


def test_a_class_says_its_fields_as_typings_does() -> None:
    """Tables of columns and patterns of match are made from them."""
    assert Ours._fields == Theirs._fields == Ours.__match_args__
    assert Ours._field_defaults == Theirs._field_defaults


@pytest.mark.parametrize(
    "make",
    [
        lambda kind: kind(),
        lambda kind: kind("a", 1, 2),
        lambda kind: kind("a", name="b"),
        lambda kind: kind("a", colour="red"),
        lambda kind: kind._make(["a", 1, 2]),
    ],
)
def test_what_does_not_fit_the_fields_is_refused(make: Callable[[Any], Any]) -> None:
    """As calling a function with wrong arguments is."""
    with pytest.raises(TypeError):
        make(Theirs)
    with pytest.raises(TypeError):
        make(Ours)


def test_a_field_is_never_assigned() -> None:
    """A value may be shared, since nobody changes it."""
    with pytest.raises(AttributeError):
        Ours("a").name = "b"  # type: ignore[misc]
