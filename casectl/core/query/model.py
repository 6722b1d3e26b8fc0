"""Conditions on the properties of a case, joined by and, or and not.

A condition is evaluated in two ways. `holds` decides about one case. `bounds` looks at a column table, where thousands
of cases are decided in one step: which certainly match, and which possibly do; the latter are then looked at singly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from operator import and_, or_
from typing import NamedTuple, Protocol

from casectl.core.query.columns import Bitmap, ColumnTable
from casectl.core.query.excerpt import Excerpt
from casectl.core.values.value_class import value_class

Category = Callable[[str, str], str]
"""The category of a state, by the names of template and state."""


class Bounds(NamedTuple):
    """The rows of a column table that certainly match a condition, and those that possibly do."""

    certain: Bitmap
    possible: Bitmap


class Condition(Protocol):
    """A condition that a case matches or does not."""

    def holds(self, case: Excerpt, category: Category) -> bool:
        """Whether the case matches."""
        ...

    def bounds(self, table: ColumnTable, category: Category) -> Bounds:
        """Which rows of the table match."""
        ...


@value_class
class All:
    """All of the conditions; every case matches if there are none."""

    of: tuple[Condition, ...] = ()

    def holds(self, case: Excerpt, category: Category) -> bool:
        """Whether the case matches all."""
        return all(each.holds(case, category) for each in self.of)

    def bounds(self, table: ColumnTable, category: Category) -> Bounds:
        """The rows that match all."""
        found = [each.bounds(table, category) for each in self.of]
        certain, possible = ([each[end] for each in found] for end in (0, 1))
        return Bounds(reduce(and_, certain, table.everything), reduce(and_, possible, table.everything))


@value_class
class Any:
    """At least one of the conditions."""

    of: tuple[Condition, ...]

    def holds(self, case: Excerpt, category: Category) -> bool:
        """Whether the case matches one."""
        return any(each.holds(case, category) for each in self.of)

    def bounds(self, table: ColumnTable, category: Category) -> Bounds:
        """The rows that match one."""
        found = [each.bounds(table, category) for each in self.of]
        return Bounds(reduce(or_, (each[0] for each in found), 0), reduce(or_, (each[1] for each in found), 0))


@value_class
class Not:
    """The opposite of a condition."""

    of: Condition

    def holds(self, case: Excerpt, category: Category) -> bool:
        """Whether the case does not match it."""
        return not self.of.holds(case, category)

    def bounds(self, table: ColumnTable, category: Category) -> Bounds:
        """The rows that do not match it."""
        certain, possible = self.of.bounds(table, category)
        return Bounds(table.everything ^ possible, table.everything ^ certain)


def walk(condition: Condition) -> Iterator[Condition]:
    """A condition and all conditions within it."""
    yield condition
    inner: Iterable[Condition] = ()
    if isinstance(condition, (All, Any)):
        inner = condition.of
    elif isinstance(condition, Not):
        inner = (condition.of,)
    for each in inner:
        yield from walk(each)


EVERY = All()
"""The condition that every case matches."""
