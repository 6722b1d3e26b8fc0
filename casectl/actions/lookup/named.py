"""What people type for a person, a template or a level: its code, or what lists call it."""

from __future__ import annotations

from casectl.actions.context import Reading
from casectl.actions.lookup.find import find, read
from casectl.actions.lookup.known_names import names_called
from casectl.core.query.usual_words import conditions_called
from casectl.core.template.absences import absence_on
from casectl.core.template.model import Template
from casectl.core.template.settings import Person
from casectl.core.values.messages import NotFound, Refused, UsageError, msg
from casectl.core.values.naming import names_meant, names_with_part, texts_of, with_code
from casectl.core.values.numerals import level_written


def person_named(context: Reading, word: str) -> Person:
    """The person that `word` means: a code, a full name, an address, or ``me``. Raises NotFound, naming the nearest."""
    if "owner:me" in conditions_called(word) and word not in (person.name for person in context.casebook.people):
        return context.actor
    return context.casebook.person(word)


def known_here(context: Reading, name: str) -> str:
    """A name in a case if it is a person, team or role of this casebook; "" if not, as some names of imported cases.

    Where the settings list no people, every name counts.
    """
    book = context.casebook
    known = {each.name for each in book.people} | {*dict(book.teams)} | {*dict(book.roles)}
    return name if name in known or not book.people else ""


def demand_present(context: Reading, word: str) -> None:
    """Raise Refused if the person that `word` means is away today, and name the deputy.

    A word that means nobody is named with whatever else is wrong, by who opens the case.
    """
    try:
        person = person_named(context, word)
    except NotFound:
        return
    absence = absence_on(person.away, context.now.astimezone(context.zone).date())
    if absence and person.name != context.actor.name:
        until = absence.until_on.isoformat()
        if not absence.deputy:
            raise Refused(msg("{name} is away until {until}", name=person.name, until=until))
        raise Refused(
            msg("{name} is away until {until}; deputy: {deputy}", name=person.name, until=until,
                deputy=absence.deputy),
            hint=msg("to give it to the deputy: --owner {name}", name=absence.deputy),
        )  # fmt: skip


def template_named(context: Reading, word: str) -> str:
    """The template that `word` means by its name or title; `word` itself if there is not one such template."""
    if word in context.template_names():
        return word
    found = names_called(context, "template", word)
    return found[0] if len(found) == 1 else word


def level_named(template: Template, word: str) -> int:
    """The level of a template that `word` means: a number, a title or a part of one; 0 for "".

    Raises UsageError if it means none, or several.
    """
    number = level_written(word)
    if number or not word:
        return int(number or 0)
    known = [(name, texts_of(title)) for name, title in template.levels]
    found = names_meant(word, known) or names_with_part(word, known)
    if len(found) == 1:
        return int(found[0])
    listed = [with_code(name, title) for name, title in template.levels if not found or name in found]
    if found:
        raise UsageError(msg("{name} may mean {names}", name=word, names=listed))
    raise UsageError(msg("{text} is not a level", text=word), hint=msg("levels are {levels}", levels=listed))


def level_of_case(context: Reading, case_ref: str, word: str) -> int:
    """The same of the template that a case has. Raises NotFound for an unknown case."""
    if not word or level_written(word):
        return int(level_written(word) or 0)
    template = read(context, find(context, case_ref)).header.template
    return level_named(context.template(template), word)
