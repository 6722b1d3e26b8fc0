"""A case: header, fields and journal, read from a tree and turned back into one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta, tzinfo

from casectl.core.time.instants import format_instant, parse_instant, to_seconds
from casectl.core.values.messages import Message, msg
from casectl.core.values.regex import regex
from casectl.core.values.tree import Plain, Source, Tree, list_of, mapping_of, text_of
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
SCHEMA = "1"

HEADER: dict[str, Message] = {
    "schema": msg("the version of the file format"),
    "id": msg("the case's id, which is also the file's name"),
    "template": msg("the template that it follows"),
    "state": msg("the state of the workflow it is in"),
    "owner": msg("who is responsible for it"),
    "team": msg("the team it is with"),
    "level": msg("how severe it is"),
    "received_at": msg("when the customer complained"),
    "closed_at": msg("when it was closed"),
    "source": msg("for an imported case: the name of the source, and the complaint's id in the source"),
    "offer": msg("a handoff that nobody has accepted yet: to, team, by, at, event"),
    "next_due": msg("the earliest open deadline or follow-up"),
    "due": msg("the open deadlines by clock"),
    "paused": msg("the clocks that are paused, each with the reason; such a clock has no deadline until it resumes"),
    "provisional": msg("the clocks whose deadline depends on days that a calendar only estimates"),
    "unconfirmed": msg(
        "the clocks that a late entry stopped; they count as open until another person confirms the entry"
    ),
    "follow_ups": msg(
        "what is still to be done: id, at, what, who, rule, note, kind (promise, instruction), zone (the time"
        " zone in which at is shown), every and until (for what recurs), tries (how often the customer was not"
        " reached)"
    ),
    "links": msg("other cases it is related to: type, case"),
    "conflicts": msg("the decisions that a merge left open: what each is about, and the event that has both sides"),
}
GOVERNED = tuple(HEADER)
"""The header's keys that are the fold of the journal; `title`, `fields` and any other key are free."""

LISTS = ("provisional", "unconfirmed", "follow_ups", "links", "conflicts")
"""The header's keys that hold a list; a file leaves an empty one out, JSON output includes it."""

FREE: dict[str, Message] = {
    "title": msg("the complaint in one line"),
    "fields": msg("the complaint itself: what the template's fields say"),
    "checklists": msg("the checklist items that are ticked"),
}
"""The keys that casectl knows and that are free to edit; any other key is the user's own and is kept."""

ORDER = (
    "schema", "id", "title", "template", "state", "owner", "team", "level", "received_at", "closed_at", "source",
    "offer", "next_due", "due", "paused", "provisional", "unconfirmed", "links", "conflicts", "fields", "checklists",
    "follow_ups", "journal",
)  # fmt: skip
"""The order of the keys in a new file; unknown keys come before the journal."""


@value_class
class FollowUp:
    """An open follow-up: `what` is a word such as "callback"; `rule` names the template's rule, if any.

    A supervisor's order has the `kind` "instruction". A promise has the `kind` "promise", and `what` is what was
    promised, or the dotted name of the field with its date.
    Once it is done it comes again after `every`, a duration, and no later than `until`; "" and None if it does not. It
    was tried `tries` times without reaching anybody. One that was typed as
    a time of the wall clock has the name of its `zone`: `at` is that time there, by the law of now, and `written` is
    the instant that was recorded.
    """

    id: str
    at: datetime
    what: str
    who: str
    rule: str = ""
    note: str = ""
    kind: str = ""
    zone: str = ""
    written: datetime | None = None
    every: str = ""
    until: datetime | None = None
    tries: int = 0


@value_class
class Offer:
    """A handoff that is not accepted yet: until then the person who offered it (`by`) remains the owner."""

    event: str
    at: datetime
    by: str
    to: str
    reason: str
    team: str = ""


@value_class
class Link:
    """This case's link to another one, of a type in `casectl.core.case.links.LINK_TYPES`."""

    type: str
    case: str


@value_class
class Conflict:
    """What a merge left to be decided, such as ``state``, ``owner`` or a field; the `event` has both sides."""

    about: str
    event: str


@value_class
class Header:
    """The header: the fold of the journal (`casectl.core.case.fold`). All instants are aware."""

    template: str = ""
    state: str = ""
    owner: str = ""
    team: str = ""
    level: int = 0
    received_at: datetime | None = None
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    source: tuple[str, str] | None = None
    offer: Offer | None = None
    due: Mapping[str, datetime] = field(default_factory=dict)
    paused: Mapping[str, str] = field(default_factory=dict)
    provisional: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    links: tuple[Link, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    @property
    def next_due(self) -> datetime | None:
        """When the soonest of what is owed is due: an open deadline or a follow-up."""
        return min((*self.due.values(), *(each.at for each in self.follow_ups)), default=None, key=to_seconds)

    @property
    def next_due_written(self) -> datetime | None:
        """The soonest of what is owed as it was recorded, where the law of a follow-up's zone has changed since."""
        follow_ups = (each.written or each.at for each in self.follow_ups)
        return min((*self.due.values(), *follow_ups), default=None, key=to_seconds)

    @property
    def next_deadline(self) -> datetime | None:
        """The earliest open deadline, which casectl 0.1.0 wrote as `next_due`."""
        return min(self.due.values(), default=None, key=to_seconds)


@value_class
class Case:
    """A case as read from its file, whose content and tree are in `source`; `header` is the fold of its journal."""

    id: str
    title: str
    header: Header
    journal: tuple[Event, ...]
    fields: Mapping[str, Tree]
    source: Source

    @classmethod
    def unopened(cls, case_id: str, file: str = "") -> Case:
        """A case before its first event, which has nothing but its id."""
        return cls(case_id, "", Header(), (), {}, Source(file, {}))

    @property
    def tree(self) -> dict[str, Tree]:
        """The file's tree: header as written, fields, journal and any other key."""
        return self.source.tree

    def event(self, event_id: str) -> Event | None:
        """The event with this id, if it is in the journal."""
        return next((event for event in self.journal if event.id == event_id), None)


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
