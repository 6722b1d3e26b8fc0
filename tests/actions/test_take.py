"""take makes the actor the owner of a case that nobody has, or that is offered to the actor or the team."""

from __future__ import annotations

import pytest

from casectl.actions.handoff import handoff
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.actions.take import take
from casectl.core.values.messages import Refused
from tests.actions.cases import AT_ONCE, refused
from tests.actions.unowned import unowned
from tests.fakes.context import FakeContext


def test_a_case_that_nobody_has_is_taken(context: FakeContext) -> None:
    """And then it is somebody's, so that the next one is refused by name."""
    case = unowned(context)
    assert take(context.by("bob"), case, AT_ONCE).case.header.owner == "bob"
    with refused(context.by("ada"), Refused, f"{case} is with bob; only a case without an owner can be taken"):
        take(context, case, AT_ONCE)
    with refused(context.by("bob"), Refused, f"{case} already belongs to bob"):
        take(context, case, AT_ONCE)


@pytest.mark.parametrize("form", [HandoffForm(team="back", reason="x"), HandoffForm("bob", reason="x")])
def test_taking_what_is_offered_is_accepting_it(context: FakeContext, form: HandoffForm) -> None:
    case = context.open()
    handoff(context, case, form, AT_ONCE)
    taken = take(context.by("bob"), case, AT_ONCE).case
    assert (taken.header.owner, taken.journal[-1].kind) == ("bob", "accepted")


def test_what_is_offered_to_others_is_not_taken(context: FakeContext) -> None:
    """Neither by a third person, nor by whoever offered it: that one takes it back."""
    case = context.open()
    handoff(context, case, HandoffForm("bob", reason="x"), AT_ONCE)
    with refused(context.by("cy"), Refused, f"{case} is offered to bob, not to cy"):
        take(context, case, AT_ONCE)
    with refused(context.by("ada"), Refused, f"{case} already belongs to ada"):
        take(context, case, AT_ONCE)
