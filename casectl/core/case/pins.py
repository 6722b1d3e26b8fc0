"""Which settings and templates held when an event was recorded: each file's version is written where it changed.

A case's first event names all of them; a later one only those that have another version since. So the rules of every
event are known from the journal alone. By which versions the clocks count is another matter: those stay as they were
when the clock began (`rules`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from casectl.core.case.model import Event
from casectl.core.values.tree import Tree, text_of

UNDER = "under"
"""The detail of an event that pins rule files: the blob id of each by its path."""

_TEMPLATES = "templates/"


def pinned(pins: Mapping[str, str], event: Event) -> Mapping[str, str]:
    """The versions that held for an event, where `pins` held for the one before it.

    When a case is opened its clocks count by the present template, so what they name is not written twice.
    """
    if UNDER not in event.data and event.kind != "opened":
        return pins
    found = dict(pins)
    if event.kind == "opened":
        found |= {path: text_of(each) for path, each in event.mapping("rules").items() if path.startswith(_TEMPLATES)}
    return found | {path: text_of(each) for path, each in event.mapping(UNDER).items()}


def pins_of(journal: Iterable[Event]) -> Mapping[str, str]:
    """The versions that held for the last event of a journal."""
    pins: Mapping[str, str] = {}
    for event in journal:
        pins = pinned(pins, event)
    return pins


def with_pins(event: Event, journal: Iterable[Event], present: Mapping[str, str]) -> Event:
    """An event with the present versions that its journal does not say yet."""
    known = pinned(pins_of(journal), event)
    new: dict[str, Tree] = {path: version for path, version in present.items() if known.get(path) != version}
    return Event(event.id, event.at, event.by, event.kind, {**event.data, UNDER: new}) if new else event
