"""Acts: the events that were recorded together, which are taken back together or not at all.

The first event of an act has no mark; those after it name it in their detail ``act``. Events from before there was
such a detail are each an act of their own.
"""

from __future__ import annotations

from collections.abc import Iterable

from casectl.core.case.event import Event

ACT = "act"
"""The detail with the id of the first event of an act."""


def act_id(event: Event) -> str:
    """The id of the first event of the act that an event belongs to; its own if it is the first, or alone."""
    return event.text(ACT) or event.id


def same_act(journal: Iterable[Event], event: Event) -> tuple[Event, ...]:
    """Those of some events that belong to the act of `event`, in their order."""
    return tuple(each for each in journal if act_id(each) == act_id(event))
