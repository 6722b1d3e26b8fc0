"""Acts: the events that were recorded together, which are taken back together or not at all.

The first event of an act has no mark; those after it name it in their detail ``act``. Events from before there was
such a detail are each an act of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from casectl.core.case.event import JOINED, MERGED, TOOK_OVER, Event

_FREE_STANDING = frozenset({"noted", "attached", "linked"})
"""Kinds of events that nothing depends on, and that depend on nothing but that there is a case."""

_BEARING = frozenset({"clocks", "follow_ups", "cancels", "under", "rules", "changed"})
"""Details by which an event of any kind bears upon others."""

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


def next_taken_back(events: Sequence[Event]) -> tuple[str, ...]:
    """The ids of those of the effective events of which any may be taken back next.

    That is the last one; and of the latest join the last one, where nothing after it bears upon it.
    """
    found = [events[-1].id] if events else []
    later = next((number for number, each in enumerate(reversed(events)) if not _is_aside(each)), len(events))
    rest = events[: len(events) - later]
    if rest and any(each.kind in (JOINED, TOOK_OVER) for each in same_act(rest, rest[-1])):
        found.append(rest[-1].id)
    return tuple(found)


def _is_aside(event: Event) -> bool:
    """Whether a join can be taken back in spite of a later event; that of a merge may say only what fell away."""
    return stands_alone(event) or (event.kind == MERGED and event.data.keys() <= {"sides", "falls_away"})
