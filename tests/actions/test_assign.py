"""assign gives a case to a person at once."""

from __future__ import annotations

from casectl.actions.assign import assign
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.core.values.messages import Refused
from tests.actions.cases import AT_ONCE, refused
from tests.fakes.context import FakeContext


def test_a_case_is_assigned_at_once(context: FakeContext) -> None:
    case = context.open()
    header = assign(context, case, HandoffForm("bob", "back", "yours"), AT_ONCE).case.header
    assert (header.owner, header.team) == ("bob", "back")
    with refused(context, Refused, f"{case} already belongs to bob"):
        assign(context, case, HandoffForm("bob"), AT_ONCE)
    assert assign(context, case, HandoffForm("bob", "front"), AT_ONCE).case.header.team == "front"
