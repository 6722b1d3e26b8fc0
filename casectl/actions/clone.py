"""clone: make a clone of a casebook that is ready to be worked in."""

from __future__ import annotations

from typing import Protocol

from casectl.actions.context import Cases, Rules
from casectl.core.sharing.reports import CloneReport
from casectl.core.values.messages import RepositoryError


class Cloned(Cases, Rules, Protocol):
    """A casebook that was just cloned."""


def clone(context: Cloned, folder: str, address: str) -> CloneReport:
    """Read all cases of a new clone once, so that its lists are quick, and find who works in it."""
    listing = context.excerpts()
    try:
        found = context.ledger.identity()
    except RepositoryError:
        return CloneReport(folder, address, len(listing.cases), len(listing.unreadable), "", "")
    person = context.casebook.by_email(found.email)
    identity = f"{found.name} <{found.email}>"
    return CloneReport(
        folder, address, len(listing.cases), len(listing.unreadable), identity, person.name if person else ""
    )
