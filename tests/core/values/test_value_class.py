"""Values made quickly are values all the same."""

from __future__ import annotations

import copy
import pickle
import typing
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any

import pytest

from casectl.core.values.value_class import NamedTuple, value_class

MADE: list[Callable[[Any], Any]] = [
    lambda kind: kind("a", 1),
    lambda kind: kind("a"),
    lambda kind: kind(level=3, name="b"),
    lambda kind: kind("a")._replace(level=5),
    lambda kind: kind._make(["c", 4]),
]


@value_class
class Parcel:
    """What the tests send."""

    number: int
    marks: tuple[str, ...] = ()
    notes: dict[str, str] = field(default_factory=dict)


@value_class
class Letter:
    """The same fields, and something else."""

    number: int
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Usual:
    """What dataclasses make of it."""

    number: int
    marks: tuple[str, ...] = ()


def test_values_are_equal_by_what_they_hold() -> None:
    """And never to one of another class, whatever it holds."""
    assert Parcel(1, ("red",)) == Parcel(1, ("red",)) != Parcel(2, ("red",))
    things: tuple[Any, ...] = (Letter(1), Usual(1), (1, ()))
    assert all(things[first] != things[second] for first, second in ((0, 1), (0, 2)))


def test_values_are_keys() -> None:
    """Equal values are one key; what holds a map is none, as a tuple of it is none."""
    assert {Letter(1): "a", Letter(1, ()): "b"} == {Letter(1): "b"}
    with pytest.raises(TypeError):
        hash(Parcel(1))


def test_values_show_what_they_hold() -> None:
    """In the words that dataclasses use."""
    assert repr(Letter(1, ("red",))) == "Letter(number=1, marks=('red',))"
    assert repr(Letter(1)).partition("(")[2] == repr(Usual(1)).partition("(")[2]


def test_values_have_their_own_defaults() -> None:
    """A map that is made for one is not shared."""
    first, second = Parcel(1), replace(Parcel(1, ("red",)), number=2)
    assert first.notes is not second.notes
    assert second == Parcel(2, ("red",))


def test_a_class_without_values_has_its_fields() -> None:
    """Whether or not there is a value of it yet, and of a class that it comes from."""

    @value_class
    class Stamp:
        number: int

    @value_class
    class Rare(Stamp):
        year: int = 1840

    assert [each.name for each in fields(Rare)] == ["number", "year"]
    assert repr(Rare(1)) == f"{Rare.__qualname__}(number=1, year=1840)"
    assert Rare(1) != Stamp(1)


@pytest.mark.parametrize("many", [1, 50])
def test_early_and_later_values_are_made_alike(many: int) -> None:
    """The first of a class are made in another way than the later ones. Wrong arguments are refused."""

    @value_class
    class Stamp:
        number: int
        year: int = 1840
        marks: list[str] = field(default_factory=list)

    made: Any = Stamp
    first, values = Stamp(1, marks=["red"]), [Stamp(each) for each in range(many)]
    assert [(each.number, each.year, each.marks) for each in values] == [(each, 1840, []) for each in range(many)]
    assert first == Stamp(1, 1840, ["red"]) == Stamp(year=1840, marks=["red"], number=1)
    assert list(vars(Stamp(marks=[], number=1))) == ["number", "year", "marks"]
    assert values[0].marks is not Stamp(0).marks
    for given, named in (((), {}), ((1,), {"number": 1}), ((1,), {"colour": "red"}), ((1, 2, [], 4), {})):
        with pytest.raises(TypeError):
            made(*given, **named)


def test_what_was_worked_out_from_the_fields_does_not_count() -> None:
    """A value that has a cached property is equal to one that has none yet, hashes and reads the same."""

    @value_class
    class Parade:
        marks: tuple[str, ...]

        @cached_property
        def first(self) -> str:
            return self.marks[0]

    known, new = Parade(("red", "blue")), Parade(("red", "blue"))
    shown = repr(known), hash(known)
    assert known.first == "red"
    assert known == new
    assert new == known
    assert known != Parade(("red",))
    assert (repr(known), hash(known)) == shown == (repr(new), hash(new))
    assert replace(known, marks=("blue",)).first == "blue"


def test_values_are_taken_apart_by_their_fields() -> None:
    """In their order, from the first value on."""
    match Letter(7, ("red",)):
        case Letter(number, marks):
            assert (number, marks) == (7, ("red",))


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


def test_a_changed_value_is_another_one_with_the_other_fields_and_no_field_that_there_is_not() -> None:
    @value_class
    class Stamp:
        number: int
        year: int = 1840

    old, changed = Stamp(1, 1850), {"colour": "red"}
    assert replace(old, number=2) == Stamp(2, 1850)
    assert old == Stamp(1, 1850)
    with pytest.raises(TypeError, match="colour"):
        replace(old, **changed)  # type: ignore[arg-type]  # which mypy would not let pass either
