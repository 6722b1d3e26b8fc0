"""What people type for a person or a template: its code, or what lists call it."""

from __future__ import annotations

from casectl.actions.context import Reading
from casectl.actions.lookup.known_names import names_called
from casectl.core.query.usual_words import conditions_called
from casectl.core.template.settings import Person


def person_named(context: Reading, word: str) -> Person:
    """The person that `word` means: a code, a full name, an address, or ``me``. Raises NotFound, naming the nearest."""
    if "owner:me" in conditions_called(word) and word not in (person.name for person in context.casebook.people):
        return context.actor
    return context.casebook.person(word)


def template_named(context: Reading, word: str) -> str:
    """The template that `word` means by its name or title; `word` itself if there is not one such template."""
    if word in context.template_names():
        return word
    found = names_called(context, "template", word)
    return found[0] if len(found) == 1 else word
