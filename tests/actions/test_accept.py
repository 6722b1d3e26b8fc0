"""accept makes the recipient of an offer the owner."""

from __future__ import annotations

from casectl.actions.accept import accept
from casectl.actions.handoff import handoff
from casectl.actions.recording.handoff_form import HandoffForm
from tests.actions.cases import AT_ONCE
from tests.fakes.context import FakeContext


def test_an_offer_to_a_team_is_taken_by_one_of_it(context: FakeContext) -> None:
    case = context.open()
    offered = handoff(context, case, HandoffForm(team="back", reason="x"), AT_ONCE).case
    assert offered.tree["offer"] == {"team": "back", "by": "ada", "at": "2026-11-23T10:00:00+08:00",
                                     "event": offered.journal[-1].id}  # fmt: skip
    header = accept(context.by("bob"), case, AT_ONCE).case.header
    assert (header.owner, header.team) == ("bob", "back")
