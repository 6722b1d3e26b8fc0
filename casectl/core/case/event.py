"""An event: one block of the journal, one commit of the case."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta, tzinfo

from casectl.core.time.instants import format_instant, parse_instant
from casectl.core.values.regex import regex
from casectl.core.values.tree import Plain, Tree, list_of, mapping_of, text_of
from casectl.core.values.value_class import value_class

EVENT_ID = regex(r"[A-Za-z0-9][A-Za-z0-9._-]{3,63}", re.ASCII)
"""A valid event id: given by the caller (``--event-id``) or drawn at random."""

LATE = timedelta(minutes=5)
"""How far an event's time may be before its commit's without a mark, or after now without being refused."""

UNDONE, RETYPED = "undone", "retyped"
"""The kind of an event that takes another one back, which it names in its detail ``undoes``."""

RENAMED = "renamed"
"""The kind of an event with which a state, or some fields, get the names that they have now."""

MERGED = "merged"
"""The kind of an event that follows from the two histories of a case that were merged."""

REKEYED = "rekeyed"
"""The kind of an event that gives a case another id."""

TOOK_OVER = "took_over"
"""The kind of an event with which another record of a complaint is joined to the case, which goes on."""

JOINED = "joined"
"""The kind of an event with which a second record of a complaint ends: another case goes on."""

ARCHIVED, RESTORED = "archived", "restored"
"""The kinds of the events with which a case goes to the archive, and comes back."""

TAKING_BACK = (UNDONE, MERGED)
"""The kinds of the events since which others may no longer count."""

RECONCILED = "reconciled"
"""The kind of an event that decides what a merge had left open."""

RECORDED = "recorded"
"""The detail of an event that says when it was recorded, where that was much later than it happened."""

IMPORTER = "import"
"""The author of imported events: the people of the source are not those of the casebook."""

MERGER = "merge"
"""The author of what follows from a merge: nobody decided it, and it is the same whoever merges."""


@value_class
class Event:
    """Something that happened to a case: its time (`at`, aware, to the second), who did it, the kind, and its
    details.
    """

    id: str
    at: datetime
    by: str
    kind: str
    data: Mapping[str, Tree] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """The detail `key` as text, "" if it is not there."""
        value = self.data.get(key)
        return value if isinstance(value, str) else ""

    def mapping(self, key: str) -> dict[str, Tree]:
        """The detail `key` as a mapping, empty if it is not there."""
        return mapping_of(self.data.get(key))

    @property
    def takes_back(self) -> tuple[str, ...]:
        """The ids of the events that no longer count since this one."""
        if self.kind == UNDONE:
            return (self.text("undoes"),)
        return tuple(map(text_of, list_of(self.data.get("falls_away")))) if self.kind == MERGED else ()

    @property
    def known_at(self) -> datetime:
        """When it was recorded, if that was much later than it happened; else when it happened."""
        recorded = self.text(RECORDED)
        return parse_instant(recorded) if recorded else self.at

    def to_tree(self, zone: tzinfo) -> dict[str, Tree]:
        """The journal block with its keys in the order for reading, the instant in `zone`."""
        return {
            "id": self.id,
            "at": Plain(format_instant(self.at, zone)),
            "by": self.by,
            "event": self.kind,
            **self.data,
        }
