"""Events that pass a case to another person or team: at once, or as an offer that is accepted or returned."""

from __future__ import annotations

from casectl.core.case.kinds.kind import PERSON, REASON, TEAM, TEXT, YES, Detail, EventKind, Sum
from casectl.core.case.model import Event, Offer
from casectl.core.values.messages import Message, msg


def _assign(found: Sum, event: Event) -> None:
    found["owner"] = event.text("to")
    found["offer"] = None


def _offer(found: Sum, event: Event) -> None:
    found["offer"] = Offer(
        event.id, event.at, event.text("giver") or event.by, event.text("to"), event.text("reason"), event.text("team")
    )


def _accept(found: Sum, event: Event) -> None:
    found["owner"] = event.text("to") or event.by
    found["offer"] = None


def _return(found: Sum, event: Event) -> None:
    found["offer"] = None


ASSIGNED = EventKind(
    "assigned",
    msg("assigned"),
    msg("the case was given to somebody"),
    may_be_undone=True,
    details={
        "to": Detail(PERSON, msg("the new owner")),
        "team": Detail(TEAM, msg("the new team")),
        "reason": REASON,
        "from": Detail(PERSON, msg("for an imported case: the owner before")),
        "from_team": Detail(TEAM, msg("for an imported case: the team before")),
        "handoff": Detail(YES, msg("for an imported case: yes if the mapping counts it as a handoff")),
    },
    effect=_assign,
    subject="{giver} → {to}",
    passes_on=True,
    counted_as="handoffs",
    rules=("not_over", "of_a_colleague", "not_about_receiver", "receiver_away"),
)

OFFERED = EventKind(
    "offered",
    msg("offered"),
    msg("the case was offered to somebody; the owner stays responsible until it is accepted"),
    may_be_undone=True,
    details={
        "to": Detail(PERSON, msg("the person it is offered to")),
        "team": Detail(TEAM, msg("the team it is offered to")),
        "giver": Detail(PERSON, msg("who is responsible for it until then")),
        "reason": REASON,
        "tried": Detail(TEXT, msg("what was tried")),
        "expects": Detail(TEXT, msg("what the customer expects")),
        "background": Detail(TEXT, msg("what to know about the customer")),
        "consent": Detail(TEXT, msg("what the customer said about being passed on")),
    },
    effect=_offer,
    proposes=frozenset({"team"}),
    subject="{giver} → {to}",
    passes_on=True,
    rules=("not_over", "offer", "not_about_receiver", "receiver_away"),
)

ACCEPTED = EventKind(
    "accepted",
    msg("accepted"),
    msg("the offer was accepted"),
    may_be_undone=False,
    details={
        "to": Detail(PERSON, msg("the new owner")),
        "giver": Detail(PERSON, msg("the previous owner")),
        "team": Detail(TEAM, msg("the new team")),
    },
    effect=_accept,
    subject="{giver} → {to}",
    passes_on=True,
    counted_as="handoffs",
    rules=("acceptance", "not_about_receiver"),
)

RETURNED = EventKind(
    "returned",
    msg("returned"),
    msg("the offer was returned or withdrawn"),
    may_be_undone=True,
    details={
        "to": Detail(PERSON, msg("who keeps the case")),
        "giver": Detail(PERSON, msg("who it was offered to")),
        "unanswered": Detail(YES, msg("yes if nobody answered it within the time that the template allows")),
        "reason": REASON,
    },
    effect=_return,
    summary=(Message("{giver} → {to}"),),
    passes_on=True,
    rules=("return",),
)
