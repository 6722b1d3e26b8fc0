"""handoff offers a case; the offers that wait are listed."""

from __future__ import annotations

from datetime import timedelta

from casectl.actions.accept import accept
from casectl.actions.handoff import handoff, pending_handoffs
from casectl.actions.recording.handoff_form import HandoffForm
from tests.actions.cases import AT_ONCE
from tests.fakes.context import FakeContext


def test_a_handoff_is_an_offer_until_it_is_accepted(context: FakeContext) -> None:
    case = context.open()
    form = HandoffForm("bob", "", "needs a tool", "rang twice", "an answer today", "an old customer", "yes, gladly")
    receipt = handoff(context, case, form, AT_ONCE)
    assert dict(receipt.events[0].data) == {
        "to": "bob", "giver": "ada", "reason": "needs a tool", "tried": "rang twice",
        "expects": "an answer today", "background": "an old customer", "consent": "yes, gladly",
    }  # fmt: skip
    assert receipt.case.header.owner == "ada"
    assert receipt.case.tree["offer"] == {"to": "bob", "by": "ada", "at": "2026-11-23T10:00:00+08:00",
                                          "event": receipt.events[0].id}  # fmt: skip
    accepted = accept(context.by("bob"), case, AT_ONCE).case
    assert (accepted.header.owner, accepted.header.offer, accepted.tree.get("offer")) == ("bob", None, None)


def test_pending_handoffs_are_listed_with_how_long_they_have_waited(book: FakeContext) -> None:
    first, second, _ = book.case_ids()
    handoff(book, second, HandoffForm("bob", reason="x"), AT_ONCE)
    handoff(book.later(hours=1), first, HandoffForm(team="back", reason="y"), AT_ONCE)
    rows = pending_handoffs(book.later(hours=1)).rows
    assert [(row.case.id, row.by, row.to or row.team, row.reason, row.waited) for row in rows] == [
        (second, "ada", "bob", "x", timedelta(hours=2)),
        (first, "ada", "back", "y", timedelta(hours=1)),
    ]
    assert [row.case.id for row in pending_handoffs(book, "bob").rows] == [second, first]
    assert [row.case.id for row in pending_handoffs(book, "cy").rows] == [first]
    assert [row.case.id for row in pending_handoffs(book, team="back").rows] == [first]
