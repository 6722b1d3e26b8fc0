"""Whose a case is in a list: besides its owner's and its team's, that of everybody who has something to do in it."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterable
from typing import TypeGuard

from casectl.core.case.owed import DEADLINE, OFFER, Owed
from casectl.core.query.clause import UNDECIDED, Category, Clause
from casectl.core.query.conditions import ClockRuns, OneOf, TimeWithin
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.model import And, Condition, Not, Or, walk
from casectl.core.query.relations import OfferedTo, OwedBy
from casectl.core.time.instants import to_seconds
from casectl.core.values.value_class import value_class

TeamsOf = Callable[[Iterable[str]], tuple[str, ...]]
"""The teams of some people."""


def asks_whose(query: Condition) -> bool:
    """Whether a query asks for an owner or a team."""
    return any(map(_is_holder, walk(query)))


def as_held(query: Condition, teams_of: TeamsOf, *, owing: bool) -> Condition:
    """The query, in which a case also is theirs to whom it is offered, until they have answered.

    With `owing`, also theirs who are to do something else in it. What is denied (``-owner:me``) stays as it is, so that
    no case is missing that the query finds as it is.
    """
    if isinstance(query, And):
        return And(tuple(as_held(each, teams_of, owing=owing) for each in query.of))
    if isinstance(query, Or):
        return Or(tuple(as_held(each, teams_of, owing=owing) for each in query.of))
    names = tuple(filter(None, query.values)) if _is_holder(query) else ()
    if not names:
        return query
    teams = teams_of(names)
    return Or((query, OfferedTo(names, teams), *([OwedBy((*names, *teams))] if owing else [])))


def as_if_held(case: Excerpt, owner: str, team: str) -> Excerpt:
    """The case as if it were with that owner and that team ("": its own)."""
    with_team = {"team": team} if team else {}
    return Excerpt(case.path, ChainMap({"owner": owner, **with_team}, case.raw))  # type: ignore[arg-type]


@value_class
class OfEach:
    """A condition on a deadline that the rows of a list meet or not, so that no case can be left out by it."""

    of: Condition

    def matches(self, case: Excerpt, category: Category) -> bool:
        """Whether the case matches."""
        return self.of.matches(case, category)

    def clause(self) -> Clause:
        """Any case may have such a row."""
        return UNDECIDED


def asks_which(query: Condition) -> bool:
    """Whether a query asks which of the deadlines are meant: by their clock, or when they are due."""
    return any(map(_is_deadline, walk(query)))


def of_each(query: Condition) -> Condition:
    """The query, in which what is asked of deadlines keeps no case from a list of these."""
    if isinstance(query, And):
        return And(tuple(map(of_each, query.of)))
    if isinstance(query, Or):
        return Or(tuple(map(of_each, query.of)))
    if isinstance(query, Not):
        return Not(of_each(query.of))
    return OfEach(query) if _is_deadline(query) else query


def as_if_owing(case: Excerpt, owed: Owed) -> Excerpt:
    """The case as if it had no deadline but this one, and this were due next; an offer is due at no time."""
    of_row = (owed.kind, owed.name)
    rows = case.raw["owed"]
    kept = [each for each in rows if each[0] != DEADLINE or (each[0], each[1]) == of_row]  # type: ignore[attr-defined]
    due = None if owed.kind == OFFER else to_seconds(owed.at)
    return Excerpt(case.path, ChainMap({"owed": kept, "next_due": due}, case.raw))  # type: ignore[arg-type]


def _is_deadline(query: Condition) -> bool:
    return isinstance(query, ClockRuns) or (isinstance(query, TimeWithin) and query.key == "due")


def _is_holder(query: Condition) -> TypeGuard[OneOf]:
    return isinstance(query, OneOf) and query.key in ("owner", "team")
