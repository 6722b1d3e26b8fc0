"""Acts: the events that were recorded together, which are taken back together or not at all.

The first event of an act has no mark; those after it name it in their detail ``act``. Events from before there was
such a detail are each an act of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from casectl.core.case.model import JOINED, RETYPED, TOOK_OVER, Event

_FREE_STANDING = frozenset({"noted", "attached", "linked"})
"""Kinds of events that nothing depends on, and that depend on nothing but that there is a case."""

REOPENED = "reopened"
_BEARING = frozenset({"clocks", "follow_ups", "cancels", "under", "rules", "changed"})
"""Details by which an event of any kind bears upon others."""

_ASIDE = frozenset({"reminded"})
"""Kinds of events that are recorded beside what people do."""

ACT = "act"
"""The detail with the id of the first event of an act."""


def act_id(event: Event) -> str:
    """The id of the first event of the act that an event belongs to; its own if it is the first, or alone."""
    return event.text(ACT) or event.id


def same_act(journal: Iterable[Event], event: Event) -> tuple[Event, ...]:
    """Those of some events that belong to the act of `event`, in their order."""
    return tuple(each for each in journal if act_id(each) == act_id(event))


def stands_alone(event: Event) -> bool:
    """Whether an event bears upon no other one."""
    return event.kind in _FREE_STANDING and _BEARING.isdisjoint(event.data)


def of_people(events: Sequence[Event]) -> list[Event]:
    """The events that people act by, of which one takes back the last; a reminder in between is in nobody's way."""
    return [event for event in events if event.kind not in _ASIDE]


def next_taken_back(events: Sequence[Event]) -> tuple[str, ...]:
    """The ids of those of the effective events of which any may be taken back next.

    That is the last one; and of the latest join the last one, unless the case was reopened or got another kind since.
    Whether two records are of one complaint is often seen late, and what was done since stays as it was recorded.
    """
    found = [events[-1].id] if events else []
    for number, event in reversed([*enumerate(events)]):
        if event.kind in (JOINED, TOOK_OVER):
            found.append(same_act(events[number:], event)[-1].id)
        if event.kind in (JOINED, TOOK_OVER, REOPENED, RETYPED):
            break
    return tuple(found)
