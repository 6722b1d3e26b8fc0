"""Events of redress: what a customer is offered to put things right, and what becomes of it."""

from __future__ import annotations

from casectl.core.case.kinds.kind import AMOUNT, EVENT, REASON, REDRESS_KIND, TEXT, WORD, YES, Detail, EventKind
from casectl.core.values.messages import Message, msg

REDRESS_KINDS: dict[str, Message] = {
    "refund": msg("refund"),
    "compensation": msg("compensation"),
    "goodwill": msg("goodwill payment"),
    "waiver": msg("fee or debt waived"),
    "replacement": msg("replacement"),
    "repair": msg("repair"),
    "apology": msg("apology"),
    "other": msg("other redress"),
}
"""What redress is, each with its title."""

_OFFER = Detail(EVENT, msg("the event with the offer"))
_KIND = Detail(REDRESS_KIND, msg("what it is: refund, compensation, goodwill, waiver, replacement, repair, …"))
_AUTHORITY = Detail(WORD, msg("the role whose limit allows it, where casectl.yaml has limits"))
_SUMMARY = (msg("{kind}, {amount}"), Message("{kind}"))

REDRESS_OFFERED = EventKind(
    "redress_offered",
    msg("redress offered"),
    msg("the customer was offered something to put things right"),
    may_be_undone=True,
    titles={"above": msg("redress proposed, to be approved")},
    details={
        "kind": _KIND,
        "amount": Detail(AMOUNT, msg("how much, with the currency")),
        "text": Detail(TEXT, msg("a description of the offer")),
        "authority": _AUTHORITY,
        "above": Detail(YES, msg("yes if it is above the limit of the person who offers it")),
    },
    subject="{kind}",
    summary=_SUMMARY,
    rules=("redress_offer",),
)

REDRESS_APPROVED = EventKind(
    "redress_approved",
    msg("redress approved"),
    msg("a second person approved redress above the limit of the person who offered it"),
    may_be_undone=False,
    details={"offer": _OFFER, "kind": _KIND, "authority": _AUTHORITY},
    subject="{kind}",
    rules=("redress_step",),
)

REDRESS_ACCEPTED = EventKind(
    "redress_accepted",
    msg("redress accepted"),
    msg("the customer accepted what was offered"),
    may_be_undone=True,
    details={"offer": _OFFER, "kind": _KIND},
    subject="{kind}",
    rules=("redress_step",),
)

REDRESS_REFUSED = EventKind(
    "redress_refused",
    msg("redress refused"),
    msg("the customer did not want it, or it was not approved"),
    may_be_undone=True,
    details={"offer": _OFFER, "kind": _KIND, "reason": REASON},
    subject="{kind}",
    rules=("redress_step",),
)

REDRESS_PAID = EventKind(
    "redress_paid",
    msg("redress paid"),
    msg("it was paid or delivered, or a part of it"),
    may_be_undone=True,
    details={"offer": _OFFER, "kind": _KIND, "amount": Detail(AMOUNT, msg("how much, with the currency"))},
    subject="{kind}",
    summary=_SUMMARY,
    rules=("redress_step",),
)
