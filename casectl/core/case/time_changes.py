"""Which events of a journal gave something that is owed its time, and so how often that has changed."""

from __future__ import annotations

from collections.abc import Sequence

from casectl.core.case.event import Event
from casectl.core.case.owed import DEADLINE, OFFER, Owed
from casectl.core.values.tree import list_of, mapping_of


def time_changes(journal: Sequence[Event], owed: Owed) -> list[Event]:
    """The events that set, moved or took back the time of what is owed, in order, undone ones too.

    Their number only grows, so that it can say which of two copies is the later one. A journal of a newer casectl may
    have none.
    """
    set_by = [event for event in journal if _sets(event, owed)]
    names = {event.id for event in set_by}
    return [event for event in journal if event.id in names or event.text("undoes") in names]


def _sets(event: Event, owed: Owed) -> bool:
    if owed.kind == OFFER:
        return event.kind == "offered"
    if owed.kind == DEADLINE:
        return owed.name in event.mapping("clocks")
    return any(mapping_of(each).get("id") == owed.follow_up for each in list_of(event.data.get("follow_ups")))
