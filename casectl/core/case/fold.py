"""The fold: the header that results from a journal.

``fold(journal) == header`` always holds. Events carry their consequences (deadlines, follow-ups) as facts, so the fold
needs no template and no calendar, and a later edit of either moves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeAlias

from casectl.core.case.event import Event
from casectl.core.case.model import Case, FollowUp, Header, Link, Offer
from casectl.core.time.instants import parse_instant, to_seconds
from casectl.core.values.errors import UsageError
from casectl.core.values.messages import msg
from casectl.core.values.tree import list_of, mapping_of, text_of

Sum: TypeAlias = dict[str, Any]
"""The fields of a header after the events so far; values are replaced, never changed in place."""

Effect = Callable[[Sum, Event], None]


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
    EFFECTS.get(event.kind, _nothing)(found, event)
    _details(found, event)


def before_each(journal: Sequence[Event]) -> Iterator[Header]:
    """For each event the header before it: ``fold(journal[:number])``, in one pass."""
    found: Sum = {}
    undone = set[str]()
    for number, event in enumerate(journal):
        yield Header(**found)
        if event.kind == "undone":
            undone.add(event.text("undoes"))
            found = _added(effective_events(journal[: number + 1]))
        elif event.id not in undone:
            _add(found, event)


def as_of(case: Case, at: datetime) -> Case:
    """The case with only the events dated up to `at` (aware); its free keys are the present ones."""
    journal = tuple(event for event in case.journal if to_seconds(event.at) <= to_seconds(at))
    return replace(case, header=fold(journal), journal=journal)


def effective_events(journal: Iterable[Event]) -> tuple[Event, ...]:
    """The events that count: those that were not undone, without the undoing events."""
    events = tuple(journal)
    undone = {event.text("undoes") for event in events if event.kind == "undone"}
    return tuple(event for event in events if event.id not in undone and event.kind != "undone")


def _nothing(found: Sum, event: Event) -> None:
    pass


def _opened(found: Sum, event: Event) -> None:
    source = event.mapping("source")
    found["template"] = event.text("template")
    found["state"] = event.text("to")
    found["received_at"] = parse_instant(event.text("received_at")) if event.text("received_at") else event.at
    found["opened_at"] = event.at
    found["source"] = (text_of(source.get("name")), text_of(source.get("id"))) if source else None


def _moved(found: Sum, event: Event) -> None:
    found["state"] = event.text("to")
    found["closed_at"] = event.at if event.text("closes") == "yes" else None


def _assigned(found: Sum, event: Event) -> None:
    found["owner"] = event.text("to")
    found["offer"] = None


def _offered(found: Sum, event: Event) -> None:
    found["offer"] = Offer(
        event.id, event.at, event.text("giver") or event.by, event.text("to"), event.text("reason"), event.text("team")
    )


def _accepted(found: Sum, event: Event) -> None:
    found["owner"] = event.text("to") or event.by
    found["offer"] = None


def _returned(found: Sum, event: Event) -> None:
    found["offer"] = None


def _linked(found: Sum, event: Event) -> None:
    link = Link(event.text("type"), event.text("case"))
    links = found.get("links", ())
    found["links"] = links if link in links else (*links, link)


def _unlinked(found: Sum, event: Event) -> None:
    gone = Link(event.text("type"), event.text("case"))
    found["links"] = tuple(link for link in found.get("links", ()) if link != gone)


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
"""What each kind of event does to the header, in addition to the details that any event may carry (`_details`).

An event of an unknown kind, as from a newer casectl, still counts with its details.
"""


def _details(found: Sum, event: Event) -> None:
    """The details of any event: owner, team, level, clocks started and stopped, follow-ups scheduled and ended."""
    data, kind = event.data, event.kind
    if "owner" in data and (owner := event.text("owner")):
        found["owner"] = owner
    if "team" in data and kind != "offered" and (team := event.text("team")):
        found["team"] = team
    if "level" in data and (level := event.text("level")):
        found["level"] = _level(level)
    if kind == "changed" and (received := event.text("received_at")):
        found["received_at"] = parse_instant(received)
    if "clocks" in data:
        _put_clocks(found, event)
    if kind.startswith("followup_") or "follow_ups" in data or "cancels" in data:
        found["follow_ups"] = _follow_ups_after(found.get("follow_ups", ()), event)


def _level(text: str) -> int:
    if not re.fullmatch("[0-9]{1,9}", text):
        raise UsageError(msg("{text} is no level", text=text))
    return int(text)


def _put_clocks(found: Sum, event: Event) -> None:
    """A clock with a deadline is due, unless it is only a chance; a paused one has no deadline; any other record
    ends it.
    """
    due, waiting, guessed = dict(found.get("due", ())), dict(found.get("paused", ())), {*found.get("provisional", ())}
    for clock, record in event.mapping("clocks").items():
        details = mapping_of(record)
        due.pop(clock, None)
        waiting.pop(clock, None)
        guessed.discard(clock)
        if "due" in details and "chance" in details:
            continue
        if "due" in details:
            due[clock] = parse_instant(text_of(details["due"]))
            if "provisional" in details:
                guessed.add(clock)
        elif "paused" in details:
            waiting[clock] = text_of(details.get("reason"))
    found["due"], found["paused"], found["provisional"] = due, waiting, tuple(sorted(guessed))


def _follow_ups_after(open_ones: tuple[FollowUp, ...], event: Event) -> tuple[FollowUp, ...]:
    gone = {text_of(each) for each in list_of(event.data.get("cancels"))}
    if event.kind in ("followup_done", "followup_cancelled"):
        gone.add(event.text("follow_up"))
    added = [follow_up(mapping_of(each)) for each in list_of(event.data.get("follow_ups"))]
    return tuple(each for each in open_ones if each.id not in gone) + tuple(added)


def follow_up(details: Mapping[str, object]) -> FollowUp:
    """Read a follow-up from its mapping in an event or in the header."""
    text = {key: value if isinstance(value, str) else "" for key, value in details.items()}
    return FollowUp(
        text.get("id", ""),
        parse_instant(text.get("at", "")),
        text.get("what", ""),
        text.get("who", ""),
        text.get("rule", ""),
        text.get("note", ""),
    )
