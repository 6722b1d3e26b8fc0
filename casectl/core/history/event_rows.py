"""The events of a case as flat rows, from which audits and statistics are made without a case being read again.

A row holds what happened and how the case stood just before, and no text that anybody wrote.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Protocol

from casectl.core.case.event_kinds import kind_of
from casectl.core.case.fold import before_each
from casectl.core.case.kinds.kind import ANY_EVENT, FOLLOW_UPS
from casectl.core.case.model import Case, Event, Header
from casectl.core.history.life import life_of
from casectl.core.query.clause import Bound, Clause
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import Message
from casectl.core.values.value_class import NamedTuple

VERSION = "13"
"""Raised whenever what a row means changes; rows of another version are made again."""


class EventRow(NamedTuple):
    """One event. `at` is in seconds since 1970, `details` is JSON.

    `state`, `owner`, `team` and `level` are those of the case before it, and `offered` the person or team to whom a
    handoff was pending; "" for none.
    """

    id: str
    at: int
    by: str
    via: str
    kind: str
    state: str
    owner: str
    team: str
    level: int
    offered: str
    details: str


class CaseRow(NamedTuple):
    """A case as its last event leaves it. `closed_at` is in seconds since 1970, None while it is open.

    `blob` is the id that git gives the file, `life` what figures are made of (`casectl.core.history.life`), and
    `last_at` when anything in it last counted.
    """

    id: str
    blob: str
    template: str
    state: str
    owner: str
    offered: str
    closed_at: int | None
    last_at: int = 0
    received_at: int = 0
    customer: str = ""
    life: str = ""


class JournalRows(NamedTuple):
    """A case and its events, in the order of its journal."""

    case: CaseRow
    events: tuple[EventRow, ...]


class Wanted(NamedTuple):
    """Which events are asked for: by whom (or recorded by whom), of which kinds, from when to before when.

    Nothing given is no condition; times are in seconds since 1970.
    """

    people: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None

    def clause(self) -> Clause:
        """The condition in SQL, over columns named as the fields of `EventRow`."""
        parts: list[tuple[str, tuple[Bound, ...]]] = []
        if self.people:
            parts.append((f"(by IN ({_marks(self.people)}) OR via IN ({_marks(self.people)}))", self.people * 2))
        if self.kinds:
            parts.append((f"kind IN ({_marks(self.kinds)})", self.kinds))
        if self.since is not None:
            parts.append(("at >= ?", (self.since,)))
        if self.until is not None:
            parts.append(("at < ?", (self.until,)))
        values = tuple(each for _, given in parts for each in given)
        return Clause(" AND ".join(sql for sql, _ in parts) or "TRUE", values)

    def matches(self, row: EventRow) -> bool:
        """The same of one row."""
        return (
            (not self.people or row.by in self.people or row.via in self.people)
            and (not self.kinds or row.kind in self.kinds)
            and (self.since is None or row.at >= self.since)
            and (self.until is None or row.at < self.until)
        )


class Journals(Protocol):
    """The journals of all cases in the work tree, as they were when they were looked at."""

    @property
    def unreadable(self) -> list[tuple[str, Message]]:
        """Path and reason of each file that could not be read."""
        ...

    def blobs(self) -> Mapping[str, str]:
        """The id that git gives each case file, by path."""
        ...

    def with_events(self, wanted: Wanted) -> set[str]:
        """The paths of the cases with an event that is wanted."""
        ...

    def of(self, paths: Iterable[str] | None = None) -> Iterator[JournalRows]:
        """These cases, or all, each with its events, in any order."""
        ...

    def lives(self, since: int) -> Iterator[tuple[str, str]]:
        """Path and life of each case that is open, or of which something counted at that time or later; by path."""
        ...

    def received(self, since: int) -> Iterator[tuple[str, tuple[str, int, str, str]]]:
        """Path, and id, time of receipt, customer and template, of each case received at that time or later."""
        ...


def journal_rows(case: Case, blob: str) -> JournalRows:
    """The rows of a case whose file has the id `blob` in git."""
    header = case.header
    closed_at = to_seconds(header.closed_at) if header.closed_at else None
    life = life_of(case)
    about = CaseRow(
        case.id, blob, header.template, header.state, header.owner, offered_to(header), closed_at, life.last_at,
        life.received, life.customer,
        life.to_text(),
    )  # fmt: skip
    pairs = zip(case.journal, before_each(case.journal), strict=True)
    return JournalRows(about, tuple(_row(event, before) for event, before in pairs))


def offered_to(header: Header) -> str:
    """To whom a handoff is pending: the person, or else the team; "" for nobody."""
    return (header.offer.to or header.offer.team) if header.offer else ""


def _row(event: Event, before: Header) -> EventRow:
    details = {name: value for name, value in event.data.items() if name in _short_details(event.kind)}
    return EventRow(
        event.id,
        to_seconds(event.at),
        event.by,
        event.text("via"),
        event.kind,
        before.state,
        before.owner,
        before.team,
        before.level,
        offered_to(before),
        json.dumps(details, separators=(",", ":")),
    )


@cache
def _short_details(kind: str) -> frozenset[str]:
    """The details of a kind of event that are names, codes and times; follow-ups have notes."""
    types = ((name, each.type) for name, each in {**ANY_EVENT, **kind_of(kind).details}.items())
    return frozenset(
        name for name, type in types if not type.searched and type.shape != "mapping" and type is not FOLLOW_UPS
    )


def _marks(values: tuple[str, ...]) -> str:
    return ",".join("?" * len(values))
