"""Follow-ups added by hand: what is told of their time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casectl.actions import follow_up
from casectl.actions.proposal import EventStamp
from tests.fakes.context import NOW, FakeContext


@pytest.fixture
def context() -> FakeContext:
    return FakeContext()


def test_a_follow_up_outside_working_hours_is_recorded_and_said(context: FakeContext) -> None:
    """NOW is a Monday, ten in the morning; five days on nobody is there, which may well be meant."""
    case = context.open()
    receipt = follow_up.add(context, case, follow_up.NewFollowUp(NOW + timedelta(days=5), "visit"), EventStamp())
    assert [str(note) for note in receipt.notes] == [
        "the desk is closed at 2026-11-28T10:00:00+08:00; it opens at 2026-11-30T09:00:00+08:00"
    ]
    assert receipt.case.header.follow_ups[0].at == NOW + timedelta(days=5)
    assert (
        follow_up.add(context, case, follow_up.NewFollowUp(NOW + timedelta(days=1), "call"), EventStamp()).notes == ()
    )
