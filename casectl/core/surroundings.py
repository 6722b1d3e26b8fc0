"""What a case is held against, and the shape of a check."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import tzinfo

from casectl.core.case import Case
from casectl.core.casebook import Casebook
from casectl.core.event import Event
from casectl.core.findings import Finding
from casectl.core.frozen import frozen
from casectl.core.messages import Message
from casectl.core.template import Template
from casectl.core.tree import Path


@frozen
class Surroundings:
    """What a case is held against: settings, its template (None if unusable), its journal in HEAD, all case ids."""

    casebook: Casebook
    template: Template | None
    recorded: tuple[Event, ...]
    ids: frozenset[str]
    zone: tzinfo


Check = Callable[[Case, Surroundings], Iterator[Finding]]
"""Looks at a case in its surroundings and yields findings; it changes nothing."""


def finding_at(case: Case, code: str, path: Path, what: Message) -> Finding:
    """A finding at `path`; at the id if nothing of that path is there."""
    place = case.source.place(*path)
    return Finding(place if place.line else case.source.place("id"), code, what)
