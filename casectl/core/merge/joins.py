"""Joins of which one side knew nothing.

Of two joins that exclude each other, of the case to two others or of two cases in opposite directions, the earlier
stands and the later one falls away, so that the complaint goes on in one case. The file of each of the two cases gives
the same answer: both have both joins, with their times, and with ids that begin alike. What else was recorded beside a
join somebody has to look at.
"""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.case.acts import same_act
from casectl.core.case.contacts import CONTACTED
from casectl.core.case.event_kinds import ENTERING
from casectl.core.case.fold import effective_events
from casectl.core.case.model import JOINED, MERGED, RECONCILED, TOOK_OVER, Event
from casectl.core.merge.histories import Histories, History
from casectl.core.time.instants import to_seconds


def later_join(both: Histories) -> tuple[str, ...]:
    """The ids of what the later one of two joins recorded; nothing where all joins may stand."""
    pairs = ((one, other) for one in _joins(both.first) for other in _joins(both.second) if _excludes(one, other))
    for pair in pairs:
        later = max(pair, key=lambda each: (to_seconds(each.at), each.id))
        return tuple(each.id for each in same_act(both.journal, later))
    return ()


def beside_joins(both: Histories) -> Iterator[tuple[str, Event, Event]]:
    """What one side recorded beside a join of the other: about what, the join, and the last such event, of contacts
    with the customer if there are any.

    Of a case that is joined to another that is anything (``joined``), since it is over; of one that took another over
    that it was closed (``took_over.<case>``), since then nobody goes on with the complaint.
    """
    for side, other in ((both.first, both.second), (both.second, both.first)):
        counted = {each.id for each in effective_events(other.journal)}
        beside = [each for each in other.own if each.id in counted and each.kind not in _ASIDE]
        closing = [each for each in beside if each.kind in ENTERING and other.header.closed_at]
        for join in _joins(side):
            if join.kind == JOINED and beside:
                yield JOINED, join, next((each for each in reversed(beside) if each.kind == CONTACTED), beside[-1])
            elif closing and not join.data.get("contacts"):
                yield f"{TOOK_OVER}.{join.text('case')}", join, closing[-1]


_ASIDE = frozenset({JOINED, TOOK_OVER, MERGED, RECONCILED, "reminded"})
"""Kinds of events that add nothing to a case which a join would leave behind."""


def _joins(side: History) -> Iterator[Event]:
    counted = {each.id for each in effective_events(side.journal)}
    return (each for each in side.own if each.kind in (JOINED, TOOK_OVER) and each.id in counted)


def _excludes(one: Event, other: Event) -> bool:
    """Whether the case cannot be joined to two others, or be over in a case that is over in it."""
    kinds = {one.kind, other.kind}
    return kinds == ({JOINED, TOOK_OVER} if one.text("case") == other.text("case") else {JOINED})
