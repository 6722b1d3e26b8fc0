"""What `casectl init` asks at a terminal: language, name, zone, calendar and the first people of a new casebook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from casectl.actions.init import OFFICE, ROLES, TEAMS, NewPerson, calendars_in
from casectl.assembly.bootstrap import NewCasebook
from casectl.cli.asking.people import new_person, refuse_unknown_zone
from casectl.cli.asking.prompts import accepted, answer_to, one_of, say
from casectl.core.values.messages import LANGUAGES, Value, msg
from casectl.core.values.naming import texts_of, with_code
from casectl.render.language import current_language, set_language

Choice: TypeAlias = tuple[str, tuple[str, ...], Value]
"""A name, its titles, and how it is shown."""

_LANGUAGES = {"en": "English", "zh": "中文"}


def answered(given: Mapping[str, object], new_casebook: NewCasebook, zone: str) -> dict[str, object]:
    """The options of init, with what the person answers where one is not given; `zone` is the machine's.

    What is asked after the language is asked in it.
    """
    found, who = dict(given), new_casebook.identity()
    say(msg("A new casebook in {folder}. Press Enter to accept the value in brackets, or Ctrl-C to stop.",
            folder=str(new_casebook.folder)))  # fmt: skip
    if not found["language"]:
        languages = [(each, [_LANGUAGES[each]], msg("{title} ({name})", title=_LANGUAGES[each], name=each))
                     for each in LANGUAGES]  # fmt: skip
        found["language"] = one_of(msg("Language"), languages, current_language())
        set_language(str(found["language"]))
    found["name"] = found["name"] or answer_to(msg("Name of the casebook"), new_casebook.folder.name)
    found["zone"] = found["zone"] or accepted(msg("Time zone"), _zone, zone)
    if not found["calendar"]:
        found["calendar"] = _calendar(new_casebook, str(found["zone"]))
    if not found["people"]:
        say(msg("You are the first person in it: {name} <{email}>.", name=who.name, email=who.email))
        found["people"] = _people()
    return found


def _calendar(new_casebook: NewCasebook, zone: str) -> str:
    """The calendar to count in: one of those of the zone, or office hours without holidays; "" where there are none."""
    known = calendars_in(zone, new_casebook.shipped(), new_casebook.documents)
    things: list[Choice] = [(name, texts_of(title), with_code(name, title)) for name, title in known.items()]
    office: Choice = (OFFICE, (), msg("{name}: office hours, without public holidays", name=OFFICE))
    return one_of(msg("Calendar for working days"), [*things, office], things[0][0]) if things else ""


def _zone(typed: str) -> str:
    refuse_unknown_zone(typed)
    return typed


def _people() -> list[NewPerson]:
    people: list[NewPerson] = []
    while person := accepted(msg("Another person, as Name <e-mail> (Enter to finish)"), _person):
        roles: list[Choice] = [(each, (), msg("{name}: {what}", name=each, what=what)) for each, what in ROLES.items()]
        teams: list[Choice] = [(each, texts_of(title), with_code(each, title)) for each, title in TEAMS.items()]
        role = one_of(msg("Role of {name}", name=person.name), roles, roles[0][0])
        team = one_of(msg("Team of {name}", name=person.name), teams, teams[0][0])
        people.append(NewPerson(person.name, person.email, role, team))
    return people


def _person(typed: str) -> NewPerson | None:
    return new_person(typed) if typed else None
