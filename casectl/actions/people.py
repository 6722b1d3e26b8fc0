"""people: who works in a casebook, and somebody more."""

from __future__ import annotations

from casectl.actions.adopting.rules import change_settings
from casectl.actions.context import Reading, Recording
from casectl.core.law.rule_change import RulesAdopted
from casectl.core.template.settings import SETTINGS, Person
from casectl.core.template.settings_keys import NAME
from casectl.core.values.messages import Refused, UsageError, msg
from casectl.core.values.regex import regex
from casectl.core.values.tree import Tree, set_in

_ADDRESS = regex(r"[^@\s<>]+@[^@\s<>]+")


def list_people(context: Reading) -> tuple[Person, ...]:
    """The people of the casebook, in the order of its settings."""
    return context.casebook.people


def add_person(context: Recording, person: Person, event_id: str = "") -> RulesAdopted:
    """Add a person to casectl.yaml and record it; comments and layout of the file stay.

    Raises UsageError for what cannot be a name or an address, NotFound for an unknown team, Refused if the person is
    there already, or whoever asks may not change rules.
    """
    book = context.casebook
    if not NAME.fullmatch(person.name):
        raise UsageError(msg("{name} is not a valid name: use one word of letters, digits, . - _", name=person.name))
    if wrong := [each for each in person.emails if not _ADDRESS.fullmatch(each)]:
        raise UsageError(msg("{text} is not an e-mail address", text=wrong))
    if any(each.name == person.name for each in book.people):
        raise Refused(
            msg("{name} is in casectl.yaml already", name=person.name),
            hint=msg("to change it: edit {path}, then casectl adopt {path}", path=SETTINGS),
        )
    roles = [name for name, _ in book.roles]
    unknown = [each for each in person.roles if each not in roles]
    if unknown:
        raise UsageError(
            msg("there is no role {names} in casectl.yaml", names=unknown), hint=msg("available: {names}", names=roles)
        )
    teams = [book.team(each) for each in person.teams]
    lists = {"emails": person.emails, "roles": person.roles, "teams": teams, "skills": person.skills}
    entry: dict[str, Tree] = {"name": person.title or person.name}
    entry |= {key: [*values] for key, values in lists.items() if values}

    def change(data: bytes) -> bytes:
        source = context.documents.read(SETTINGS, data)
        return context.documents.edit(source, set_in(source.tree, ("people", person.name), entry))

    return change_settings(context, change, event_id)
