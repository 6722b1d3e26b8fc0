"""Conditions on whom and what a case is related to: other cases, and those who are to do something in it."""

from __future__ import annotations

from casectl.core.query.clause import Category, Clause, among_lines, both, either, one_of, owes
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
    """A pending handoff to one of these people or teams, or to nobody by name and one of `their_teams`.

    "" is no such handoff; `anyone`: to anybody.
    """

    names: tuple[str, ...]
    their_teams: tuple[str, ...] = ()
    anyone: bool = False

    def matches(self, case: Excerpt, category: Category) -> bool:
        """Whether there is such an offer."""
        offer = case.offer
        if not offer or self.anyone:
            return "" in self.names if not offer else True
        to, team = offer["to"], offer["team"]
        return any(name in self.names for name in (to, team) if name) or (not to and team in self.their_teams)

    def clause(self) -> Clause:
        """The cases with such an offer."""
        names = [name for name in self.names if name]
        teams = [both([Clause("offer_to = ''"), one_of("offer_team", self.their_teams)])] if self.their_teams else []
        anyone = [Clause("offer_to IS NOT NULL")] if self.anyone else []
        nobody = [Clause("offer_to IS NULL")] if "" in self.names else []
        named = (one_of("coalesce(offer_to, '')", names), one_of("coalesce(offer_team, '')", names))
        return either([*named, *teams, *anyone, *nobody])


@value_class
class OwedBy:
    """Something that one of these people or teams is to do: a deadline, a follow-up or a promise."""

    names: tuple[str, ...]

    def matches(self, case: Excerpt, category: Category) -> bool:
        """Whether there is such a thing."""
        return any(each.who in self.names for each in case.owed)

    def clause(self) -> Clause:
        """The cases in which there is."""
        return owes(one_of("who", self.names))
