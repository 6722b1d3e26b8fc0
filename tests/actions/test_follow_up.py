"""Follow-ups added by hand: what is told of their time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from casectl.actions import follow_up
from casectl.actions.proposal import EventStamp
from casectl.core.time.calendar import ALWAYS, Calendar
from casectl.core.time.instants import plus, to_seconds
from tests.fakes.context import NOW, FakeContext


@pytest.fixture
def context() -> FakeContext:
    return FakeContext()


def test_a_follow_up_outside_working_hours_is_recorded_and_said(context: FakeContext) -> None:
    """NOW is a Monday, ten in the morning; five days on nobody is there, which may well be meant."""
    case = context.open()
    receipt = follow_up.add(context, case, follow_up.NewFollowUp(plus(NOW, timedelta(days=5)), "visit"), EventStamp())
    assert [str(note) for note in receipt.notes] == [
        "the desk is closed at 2026-11-28T10:00:00+08:00; it opens at 2026-11-30T09:00:00+08:00"
    ]
    assert to_seconds(receipt.case.header.follow_ups[0].at) == to_seconds(plus(NOW, timedelta(days=5)))
    tomorrow = follow_up.NewFollowUp(plus(NOW, timedelta(days=1)), "call")
    assert follow_up.add(context, case, tomorrow, EventStamp()).notes == ()


def test_a_follow_up_in_an_hour_that_comes_twice_is_within_the_hours_of_an_open_desk() -> None:
    """The desk is open round the clock in London; the follow-up is planned in another zone's time."""
    london = Calendar("london", ZoneInfo("Europe/London"), windows=ALWAYS)
    context = FakeContext(now=datetime(2025, 10, 25, 9, tzinfo=UTC), calendar=london)
    at = datetime(2025, 10, 26, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))  # 01:30 in London, for the second time
    assert follow_up.add(context, context.open(), follow_up.NewFollowUp(at, "call"), EventStamp()).notes == ()
