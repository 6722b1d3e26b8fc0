"""answer finds the instruction that is meant: the only one of the actor's, or the one that is named."""

from __future__ import annotations

from casectl.actions import followup
from casectl.actions.answer import answer
from casectl.actions.instruct import instruct
from casectl.actions.recording.new_follow_up import NewFollowUp
from casectl.core.values.messages import NotFound, UsageError
from tests.actions.cases import AT_ONCE, refused
from tests.contracts.follow_ups import TOMORROW
from tests.fakes.context import FakeContext


def test_ones_own_instruction_is_answered_among_others(context: FakeContext) -> None:
    """Neither a call nor a colleague's instruction is in its way."""
    case = context.open()
    followup.add(context, case, followup.NewFollowUp(TOMORROW, "ring"), AT_ONCE)
    for who in ("ada", "bob"):
        instruct(context, case, NewFollowUp(TOMORROW, f"write to {who}", who), AT_ONCE)
    assert answer(context, case, "", "written", AT_ONCE).events[0].text("what") == "write to ada"
    assert [each.what for each in context.case(case).header.follow_ups] == ["ring", "write to bob"]


def test_of_several_one_is_named_and_the_text_says_something(context: FakeContext) -> None:
    case = context.open()
    for what in ("write", "visit"):
        instruct(context, case, NewFollowUp(TOMORROW, what, "ada"), AT_ONCE)
    with refused(context, NotFound, "has several open follow-ups"):
        answer(context, case, "", "done", AT_ONCE)
    with refused(context, UsageError, "blank"):
        answer(context, case, "visit", " ", AT_ONCE)
    assert answer(context, case, "visit", "was there", AT_ONCE).events[0].text("what") == "visit"
