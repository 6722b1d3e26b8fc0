"""Joins of which two sides knew nothing from each other: the case to two others, or two cases in opposite directions.

The earlier join stands and the later one falls away, so that the complaint goes on in one case. The file of each of
the two cases gives the same answer: both have both joins, with their times, and with ids that begin alike.
"""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.case.acts import same_act
from casectl.core.case.event import JOINED, TOOK_OVER, Event
from casectl.core.case.fold import effective_events
from casectl.core.merge.histories import Histories, History
from casectl.core.time.instants import to_seconds


def later_join(both: Histories) -> tuple[str, ...]:
    """The ids of what the later one of two joins recorded; nothing where all joins may stand."""
    pairs = ((one, other) for one in _joins(both.first) for other in _joins(both.second) if _excludes(one, other))
    for pair in pairs:
        later = max(pair, key=lambda each: (to_seconds(each.at), each.id))
        return tuple(each.id for each in same_act(both.journal, later))
    return ()


def _joins(side: History) -> Iterator[Event]:
    counted = {each.id for each in effective_events(side.journal)}
    return (each for each in side.own if each.kind in (JOINED, TOOK_OVER) and each.id in counted)


def _excludes(one: Event, other: Event) -> bool:
    """Whether the case cannot be joined to two others, or be over in a case that is over in it."""
    kinds = {one.kind, other.kind}
    return kinds == ({JOINED, TOOK_OVER} if one.text("case") == other.text("case") else {JOINED})
