"""Events that join two records of one complaint: one case goes on, and the other is over."""

from __future__ import annotations

from casectl.core.case.kinds.kind import (
    CASE,
    CHANGED,
    CLOCK_RECORDS,
    CONTACTS,
    INSTANT,
    REASON,
    TO_STATE,
    YES,
    Detail,
    EventKind,
    Sum,
)
from casectl.core.case.links import DUPLICATE_OF
from casectl.core.case.model import JOINED as NAME
from casectl.core.case.model import TOOK_OVER as TAKING
from casectl.core.case.model import Event, Link
from casectl.core.time.instants import parse_instant
from casectl.core.values.messages import Message, msg


def _end(found: Sum, event: Event) -> None:
    found["state"], found["closed_at"], found["offer"] = event.text("to"), event.at, None
    link = Link(DUPLICATE_OF, event.text("case"))
    found["links"] = tuple(dict.fromkeys((*found.get("links", ()), link)))


def _go_on(found: Sum, event: Event) -> None:
    if received := event.text("received_at"):
        found["received_at"] = parse_instant(received)


JOINED = EventKind(
    NAME,
    msg("merged into another case"),
    msg("the case is a duplicate and was merged into another case"),
    may_be_undone=True,
    details={
        "case": Detail(CASE, msg("the case that stays open; the id of this one now refers to it")),
        "to": TO_STATE,
        "reason": REASON,
        "closes": Detail(YES, msg("always yes: the merge closes the case")),
        "goes_on": Detail(
            CLOCK_RECORDS, msg("the regulatory clocks that continue in the other case, each with {{due}}")
        ),
    },
    effect=_end,
    subject="→ {case}",
    summary=(Message("{case}"),),
    triggers=lambda event: (f"state:{event.text('to')}",),
    rules=("joins", "not_over", "of_a_colleague", "not_joined_away"),
)

TOOK_OVER = EventKind(
    TAKING,
    msg("took over another case"),
    msg("a duplicate of this complaint was merged into this case"),
    may_be_undone=True,
    titles={"contacts": msg("took over contacts")},
    details={
        "case": Detail(CASE, msg("the case that was merged into this one")),
        "received_at": Detail(
            INSTANT, msg("when the customer first complained, if the duplicate was received earlier")
        ),
        "received_before": Detail(INSTANT, msg("what had been recorded before")),
        "contacts": Detail(
            CONTACTS,
            msg(
                "the contacts in that case, by the ids of their events, each with {{at, direction}}; they end"
                " clocks that were already running in this case"
            ),
        ),
        "changed": CHANGED,
        "reason": REASON,
    },
    effect=_go_on,
    subject="{case}",
    summary=(Message("{case}"),),
    triggers=lambda event: ("received",) if "received_at" in event.data else (),
    rules=("joins", "not_over", "of_a_colleague"),
)
