"""The fold: what a journal adds up to.

``fold(journal) == header`` always holds. Events carry their consequences (deadlines, follow-ups) as facts, so
the fold needs no template and no calendar, and a later edit of either moves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from casectl.core.case import Case, FollowUp, Header, Link, Offer
from casectl.core.errors import Misused
from casectl.core.event import Event
from casectl.core.instants import parse_instant
from casectl.core.messages import msg
from casectl.core.tree import list_of, mapping_of, text_of

Effect = Callable[[Header, Event], Header]


def fold(journal: Iterable[Event]) -> Header:
    """The header that these events add up to, in their order; undone events do not count.

    Raises Misused if an event's own details cannot be read (an instant without offset, a level that is no number).
    """
    header = Header()
    for event in standing(journal):
        header = _after(header, event)
    return header


def _after(header: Header, event: Event) -> Header:
    return _details(EFFECTS.get(event.kind, _nothing)(header, event), event)


def before_each(journal: Sequence[Event]) -> Iterator[Header]:
    """For each event what those before it add up to: ``fold(journal[:number])``, in one pass."""
    header, undone = Header(), set[str]()
    for number, event in enumerate(journal):
        yield header
        if event.kind == "undone":
            undone.add(event.text("undoes"))
            header = fold(journal[: number + 1])
        elif event.id not in undone:
            header = _after(header, event)


def as_of(case: Case, at: datetime) -> Case:
    """The case with what had happened by `at`, as its journal tells it now; its free keys are as they are."""
    journal = tuple(event for event in case.journal if event.at <= at)
    return replace(case, header=fold(journal), journal=journal)


def standing(journal: Iterable[Event]) -> tuple[Event, ...]:
    """The events that count: neither undone nor an undoing."""
    events = tuple(journal)
    undone = {event.text("undoes") for event in events if event.kind == "undone"}
    return tuple(event for event in events if event.id not in undone and event.kind != "undone")


def _nothing(header: Header, event: Event) -> Header:
    return header


def _opened(header: Header, event: Event) -> Header:
    source = event.mapping("source")
    return replace(
        header,
        template=event.text("template"),
        state=event.text("to"),
        received_at=parse_instant(event.text("received_at")) if event.text("received_at") else event.at,
        opened_at=event.at,
        source=(text_of(source.get("name")), text_of(source.get("id"))) if source else None,
    )


def _moved(header: Header, event: Event) -> Header:
    return replace(header, state=event.text("to"), closed_at=event.at if event.text("closes") == "yes" else None)


def _assigned(header: Header, event: Event) -> Header:
    return replace(header, owner=event.text("to"), offer=None)


def _offered(header: Header, event: Event) -> Header:
    offer = Offer(
        event.id, event.at, event.text("giver") or event.by, event.text("to"), event.text("reason"), event.text("team")
    )
    return replace(header, offer=offer)


def _accepted(header: Header, event: Event) -> Header:
    return replace(header, owner=event.text("to") or event.by, offer=None)


def _returned(header: Header, event: Event) -> Header:
    return replace(header, offer=None)


def _linked(header: Header, event: Event) -> Header:
    link = Link(event.text("type"), event.text("case"))
    return header if link in header.links else replace(header, links=(*header.links, link))


def _unlinked(header: Header, event: Event) -> Header:
    gone = Link(event.text("type"), event.text("case"))
    return replace(header, links=tuple(link for link in header.links if link != gone))


EFFECTS: dict[str, Effect] = {
    "opened": _opened,
    "advanced": _moved,
    "reopened": _moved,
    "escalated": _nothing,
    "assigned": _assigned,
    "offered": _offered,
    "accepted": _accepted,
    "returned": _returned,
    "linked": _linked,
    "unlinked": _unlinked,
    "contacted": _nothing,
    "noted": _nothing,
    "changed": _nothing,
    "adopted": _nothing,
    "attached": _nothing,
    "followup_added": _nothing,
    "followup_done": _nothing,
    "followup_cancelled": _nothing,
    "paused": _nothing,
    "resumed": _nothing,
    "extended": _nothing,
    "restarted": _nothing,
    "overridden": _nothing,
    "recomputed": _nothing,
    "undone": _nothing,
}
"""What each kind of event does to the header, beside the details that any event may carry (`_details`).

An event of an unknown kind, such as one from a newer casectl, still counts with its details.
"""


def _details(header: Header, event: Event) -> Header:
    """What any event may carry: owner, team, level, clocks started and stopped, follow-ups scheduled and ended."""
    after: dict[str, Any] = {}
    if owner := event.text("owner"):
        after["owner"] = owner
    if event.kind != "offered" and (team := event.text("team")):
        after["team"] = team
    if level := event.text("level"):
        after["level"] = _level(level)
    if event.kind == "changed" and (received := event.text("received_at")):
        after["received_at"] = parse_instant(received)
    if "clocks" in event.data:
        after |= _clocks_after(header, event)
    if event.kind.startswith("followup_") or "follow_ups" in event.data or "cancels" in event.data:
        after["follow_ups"] = _follow_ups_after(header.follow_ups, event)
    return replace(header, **after) if after else header


def _level(text: str) -> int:
    if not re.fullmatch("[0-9]{1,9}", text):
        raise Misused(msg("{text} is no level", text=text))
    return int(text)


def _clocks_after(header: Header, event: Event) -> dict[str, Any]:
    """A clock with a deadline is due, unless it is but a chance; one that is paused waits without, any other record
    ends it.
    """
    due, waiting, guessed = dict(header.due), dict(header.paused), set(header.provisional)
    for clock, record in event.mapping("clocks").items():
        details = mapping_of(record)
        for table in (due, waiting):
            table.pop(clock, None)
        guessed.discard(clock)
        if "due" in details and "chance" in details:
            continue
        if "due" in details:
            due[clock] = parse_instant(text_of(details["due"]))
            guessed |= {clock} if "provisional" in details else set()
        elif "paused" in details:
            waiting[clock] = text_of(details.get("reason"))
    return {"due": due, "paused": waiting, "provisional": tuple(sorted(guessed))}


def _follow_ups_after(standing: tuple[FollowUp, ...], event: Event) -> tuple[FollowUp, ...]:
    gone = {text_of(each) for each in list_of(event.data.get("cancels"))}
    if event.kind in ("followup_done", "followup_cancelled"):
        gone.add(event.text("follow_up"))
    added = [follow_up(mapping_of(each)) for each in list_of(event.data.get("follow_ups"))]
    return tuple(each for each in standing if each.id not in gone) + tuple(added)


def follow_up(details: Mapping[str, object]) -> FollowUp:
    """A follow-up from its mapping in an event or in the header."""
    text = {key: value if isinstance(value, str) else "" for key, value in details.items()}
    return FollowUp(
        text.get("id", ""),
        parse_instant(text.get("at", "")),
        text.get("what", ""),
        text.get("who", ""),
        text.get("rule", ""),
        text.get("note", ""),
    )
