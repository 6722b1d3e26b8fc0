"""The fold: the header that results from a journal.

``fold(journal) == header`` always holds. What an event does depends on its kind (`casectl.core.case.event_kinds`) and
on the details that any event may carry; of a kind that is not known, these alone count. Events carry their consequences
(deadlines, follow-ups) as facts, so the fold needs no template and no calendar, and a later edit of either moves
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from itertools import islice

from casectl.core.case.event_kinds import EVENT_KINDS
from casectl.core.case.kinds.kind import Sum
from casectl.core.case.model import RETYPED, TAKING_BACK, UNDONE, Case, Event, FollowUp, Header
from casectl.core.time.instants import parse_instant, to_seconds
from casectl.core.time.zones import on_wall_clock, zone_named
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.tree import Tree, list_of, mapping_of, text_of
from casectl.core.values.value_class import replace

_NOTHING = frozenset[str]()
_FIELDS = tuple(each.name for each in fields(Header))


def fold(journal: Iterable[Event]) -> Header:
    """The header that results from these events, in their order; undone events do not count.

    Raises UsageError if an event's own details cannot be read (an instant without offset, a level that is not a
    number).
    """
    return Header(**_added(effective_events(journal)))


def _added(events: Iterable[Event]) -> Sum:
    found: Sum = {}
    for event in events:
        _add(found, event)
    return found


def _add(found: Sum, event: Event) -> None:
    row = EVENT_KINDS.get(event.kind)
    if row and row.effect:
        row.effect(found, event)
    _details(found, event, row.proposes if row else _NOTHING)


def with_event(case: Case, event: Event) -> Case:
    """The case after one more event, whose header is ``fold((*journal, event))``; its tree is as it was."""
    journal = (*case.journal, event)
    if event.takes_back or event.id in _taken_back(case.journal):
        return replace(case, header=fold(journal), journal=journal)
    found: Sum = {name: getattr(case.header, name) for name in _FIELDS}
    _add(found, event)
    return replace(case, header=Header(**found), journal=journal)


def before_each(journal: Sequence[Event], known: Sequence[Header] = ()) -> Iterator[Header]:
    """For each event the header before it: ``fold(journal[:number])``, in one pass.

    Those of the first events may be `known`; then only the others are given.
    """
    return islice(steps(journal, known), len(journal) - len(known))  # what the last one does is in none of them


def steps(journal: Sequence[Event], known: Sequence[Header] = ()) -> Iterator[Header]:
    """As `before_each`, and then the header after the last event."""
    first = len(known)
    found: Sum = {name: getattr(known[-1], name) for name in _FIELDS} if known else {}
    undone = {gone for event in journal[: max(first - 1, 0)] for gone in event.takes_back}
    for number in range(max(first - 1, 0), len(journal)):
        event = journal[number]
        if number >= first:
            yield Header(**found)
        if gone := event.takes_back:
            undone.update(gone)
            found = _added(effective_events(journal[: number + 1]))
        elif event.id not in undone:
            _add(found, event)
    yield Header(**found)


def as_of(case: Case, at: datetime) -> Case:
    """The case with only the events dated up to `at` (aware); its free keys are the present ones."""
    journal = tuple(event for event in case.journal if to_seconds(event.at) <= to_seconds(at))
    return replace(case, header=fold(journal), journal=journal)


def templates_of(journal: Iterable[Event]) -> tuple[str, ...]:
    """The templates that a case has had, the first one first; the last is the present one."""
    named = (event.text("template") for event in effective_events(journal) if event.kind in ("opened", RETYPED))
    return tuple(reversed(dict.fromkeys(reversed([*named]))))


def effective_events(journal: Iterable[Event]) -> tuple[Event, ...]:
    """The events that count: those that were not undone, without the undoing events."""
    events = tuple(journal)
    undone = _taken_back(events)
    if not undone:  # an event that takes back names something, be it nothing
        return events
    return tuple(event for event in events if event.id not in undone and event.kind != UNDONE)


def _taken_back(journal: Iterable[Event]) -> set[str]:
    return {gone for event in journal if event.kind in TAKING_BACK for gone in event.takes_back}


def _details(found: Sum, event: Event, proposed: frozenset[str]) -> None:
    """The details of any event: owner, team, level, clocks started and stopped, follow-ups scheduled and ended."""
    data = event.data
    if "owner" in data and (owner := event.text("owner")):
        found["owner"] = owner
    if "team" in data and "team" not in proposed and (team := event.text("team")):
        found["team"] = team
    if "level" in data and (level := event.text("level")):
        found["level"] = _level(level)
    if "clocks" in data:
        _put_clocks(found, event)
    if "follow_ups" in data or "cancels" in data:
        found["follow_ups"] = _follow_ups_after(found.get("follow_ups", ()), event)


def _level(text: str) -> int:
    if not re.fullmatch("[0-9]{1,9}", text):
        raise UsageError(msg("{text} is not a level", text=text))
    return int(text)


def _put_clocks(found: Sum, event: Event) -> None:
    """A clock with a deadline is due, unless it is only a chance; a paused one has no deadline; any other record
    ends it.
    """
    due, waiting = dict(found.get("due", ())), dict(found.get("paused", ()))
    records = event.mapping("clocks")
    for clock, record in records.items():
        details = mapping_of(record)
        due.pop(clock, None)
        waiting.pop(clock, None)
        if _is_due(details):
            due[clock] = parse_instant(text_of(details["due"]))
        elif "paused" in details and "due" not in details:
            waiting[clock] = text_of(details.get("reason"))
    found["due"], found["paused"] = due, waiting
    for mark, key in _MARKS.items():
        marked = [clock for clock, each in records.items() if mark in mapping_of(each) and _is_due(mapping_of(each))]
        if marked or found.get(key):
            found[key] = tuple(sorted({*found.get(key, ())} - records.keys() | {*marked}))


def _is_due(record: Mapping[str, Tree]) -> bool:
    return "due" in record and "chance" not in record


_MARKS = {"provisional": "provisional", "claimed": "unconfirmed"}
"""What a record with a deadline may say of it, with the header's key that lists such clocks."""


def _follow_ups_after(open_ones: tuple[FollowUp, ...], event: Event) -> tuple[FollowUp, ...]:
    gone = {text_of(each) for each in list_of(event.data.get("cancels"))}
    added = [follow_up(mapping_of(each)) for each in list_of(event.data.get("follow_ups"))]
    return tuple(each for each in open_ones if each.id not in gone) + tuple(added)


def follow_up(details: Mapping[str, object]) -> FollowUp:
    """Read a follow-up from its mapping in an event or in the header."""
    text = {key: value if isinstance(value, str) else "" for key, value in details.items()}
    written, zone = parse_instant(text.get("at", "")), text.get("zone", "")
    place = zone_named(zone) if zone else None
    return FollowUp(
        text.get("id", ""),
        on_wall_clock(written, place) if place else written,
        text.get("what", ""),
        text.get("who", ""),
        text.get("rule", ""),
        text.get("note", ""),
        text.get("kind", ""),
        zone,
        written if place else None,
        text.get("every", ""),
        parse_instant(text["until"]) if text.get("until") else None,
        int(text["tries"]) if text.get("tries", "").isdecimal() else 0,
    )
