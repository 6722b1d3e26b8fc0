"""Whose a case is in a list: besides its owner's and its team's, that of everybody who has something to do in it."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterable
from typing import TypeGuard

from casectl.core.query.conditions import OneOf
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.model import And, Condition, Or, walk
from casectl.core.query.relations import OfferedTo, OwedBy

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


def _is_holder(query: Condition) -> TypeGuard[OneOf]:
    return isinstance(query, OneOf) and query.key in ("owner", "team")
