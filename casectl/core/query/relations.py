"""Conditions on whom and what a case is related to: other cases, and those to whom it is offered."""

from __future__ import annotations

from casectl.core.query.clause import Category, Clause, among_lines, either, one_of
from casectl.core.query.excerpt import Excerpt
from casectl.core.values.value_class import value_class


@value_class
class LinkedTo:
    """A link of the case to one of these cases (`anywhere`: to any), or a case that these link to (`theirs`)."""

    ids: tuple[str, ...]
    theirs: tuple[str, ...] = ()
    anywhere: bool = False

    def matches(self, case: Excerpt, category: Category) -> bool:
        """Whether there is such a link."""
        return case.id in self.theirs or self._means([target for _, target in case.links])

    def clause(self) -> Clause:
        """The cases with such a link of their own, and `theirs`."""
        own = [Clause("linked <> ''")] if self.anywhere else [among_lines("linked", each) for each in self.ids]
        return either([one_of("id", self.theirs), *own])

    def _means(self, targets: list[str]) -> bool:
        return bool(targets) if self.anywhere else not {*self.ids}.isdisjoint(targets)


@value_class
class OfferedTo:
    """A handoff to one of these people or teams that nobody has accepted yet."""

    names: tuple[str, ...]

    def matches(self, case: Excerpt, category: Category) -> bool:
        """Whether there is such an offer; "" is none."""
        offer = case.offer
        return any(name in self.names for name in (offer["to"], offer["team"]) if name) if offer else "" in self.names

    def clause(self) -> Clause:
        """The cases with such an offer."""
        names = [name for name in self.names if name]
        nobody = [Clause("offer_to IS NULL")] if "" in self.names else []
        return either([one_of("coalesce(offer_to, '')", names), one_of("coalesce(offer_team, '')", names), *nobody])
