"""redress: what a customer is offered to put things right, its approval, the answer, and what is paid."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casectl.actions.context import Cases, Recording
from casectl.actions.lookup.find import find
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal, Propose, require_reason
from casectl.actions.recording.record import record
from casectl.core.case.kinds.redress import REDRESS_KINDS
from casectl.core.case.model import Case
from casectl.core.case.redress import (
    ACCEPTED,
    APPROVED,
    OFFERED,
    PAID,
    REFUSED,
    Redress,
    currency_of,
    granted,
    redress_in,
    total,
)
from casectl.core.law.redress import authority, with_the_rest
from casectl.core.query.excerpt import Excerpt
from casectl.core.reports import Receipt, Unread
from casectl.core.template.model import Template
from casectl.core.values.messages import Message, NotFound, Refused, UsageError, msg
from casectl.core.values.money import parse_money
from casectl.core.values.tree import Plain, Tree
from casectl.core.values.value_class import NamedTuple, replace, value_class


@value_class
class Offer:
    """Redress of a kind, with an amount as it was typed ("": none) and what exactly it is."""

    kind: str
    amount: str = ""
    text: str = ""


def offer(context: Recording, case_ref: str, wanted: Offer, when: EventStamp) -> Receipt:
    """Offer redress; what is above the limit of the person's roles waits for somebody else to approve it. An offer
    like one that is still open is recorded, with a note that names the other.

    Raises NotFound for an unknown case, UsageError for what is no amount.
    """
    notes = list[Message]()

    def note(case: Case, twin: Redress) -> None:
        notes[:] = [msg("{offer} already offers the same and is still open; to undo this new offer: casectl"
                        " undo {id} --reason TEXT", offer=twin.id, id=case.id)]  # fmt: skip

    receipt = record(context, find(context, case_ref), _proposed(context, wanted, note), when)
    return receipt if receipt.already else replace(receipt, notes=(*receipt.notes, *notes))


def propose_offer(context: Recording, wanted: Offer) -> Propose:
    """The proposal of the same offer in many cases, which refuses one that a case has already.

    Raises UsageError for what is no amount.
    """

    def refuse_twin(_case: Case, twin: Redress) -> None:
        raise Refused(msg("{offer} already offers the same and is still open", offer=twin.id))

    return _proposed(context, wanted, refuse_twin)


def _proposed(context: Recording, wanted: Offer, is_twin: Callable[[Case, Redress], None]) -> Propose:
    """The proposal of an offer; `is_twin` is told of one like it that is still open."""
    book = context.casebook
    amount = parse_money(wanted.amount, book.currency) if wanted.amount else ""
    texts: dict[str, Tree] = {"kind": wanted.kind, "amount": amount, "text": wanted.text}

    def propose(case: Case, template: Template) -> Proposal:
        role, above = authority(book.redress, context.actor, with_the_rest(case.journal, amount))
        details = {**texts, "authority": role, **({"above": Plain("yes")} if above else {})}
        for each in [each for each in redress_in(case.journal) if _is_open_twin(each, texts)][:1]:
            is_twin(case, each)
        return Proposal([EventDraft(OFFERED, {name: each for name, each in details.items() if each})])

    return propose


def _is_open_twin(each: Redress, texts: Mapping[str, Tree]) -> bool:
    return not each.is_refused and not each.is_settled and (each.kind, each.amount) == (texts["kind"], texts["amount"])


def approve(context: Recording, case_ref: str, which: str, when: EventStamp) -> Receipt:
    """Approve an offer above the limit of who made it. Raises as `propose_step` says."""
    return record(context, find(context, case_ref), propose_approval(context, which), when)


def propose_approval(context: Recording, which: str) -> Propose:
    """The proposal of `approve`, for any case."""

    def details(case: Case, found: Redress) -> dict[str, Tree]:
        currency = currency_of(found.amount)
        role, _ = authority(context.casebook.redress, context.actor, f"{granted(case.journal, currency)} {currency}")
        return {"authority": role}

    return propose_step(which, APPROVED, details)


def accept(context: Recording, case_ref: str, which: str, when: EventStamp) -> Receipt:
    """Record that the customer accepted an offer. Raises as `propose_step` says."""
    return record(context, find(context, case_ref), propose_step(which, ACCEPTED, lambda *_: {}), when)


def refuse(context: Recording, case_ref: str, which: str, reason: str, when: EventStamp) -> Receipt:
    """Record that an offer fell away. Raises as `propose_step` says, and UsageError without a reason."""
    require_reason(reason)
    return record(context, find(context, case_ref), propose_step(which, REFUSED, lambda *_: {"reason": reason}), when)


def pay(context: Recording, case_ref: str, which: str, amount: str, when: EventStamp) -> Receipt:
    """Record that redress was paid or delivered, by default all that is left of it. Raises as `propose_step` says."""
    return record(context, find(context, case_ref), propose_payment(context, which, amount), when)


def propose_payment(context: Recording, which: str, amount: str = "") -> Propose:
    """The proposal of `pay`, for any case. Raises UsageError for what is no amount."""
    typed = parse_money(amount, context.casebook.currency) if amount else ""
    if typed and total([typed]) <= 0:
        raise UsageError(msg("{amount} is not an amount that can be paid", amount=typed))

    def details(case: Case, found: Redress) -> dict[str, Tree]:
        left = total([found.amount]) - total(each.text("amount") for each in found.payments)
        return {"amount": typed or (f"{left} {currency_of(found.amount)}" if found.amount else "")}

    return propose_step(which, PAID, details)


_Details = Callable[[Case, Redress], dict[str, Tree]]


def propose_step(which: str, kind: str, details: _Details) -> Propose:
    """What became of an offer: of the one that `which` names, or of the only one that this can become of.

    The proposal raises NotFound if no offer or several are meant; Refused by the rules of redress.
    """

    def propose(case: Case, template: Template) -> Proposal:
        found = _meant(case, which, kind)
        data: dict[str, Tree] = {"offer": found.id, "kind": found.kind, **details(case, found)}
        return Proposal([EventDraft(kind, {name: each for name, each in data.items() if each})])

    return propose


_SUITS: dict[str, Callable[[Redress], bool]] = {
    APPROVED: lambda each: each.waits,
    ACCEPTED: lambda each: not each.answer,
    REFUSED: lambda each: not each.answer and not each.payments,
    PAID: lambda each: not each.is_refused and not each.is_settled,
}


_VERBS = {APPROVED: "approve", ACCEPTED: "accept", REFUSED: "refuse", PAID: "pay"}


def _meant(case: Case, which: str, kind: str) -> Redress:
    every = redress_in(case.journal)
    named = [each for each in every if which in (each.id, each.kind)] if which else every
    open_ones = [each for each in named if _SUITS[kind](each)] or (named if which else [])
    if len(open_ones) == 1:
        return open_ones[0]
    if not open_ones:
        raise NotFound(
            msg("{id} has no open offer of redress", id=case.id),
            hint=msg("casectl redress offer {id} KIND AMOUNT makes an offer", id=case.id),
        )
    raise NotFound(
        msg("{id} has several offers of redress: {offers}", id=case.id, offers=[_named(each) for each in open_ones]),
        hint=msg("choose one: {line}", line=f"casectl redress {_VERBS[kind]} {case.id} {open_ones[0].id}"),
    )


def _named(each: Redress) -> Message:
    what = REDRESS_KINDS.get(each.kind, Message(each.kind))
    if not each.amount:
        return msg("{id} ({kind})", id=each.id, kind=what)
    return msg("{id} ({kind}, {amount})", id=each.id, kind=what, amount=each.amount)


class Offers(NamedTuple):
    """Offers of redress, each with its case, and what could not be read."""

    rows: list[tuple[Excerpt, list[str]]]
    unreadable: list[Unread]


def offers(context: Cases, stage: str = "") -> Offers:
    """The offers of all cases, or those at one stage, the oldest case first."""
    listing = context.excerpts()
    cases = sorted(listing.cases, key=lambda case: (case.text("received_at"), case.id))
    return Offers([(case, each) for case in cases for each in case.redress if stage in ("", each[-1])],
                  listing.unreadable)  # fmt: skip
