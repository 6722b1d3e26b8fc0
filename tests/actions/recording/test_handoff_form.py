"""What is wrong with a handoff is said all at once, and a closed case is never handed over."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from casectl.actions.accept import accept
from casectl.actions.assign import assign
from casectl.actions.escalate import escalate
from casectl.actions.handoff import handoff
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.actions.return_ import return_case
from casectl.core.values.messages import NotFound, Refused, UsageError
from tests.actions.cases import AT_ONCE, case_in, refused
from tests.fakes.context import FakeContext


def test_all_that_is_wrong_with_a_handover_is_said_at_once(context: FakeContext) -> None:
    """A wrong person, team, reason and case are reported at once, not one after the other."""
    form = HandoffForm("bop", "bakc")
    names = ("there is no person bop in casectl.yaml (did you mean bob?)", "there is no team bakc in casectl.yaml")
    gone = "there is no case nowhere"
    with refused(context, NotFound, *names, gone):
        assign(context, "nowhere", form, AT_ONCE)
    with refused(context, NotFound, *names, "say why", gone):
        handoff(context, "nowhere", form, AT_ONCE)
    case = context.open()
    with refused(context, UsageError, "say to whom", "say why"):
        handoff(context, case, HandoffForm(), AT_ONCE)
    with refused(context, NotFound, *names, "say why", gone):
        escalate(context, "nowhere", 2, form, AT_ONCE)
    with refused(context, UsageError, "say why", gone):
        return_case(context, "nowhere", " ", AT_ONCE)


def test_what_is_nobodys_to_give_or_take_is_refused(context: FakeContext) -> None:
    case = context.open()
    with refused(context, UsageError, "say to whom"):
        handoff(context, case, HandoffForm(reason="x"), AT_ONCE)
    with refused(context, UsageError, "say why"):
        handoff(context, case, HandoffForm("bob", reason=" "), AT_ONCE)
    with refused(context, NotFound, "there is no person bop", "did you mean bob?"):
        handoff(context, case, HandoffForm("bop", reason="x"), AT_ONCE)
    with refused(context, NotFound, "there is no team bakc"):
        assign(context, case, HandoffForm("bob", "bakc"), AT_ONCE)
    with refused(context.by("bob"), Refused, "belongs to ada"):
        handoff(context, case, HandoffForm("cy", reason="x"), AT_ONCE)
    with refused(context, Refused, "is not offered to anybody"):
        accept(context, case, AT_ONCE)
    with refused(context, UsageError, "say why"):
        return_case(context, case, "", AT_ONCE)
    with refused(context, UsageError, "say why"):
        escalate(context, case, 0, HandoffForm(), AT_ONCE)


@pytest.mark.parametrize(
    "verb",
    [
        lambda context, case: assign(context, case, HandoffForm("bob"), AT_ONCE),
        lambda context, case: handoff(context, case, HandoffForm("bob", reason="x"), AT_ONCE),
        lambda context, case: escalate(context, case, 0, HandoffForm(reason="x"), AT_ONCE),
    ],
)
def test_a_closed_case_is_not_handed_about(context: FakeContext, verb: Callable[[FakeContext, str], object]) -> None:
    case = case_in(context, "closed")
    with refused(context, Refused, f"{case} is already Closed", f"casectl reopen {case}"):
        verb(context, case)
