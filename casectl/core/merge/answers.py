"""What two sides decided about one thing without knowing of each other: an offer of redress, a waiting letter, an
appeal, a late entry. Nobody is offered, paid or sent anything twice unseen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from casectl.core.case.fold import effective_events
from casectl.core.case.kinds.clocks import CONFIRMED
from casectl.core.case.kinds.inspected import INSPECTION_DECIDED
from casectl.core.case.kinds.letters import APPROVED, REJECTED
from casectl.core.case.kinds.redress import REDRESS_ACCEPTED, REDRESS_OFFERED, REDRESS_PAID, REDRESS_REFUSED
from casectl.core.case.model import Event
from casectl.core.merge.histories import Histories, History

REDRESS, LETTER, APPEAL, LATE_ENTRY = "redress", "letter", "appeal", "late_entry"
REFUSED = "refused"
"""How a late entry that was not confirmed is told."""
_ANSWERS: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys((REDRESS_ACCEPTED.name, REDRESS_REFUSED.name, REDRESS_PAID.name), (REDRESS, "offer")),
    **dict.fromkeys((APPROVED.name, REJECTED.name), (LETTER, "draft")),
    INSPECTION_DECIDED.name: (APPEAL, "inspection"),
    CONFIRMED.name: (LATE_ENTRY, "entry"),
}
"""The events that say what became of something: what that is, and the detail that names it."""
_REACHES_CUSTOMER = frozenset({REDRESS_PAID.name, APPROVED.name})
"""What is done to the customer by it, and so twice if both sides did it."""
NOT_SAID_AT_FIRST = frozenset({LETTER, APPEAL, LATE_ENTRY})
"""What merges of earlier releases say nothing about: those stay right, as their journals are never written again."""
ANSWERED = NOT_SAID_AT_FIRST | {REDRESS}
"""What conflicts may be about, before the dot and the name of the one that is meant."""


def answered_twice(both: Histories) -> Iterator[tuple[str, Event, Event]]:
    """About what, and the events of both sides: ``redress`` where both offered something; ``redress.<offer>``,
    ``letter.<draft>`` and so on where both said what became of one thing, each otherwise, or so that the customer got
    it twice.
    """
    first, second = _counted(both.first), _counted(both.second)
    offers = [[each for each in side if each.kind == REDRESS_OFFERED.name] for side in (first, second)]
    if all(offers):
        yield REDRESS, offers[0][-1], offers[1][-1]
    for name in sorted({*_answered(first)} & {*_answered(second)}):
        one, other = _answered(first)[name], _answered(second)[name]
        if _outcome(one) != _outcome(other) or one.kind in _REACHES_CUSTOMER:
            yield name, one, other


def in_short(event: Event) -> str:
    """What happened, in the names that the file has: ``redress_paid 120 GBP``; ``refused`` for a late entry."""
    what = REFUSED if event.text(REFUSED) else event.kind
    if event.kind == REDRESS_OFFERED.name:
        what = event.text("kind")
    return " ".join(each for each in (what, event.text("amount")) if each)


def _counted(side: History) -> Sequence[Event]:
    counted = {each.id for each in effective_events(side.journal)}
    return [each for each in side.own if each.id in counted]


def _answered(events: Sequence[Event]) -> dict[str, Event]:
    """The last answer to each thing."""
    found = {}
    for each in events:
        if each.kind in _ANSWERS:
            about, detail = _ANSWERS[each.kind]
            found[f"{about}.{each.text(detail)}"] = each
    return found


def _outcome(answer: Event) -> tuple[object, ...]:
    return answer.kind, answer.text(REFUSED), answer.mapping("marks")
