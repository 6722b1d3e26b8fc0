"""Somebody who works in the casebook, as casectl.yaml has them."""

from __future__ import annotations

from casectl.core.template.absences import Absence
from casectl.core.template.named_people import is_named
from casectl.core.template.signing_keys import SigningKey
from casectl.core.values.value_class import value_class


@value_class
class Person:
    """Somebody who works on cases; `name` is the short word used in headers, `title` the full name; `alone` are words
    of the full name that nobody else of the casebook has.
    """

    name: str
    title: str
    emails: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    keys: tuple[SigningKey, ...] = ()
    alone: tuple[str, ...] = ()
    away: tuple[Absence, ...] = ()

    @property
    def titles(self) -> tuple[str, ...]:
        """What else the person is called: the full name, and the addresses."""
        return (self.title, *self.emails)

    def is_named_in(self, text: str) -> bool:
        """Whether a text has the person's name, full name or address, or a part of the name that is theirs alone."""
        return bool(text) and is_named((self.name, *self.titles), self.alone, text)
