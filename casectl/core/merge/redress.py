"""Redress that two sides handled without knowing of each other: what a customer would be offered or paid twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casectl.core.case.event import Event
from casectl.core.case.fold import effective_events
from casectl.core.case.kinds.redress import REDRESS_ACCEPTED, REDRESS_OFFERED, REDRESS_PAID, REDRESS_REFUSED
from casectl.core.merge.histories import Histories, History

REDRESS = "redress"
_ANSWERS = frozenset({REDRESS_ACCEPTED.name, REDRESS_REFUSED.name, REDRESS_PAID.name})


def redress_twice(both: Histories) -> Iterator[tuple[str, Event, Event]]:
    """About what, and the events of both sides: ``redress`` where both offered something, ``redress.<offer>`` where
    both said what became of one offer, each otherwise, or both paid.
    """
    first, second = _counted(both.first), _counted(both.second)
    offers = [[each for each in side if each.kind == REDRESS_OFFERED.name] for side in (first, second)]
    if all(offers):
        yield REDRESS, offers[0][-1], offers[1][-1]
    for offer in sorted({*_answered(first)} & {*_answered(second)}):
        one, other = _answered(first)[offer], _answered(second)[offer]
        if one.kind != other.kind or one.kind == REDRESS_PAID.name:
            yield f"{REDRESS}.{offer}", one, other


def in_short(event: Event) -> str:
    """What happened, in the names that the file has: ``redress_paid 120 GBP``."""
    what = event.text("kind") if event.kind == REDRESS_OFFERED.name else event.kind
    return " ".join(each for each in (what, event.text("amount")) if each)


def _counted(side: History) -> Sequence[Event]:
    counted = {each.id for each in effective_events(side.journal)}
    return [each for each in side.own if each.id in counted]


def _answered(events: Sequence[Event]) -> dict[str, Event]:
    """The last answer to each offer."""
    return {each.text("offer"): each for each in events if each.kind in _ANSWERS}
