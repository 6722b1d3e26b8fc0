"""promise records what the customer was promised; it is owed until it is kept or broken."""

from __future__ import annotations

from datetime import timedelta

from casectl.actions import followup
from casectl.actions.promise import promise
from casectl.actions.recording.new_follow_up import NewFollowUp
from casectl.core.time.instants import plus
from casectl.core.values.messages import NotFound, UsageError
from tests.actions.cases import AT_ONCE, refused
from tests.fakes.context import NOW, TEMPLATE, FakeContext

REFUND = NewFollowUp(plus(NOW, timedelta(hours=26)), "refund on the card")
PROMISING = TEMPLATE.replace("  about: {", "  paid_by: {type: date, title: Paid by, promise: yes}\n  about: {")


def test_a_promise_is_owed_and_is_kept_if_it_is_done_in_time(context: FakeContext) -> None:
    case = context.open()
    [owed] = promise(context, case, REFUND, AT_ONCE).case.header.follow_ups
    assert (owed.kind, owed.what, owed.who) == ("promise", "refund on the card", "ada")
    done = followup.done(context, case, "refund on the card", followup.Outcome(), AT_ONCE)
    assert done.events[0].text("result") == "kept"


def test_a_promise_that_is_late_is_broken_and_says_why(context: FakeContext) -> None:
    """Nobody calls it kept, and what is only marked as done says nothing of it."""
    case = context.open()
    promise(context, case, REFUND, AT_ONCE)
    context.later(hours=27)
    with refused(context, UsageError, "refund on the card was promised for 2026-11-24T12:00:00+08:00"):
        followup.done(context, case, "", followup.Outcome(result="kept"), AT_ONCE)
    with refused(context, UsageError, "say why refund on the card was not kept"):
        followup.done(context, case, "", followup.Outcome(result="broken"), AT_ONCE)
    done = followup.done(context, case, "", followup.Outcome("the bank was closed", "broken"), AT_ONCE)
    assert done.events[0].text("result") == "broken"
    assert done.case.header.follow_ups == ()


def test_a_promised_date_that_is_a_field_is_set_there() -> None:
    """So that a case has one such date, and not two that may differ."""
    context = FakeContext(templates={"plain": PROMISING})
    case = context.open()
    with refused(context, UsageError, "the date in the field paid_by is itself the promise: set the field instead"):
        promise(context, case, NewFollowUp(REFUND.at, "paid_by"), AT_ONCE)
    with refused(context, UsageError, "say what is to be done"):
        promise(context, case, NewFollowUp(REFUND.at, " "), AT_ONCE)
    with refused(context, NotFound, "there is no person eve"):
        promise(context, case, NewFollowUp(REFUND.at, "a call", "eve"), AT_ONCE)
