"""Conditions on the properties of a case, joined by and, or and not.

A condition is a clause and a match, which say the same: the index evaluates the clause for all cases at once, and
`matches` decides about one case. A clause that cannot say it all matches more cases, never fewer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from casectl.core.query.clause import Category as Category
from casectl.core.query.clause import Clause, both, either, negated
from casectl.core.query.excerpt import Excerpt
from casectl.core.values.value_class import value_class


class Condition(Protocol):
    """A condition that a case matches or does not."""

    def matches(self, case: Excerpt, category: Category) -> bool:
        """Whether the case matches."""
        ...

    def clause(self) -> Clause:
        """What the index is asked for."""
        ...


@value_class
class And:
    """All of the conditions; every case matches if there are none."""

    of: tuple[Condition, ...] = ()

    def matches(self, case: Excerpt, category: Category) -> bool:
        """Whether the case matches all."""
        return all(each.matches(case, category) for each in self.of)

    def clause(self) -> Clause:
        """The cases that match all."""
        return both([each.clause() for each in self.of])


@value_class
class Or:
    """At least one of the conditions."""

    of: tuple[Condition, ...]

    def matches(self, case: Excerpt, category: Category) -> bool:
        """Whether the case matches one."""
        return any(each.matches(case, category) for each in self.of)

    def clause(self) -> Clause:
        """The cases that match one."""
        return either([each.clause() for each in self.of])


@value_class
class Not:
    """The opposite of a condition."""

    of: Condition

    def matches(self, case: Excerpt, category: Category) -> bool:
        """Whether the case does not match it."""
        return not self.of.matches(case, category)

    def clause(self) -> Clause:
        """The cases that do not match it."""
        return negated(self.of.clause())


def walk(condition: Condition) -> Iterator[Condition]:
    """A condition and all conditions within it."""
    yield condition
    inner: Iterable[Condition] = ()
    if isinstance(condition, (And, Or)):
        inner = condition.of
    elif isinstance(condition, Not):
        inner = (condition.of,)
    for each in inner:
        yield from walk(each)


def search_texts(condition: Condition) -> list[str]:
    """Texts without which no case meets the condition."""
    if isinstance(condition, And):
        return [search_text for each in condition.of for search_text in search_texts(each)]
    found: str = getattr(condition, "search_text", "")
    return [found] if found else []


EVERY = And()
"""The condition that every case matches."""
