"""reopen moves a resolved or closed case back to work."""

from __future__ import annotations

from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.reopen import reopen
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import Refused
from tests.actions.cases import AT_ONCE, case_in, refused
from tests.fakes.context import FakeContext


def test_a_case_goes_all_the_way_and_comes_back(context: FakeContext) -> None:
    case = case_in(context, "closed")
    closed_at = context.case(case).header.closed_at
    assert closed_at
    assert to_seconds(closed_at) == to_seconds(context.now)
    assert context.case(case).header.due == {}
    receipt = reopen(context, case, FieldChanges(reason="it came open again"), AT_ONCE)
    assert (receipt.before.state, receipt.case.header.state, receipt.case.header.closed_at) == (
        "closed",
        "working",
        None,
    )
    assert receipt.events[0].text("reason") == "it came open again"


def test_only_what_is_over_is_reopened_and_only_by_who_may(context: FakeContext) -> None:
    case = case_in(context, "working")
    with refused(context, Refused, "is still open (Working)"):
        reopen(context, case, FieldChanges(), AT_ONCE)
    case = case_in(context, "solved")
    with refused(context.by("cy"), Refused, "cy may not reopen"):
        reopen(context, case, FieldChanges(), AT_ONCE)
