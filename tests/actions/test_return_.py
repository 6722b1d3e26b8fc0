"""return ends an offer, with the reason."""

from __future__ import annotations

from casectl.actions.handoff import handoff
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.actions.return_ import return_case
from tests.actions.cases import AT_ONCE
from tests.fakes.context import FakeContext


def test_an_offer_is_sent_back_or_taken_back_with_the_reason(context: FakeContext) -> None:
    for person in ("bob", "ada"):
        case = context.by("ada").open()
        handoff(context, case, HandoffForm("bob", reason="x"), AT_ONCE)
        receipt = return_case(context.by(person), case, "not mine", AT_ONCE)
        assert (receipt.case.header.owner, receipt.case.header.offer) == ("ada", None)
        assert dict(receipt.events[0].data) == {"to": "ada", "giver": "bob", "reason": "not mine"}
