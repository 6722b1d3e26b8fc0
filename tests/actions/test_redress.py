"""redress: nobody grants more than their role may in a case, and no more is paid than was offered."""

from __future__ import annotations

from casectl.actions.redress import Offer, accept, approve, offer, pay, refuse
from casectl.core.case.redress import redress_in, stages
from casectl.core.values.messages import NotFound, Refused, UsageError
from tests.actions.cases import AT_ONCE, refused
from tests.fakes.context import FakeContext


def test_a_limit_holds_for_all_that_a_case_gets(context: FakeContext) -> None:
    """Two halves are one whole; what was refused is free again; another currency is above any limit."""
    case = context.open()
    [event] = offer(context, case, Offer("refund", "60 CNY"), AT_ONCE).events
    assert (event.text("authority"), event.text("above")) == ("agent", "")
    [second] = offer(context, case, Offer("goodwill", "60 CNY"), AT_ONCE).events
    assert (second.text("authority"), second.text("above")) == ("", "yes")
    refuse(context, case, "refund", "She wants goodwill", AT_ONCE)
    assert offer(context, case, Offer("refund", "1 EUR"), AT_ONCE).events[0].text("above") == "yes"
    assert offer(context, case, Offer("refund", "40 CNY"), AT_ONCE).events[0].text("authority") == "agent"
    with refused(context, UsageError, "-5 CNY is not an amount that can be paid"):
        offer(context, case, Offer("refund", "-5 CNY"), AT_ONCE)


def test_a_second_person_whose_limit_allows_it_approves(context: FakeContext) -> None:
    """Not who offered it, nor in whose name that was typed; nobody beyond their own limit."""
    case = context.open()
    with refused(context, NotFound, "has no open offer"):
        approve(context, case, "", AT_ONCE)
    offer(context, case, Offer("refund", "900 CNY"), AT_ONCE)
    for step in (accept, approve):
        with refused(context, Refused, "ada"):
            step(context, case, "", AT_ONCE)
    with refused(context.by("bob"), Refused, "900 CNY for one case is more than bob may grant"):
        approve(context, case, "", AT_ONCE)
    approve(context.by("cy"), case, "", AT_ONCE)
    accept(context.by("ada"), case, "", AT_ONCE)
    with refused(context, NotFound, "no open offer"):
        accept(context, case, "", AT_ONCE)
    with refused(context, Refused, "was answered already"):
        refuse(context, case, "refund", "no", AT_ONCE)
    offer(context.by("cy"), case, Offer("compensation", "4500 CNY"), AT_ONCE)
    with refused(context, Refused, "cy offered it"):
        approve(context, case, "", AT_ONCE)


def test_what_is_paid_adds_up_to_what_was_offered(context: FakeContext) -> None:
    case = context.open()
    offer(context, case, Offer("refund", "90.50 CNY"), AT_ONCE)
    offer(context, case, Offer("apology"), AT_ONCE)
    with refused(context, NotFound, "has several offers of redress"):
        pay(context, case, "", "", AT_ONCE)
    pay(context, case, "refund", "40 CNY", AT_ONCE)
    with refused(context, Refused, "90.50 CNY was offered, of which 40 is paid"):
        pay(context, case, "refund", "50.51 CNY", AT_ONCE)
    with refused(context, UsageError, "5 EUR is not what was offered"):
        pay(context, case, "refund", "5 EUR", AT_ONCE)
    assert pay(context, case, "refund", "", AT_ONCE).events[0].text("amount") == "50.50 CNY"
    assert "amount" not in pay(context, case, "apology", "", AT_ONCE).events[0].data
    stands = [next(name for name, holds in stages(each).items() if holds) for each in
              redress_in(context.case(case).journal)]  # fmt: skip
    assert stands == ["paid", "paid"]
