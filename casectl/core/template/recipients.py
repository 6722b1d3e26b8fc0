"""Whom a stage of a ladder reminds: the people behind owner, team, a role or a name, and who stands in for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from casectl.core.template.absences import absence_on
from casectl.core.template.ladders import OWNER, TEAM, Stage
from casectl.core.template.settings import Casebook, Person


def people_named(book: Casebook, who: str) -> list[Person]:
    """The people whom a word of a ladder names, other than owner and team: one person, or all of a team or role."""
    return [each for each in book.people if who in (each.name, *each.teams, *each.roles)]


def recipients(book: Casebook, stage: Stage, holder: tuple[str, str], on: date) -> tuple[str, ...]:
    """The names of those whom a stage reminds; of the `holder` the first is who owes it (a person, a team or a role),
    the second the case's team.

    Of a role those who work in the case's team, if any do. A case that nobody owns is its team's. Who is away is
    replaced by the deputy, or left out if there is none, as long as somebody else is reminded.
    """
    meant = [each for who in stage.to for each in _meant(book, who, *holder)]
    here = dict.fromkeys(name for each in meant for name in _present(book, each, on))
    return tuple(here) or tuple(dict.fromkeys(each.name for each in meant))


def _meant(book: Casebook, who: str, owner: str, team: str) -> Iterable[Person]:
    if who == OWNER and owner:
        own = [each for each in book.people if each.name == owner]
        return own or _meant(book, owner, "", team)
    if who in (OWNER, TEAM):
        return people_named(book, team) if team else ()
    named = people_named(book, who)
    return [each for each in named if team in each.teams] or named


def _present(book: Casebook, person: Person, on: date) -> Iterator[str]:
    absence = absence_on(person.away, on)
    deputies = [each for each in book.people if absence and each.name == absence.deputy]
    yield from (each.name for each in (deputies if absence else [person]) if not absence_on(each.away, on))
