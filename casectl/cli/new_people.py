"""What people type of a new casebook: somebody who works in it, and its zone."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from casectl.actions.init import NewPerson
from casectl.core.values.errors import UsageError
from casectl.core.values.messages import msg

_PERSON = re.compile(r"\s*(?P<name>[^<>]*?)\s*<(?P<email>[^<>@\s]+@[^<>@\s]+)>\s*")


def new_person(typed: object) -> NewPerson:
    """Somebody written as git writes people: ``Ben Okoro <ben@example.org>``. Raises UsageError for anything else."""
    if isinstance(typed, NewPerson):
        return typed
    found = _PERSON.fullmatch(str(typed))
    if not found or not found["name"]:
        raise UsageError(
            msg("{text} is not a name with an e-mail address", text=str(typed)),
            hint=msg("write it as git does: {example}", example="'Ben Okoro <ben@example.org>'"),
        )
    return NewPerson(found["name"], found["email"])


def refuse_unknown_zone(name: str) -> None:
    """Raises UsageError for a time zone that there is not."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        raise UsageError(msg("there is no time zone {name}; write it like Europe/London", name=name)) from None
