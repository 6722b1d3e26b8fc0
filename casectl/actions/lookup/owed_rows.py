"""What is owed in listed cases, and whose it is to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from casectl.actions.context import Rules
from casectl.core.case.owed import DEADLINE, Owed
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.holding import as_held, as_if_held, as_if_owing, asks_which, asks_whose, of_each
from casectl.core.query.model import Category, Condition
from casectl.core.template.labels import Labels
from casectl.core.template.settings import Person


def owed_rows(case: Excerpt, labels: Labels) -> Iterator[Owed]:
    """All that is owed in a case, the earliest first; the deadline of an answer is the recipient's of the handoff."""
    offer = case.offer
    for each in case.owed:
        answers = bool(offer) and each.kind == DEADLINE and each.name in labels.answering
        yield each._replace(who=offer["to"] or offer["team"]) if answers else each


class Holders:
    """Who the people and teams of the casebook are, and what of a list is theirs. The settings are read on request."""

    def __init__(self, context: Rules) -> None:
        self._context = context

    @cached_property
    def _people(self) -> tuple[Person, ...]:
        return tuple(self._context.casebook.people)

    def teams_of(self, names: Iterable[str]) -> tuple[str, ...]:
        """The teams of these people, and their roles: what is planned for either is theirs to do."""
        wanted = {*names}
        groups = (name for each in self._people if each.name in wanted for name in (*each.teams, *each.roles))
        return tuple(dict.fromkeys(groups))

    def cases_of(self, query: Condition) -> Condition:
        """The query for a list of cases: those offered to an owner or team that it names are theirs too."""
        return as_held(query, self.teams_of, owing=False) if asks_whose(query) else query

    def owing_cases_of(self, query: Condition) -> Condition:
        """The query for the cases in which an owner or team that it names has something to do."""
        meant = of_each(query) if asks_which(query) else query
        return as_held(meant, self.teams_of, owing=True) if asks_whose(meant) else meant

    def is_meant(self, query: Condition, case: Excerpt, owed: Owed, category: Category) -> bool:
        """Whether a query means what is owed in a case: that of its owner and team, and theirs who are to do it.

        What it asks of clocks and of when something is due, it asks of this, not of what else the case owes.
        """
        case = as_if_owing(case, owed) if asks_which(query) else case
        if query.matches(case, category):
            return True
        return any(query.matches(each, category) for each in self._views(case, owed))

    def _views(self, case: Excerpt, owed: Owed) -> Iterator[Excerpt]:
        """The case as it is to those who are to do what is owed, if these are others than its owner."""
        members = [each.name for each in self._people if owed.who in (*each.teams, *each.roles)]
        offered = case.offer.get("team", "") if owed.who == case.offer.get("to") else ""
        if owed.who and owed.who != case.text("owner"):
            for name in members or [owed.who]:
                yield as_if_held(case, name, owed.who if members else offered)
