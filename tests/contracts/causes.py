"""Causes and what they lead to, with all that they may be given."""

from __future__ import annotations

from casectl.actions.cause import FoundCause, cause, dispute
from casectl.actions.redress import Offer, accept, approve, offer, pay, refuse
from tests.actions.cases import AT_ONCE
from tests.fakes.context import FakeContext


def disputed(context: FakeContext) -> str:
    """A cause that names Bob, who does not agree."""
    case = context.open()
    cause(context, case, FoundCause("lid.loose", ("Nobody turned it", "The tool is worn"), "bob"), AT_ONCE)
    dispute(context.by("bob"), case, "It left my desk closed", AT_ONCE)
    return case


def put_right(context: FakeContext) -> None:
    """A refund above Ada's limit, which Cy approves and the customer gets; a goodwill payment that nobody wants."""
    recorder, context.recorder = context.recorder, ""  # who types the offer does not type its approval
    case = context.by("ada").open()
    offer(context, case, Offer("refund", "900 CNY", "To the card"), AT_ONCE)
    approve(context.by("cy"), case, "", AT_ONCE)
    accept(context.by("ada"), case, "", AT_ONCE)
    pay(context, case, "refund", "", AT_ONCE)
    context.recorder = recorder
    other = context.by("ada").open()
    offer(context, other, Offer("goodwill", "20 CNY"), AT_ONCE)
    refuse(context, other, "", "She wants none", AT_ONCE)
