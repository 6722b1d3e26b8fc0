"""Which cases are meant: conditions on their facts, joined by and, or and not.

A condition is asked in two ways. `holds` decides about one case. `bounds` looks at a sheet, where thousands of cases
are decided in one step: which of them certainly meet it, and which possibly do; the latter are then looked at.
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
"""The category of a state, from the names of template and state."""


class Bounds(NamedTuple):
    """The rows of a sheet that certainly meet a condition, and those that possibly do."""

    certain: Bitmap
    possible: Bitmap


class Condition(Protocol):
    """Something that a case meets or does not."""

    def holds(self, case: Excerpt, category: Category) -> bool:
        """Whether the case meets it."""
        ...

    def bounds(self, table: ColumnTable, category: Category) -> Bounds:
        """Which rows of the sheet meet it."""
        ...


@value_class
class All:
    """Every one of the conditions; always met if there is none."""

    of: tuple[Condition, ...] = ()

    def holds(self, case: Excerpt, category: Category) -> bool:
        """Whether the case meets all."""
        return all(each.holds(case, category) for each in self.of)

    def bounds(self, table: ColumnTable, category: Category) -> Bounds:
        """The rows that meet all."""
        found = [each.bounds(table, category) for each in self.of]
        certain, possible = ([each[end] for each in found] for end in (0, 1))
        return Bounds(reduce(and_, certain, table.everything), reduce(and_, possible, table.everything))


@value_class
class Any:
    """At least one of the conditions."""

    of: tuple[Condition, ...]

    def holds(self, case: Excerpt, category: Category) -> bool:
        """Whether the case meets one."""
        return any(each.holds(case, category) for each in self.of)

    def bounds(self, table: ColumnTable, category: Category) -> Bounds:
        """The rows that meet one."""
        found = [each.bounds(table, category) for each in self.of]
        return Bounds(reduce(or_, (each[0] for each in found), 0), reduce(or_, (each[1] for each in found), 0))


@value_class
class Not:
    """Not this condition."""

    of: Condition

    def holds(self, case: Excerpt, category: Category) -> bool:
        """Whether the case does not meet it."""
        return not self.of.holds(case, category)

    def bounds(self, table: ColumnTable, category: Category) -> Bounds:
        """The other rows."""
        certain, possible = self.of.bounds(table, category)
        return Bounds(table.everything ^ possible, table.everything ^ certain)


def walk(condition: Condition) -> Iterator[Condition]:
    """A condition and those within it."""
    yield condition
    inner: Iterable[Condition] = ()
    if isinstance(condition, (All, Any)):
        inner = condition.of
    elif isinstance(condition, Not):
        inner = (condition.of,)
    for each in inner:
        yield from walk(each)


EVERY = All()
"""The condition that every case meets."""
