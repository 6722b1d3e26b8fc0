"""What people type of a new casebook: somebody who works in it, and its zone."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from casectl.actions.init import NewPerson
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.regex import regex

_PERSON = regex(r"\s*(?P<name>[^<>]*?)\s*<(?P<email>[^<>@\s]+@[^<>@\s]+)>\s*")


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


def first_people(maker: NewPerson, others: Sequence[NewPerson]) -> list[NewPerson]:
    """Who works in a casebook from its beginning: first who makes it, by the name that is typed for their address.

    Raises UsageError if two have one address, by which casectl tells people apart.
    """
    found = {maker.email.casefold(): maker}
    for each in others:
        known = found.get(each.email.casefold())
        if known and known is not maker:
            raise UsageError(
                msg("{email} was given for {first} and for {second}; an address belongs to one person",
                    email=each.email, first=known.name, second=each.name),
            )  # fmt: skip
        found[each.email.casefold()] = NewPerson(each.name, maker.email) if known else each
    return [*found.values()]


def refuse_unknown_zone(name: str) -> None:
    """Raises UsageError for a time zone that there is not."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        raise UsageError(msg("there is no time zone {name}; write it like Europe/London", name=name)) from None
