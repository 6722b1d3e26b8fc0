"""What a later version of a journal does to the events of an earlier one, which may only be added to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Literal

from casectl.core.case.model import Event
from casectl.core.values.value_class import value_class


@value_class
class JournalChange:
    """What was done to an event of the earlier version: it is ``gone``, ``altered``, or ``moved`` to another place."""

    event: Event
    how: Literal["gone", "altered", "moved"]


def out_of_place(earlier: Sequence[Event], later: Sequence[Event], known: Collection[str]) -> Event | None:
    """The first event of the later journal that stands where one of the earlier journal stood; None if it only has more
    at its end. What is `known` from before the earlier journal may be put back where it was.
    """
    wanted = {event.id for event in earlier}
    there = {event.id for event in later}
    before = iter([event.id for event in earlier if event.id in there])
    for event in later:
        if event.id in wanted or event.id not in known:
            expected = next(before, "")
            if not expected:
                return None
            if event.id != expected:
                return event
    return None


def journal_changes(earlier: Sequence[Event], later: Sequence[Event]) -> Iterator[JournalChange]:
    """What the later journal does to the events of the earlier one, in its order; nothing if it only has more.

    New events may stand anywhere between them, as a merge puts them.
    """
    kept = {event.id: event for event in later}
    for event in earlier:
        if event.id not in kept:
            yield JournalChange(event, "gone")
        elif kept[event.id] != event:
            yield JournalChange(event, "altered")
    known = {event.id for event in earlier}
    before = [event for event in earlier if event.id in kept]
    after = [event.id for event in later if event.id in known]
    for event, now_there in zip(before, after, strict=False):
        if event.id != now_there:
            yield JournalChange(event, "moved")
            return
