"""followup plans, finishes and cancels what is to be done for a case."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from casectl.actions import followup
from casectl.actions.check import check
from casectl.actions.note import note
from casectl.actions.override import override
from casectl.actions.recording.clock_change import ClockChange
from casectl.actions.recording.proposal import EventStamp
from casectl.core.case.ids import case_path
from casectl.core.time.calendar import ALWAYS, Calendar
from casectl.core.time.instants import plus, to_seconds
from casectl.core.values.messages import NotFound, UsageError
from tests.actions.cases import AT_ONCE, case_in, refused
from tests.fakes.context import NOW, FakeContext


def test_a_follow_up_is_planned_done_and_cancelled(context: FakeContext) -> None:
    case = context.open()
    at = plus(NOW, timedelta(days=2))
    planned = followup.add(
        context, case, followup.NewFollowUp(at, "ring back", note="after five"), AT_ONCE
    ).case.header.follow_ups
    assert [to_seconds(each.at) for each in planned] == [to_seconds(at)]
    assert [(each.what, each.who, each.note) for each in planned] == [("ring back", "ada", "after five")]
    followup.add(context, case, followup.NewFollowUp(at, "visit", "bob"), AT_ONCE)
    receipt = followup.done(context, case, "ring back", followup.Outcome("all well"), AT_ONCE)
    assert dict(receipt.events[0].data) == {"follow_up": planned[0].id, "what": "ring back", "outcome": "all well"}
    receipt = followup.cancel(context, case, "", "moved away", AT_ONCE)
    assert receipt.events[0].text("what") == "visit"
    assert receipt.case.header.follow_ups == ()


def test_follow_ups_of_two_event_ids_that_end_alike_are_two(context: FakeContext) -> None:
    case = context.open()
    for event_id in ("monday-followup", "friday-followup"):
        followup.add(
            context, case, followup.NewFollowUp(plus(NOW, timedelta(days=1)), "ring"), EventStamp(event_id=event_id)
        )
    first, second = context.case(case).header.follow_ups
    assert first.id != second.id
    followup.done(context, case, first.id, followup.Outcome(), AT_ONCE)
    assert context.case(case).header.follow_ups == (second,)


def test_a_follow_up_that_says_nothing_is_past_or_is_for_nobody_is_refused(context: FakeContext) -> None:
    case = context.open()
    with refused(context, UsageError, "is in the past; follow-ups must be in the future"):
        followup.add(context, case, followup.NewFollowUp(plus(NOW, -timedelta(seconds=1)), "ring"), AT_ONCE)
    with refused(context, UsageError, "say what is to be done"):
        followup.add(context, case, followup.NewFollowUp(plus(NOW, timedelta(1)), " "), AT_ONCE)
    with refused(context, NotFound, "there is no person eve"):
        followup.add(context, case, followup.NewFollowUp(plus(NOW, timedelta(1)), "ring", "eve"), AT_ONCE)
    with refused(context, UsageError, "say why"):
        followup.cancel(context, case, "", "", AT_ONCE)


def test_which_follow_up_is_meant_must_be_clear(context: FakeContext) -> None:
    case = context.open()
    with refused(context, NotFound, "has no open follow-up"):
        followup.done(context, case, "", followup.Outcome(), AT_ONCE)
    case = case_in(context, "solved")
    with refused(context, NotFound, "has several open follow-ups", "call", "survey"):
        followup.done(context, case, "", followup.Outcome(), AT_ONCE)
    with refused(context, NotFound, "has no open follow-up visit", "open follow-ups: "):
        followup.done(context, case, "visit", followup.Outcome(), AT_ONCE)
    with refused(context, NotFound, "f matches several follow-ups", "(call, 2026-"):
        followup.done(context, case, "f", followup.Outcome(), AT_ONCE)
    assert followup.done(context, case, "callback", followup.Outcome(), AT_ONCE).events[0].text("what") == "callback"


def test_a_follow_up_outside_working_hours_is_recorded_and_said(context: FakeContext) -> None:
    """NOW is a Monday, ten in the morning; five days on nobody is there, which may well be meant."""
    case = context.open()
    receipt = followup.add(context, case, followup.NewFollowUp(plus(NOW, timedelta(days=5)), "visit"), EventStamp())
    assert [str(note) for note in receipt.notes] == [
        "the desk is closed at 2026-11-28T10:00:00+08:00; it opens at 2026-11-30T09:00:00+08:00"
    ]
    assert to_seconds(receipt.case.header.follow_ups[0].at) == to_seconds(plus(NOW, timedelta(days=5)))
    assert (
        followup.add(context, case, followup.NewFollowUp(plus(NOW, timedelta(days=1)), "call"), EventStamp()).notes
        == ()
    )


def test_a_follow_up_in_an_hour_that_comes_twice_is_within_the_hours_of_an_open_desk() -> None:
    """The desk is open round the clock in London; the follow-up is planned in another zone's time."""
    london = Calendar("london", ZoneInfo("Europe/London"), windows=ALWAYS)
    context = FakeContext(now=datetime(2025, 10, 25, 9, tzinfo=UTC), calendar=london)
    at = datetime(2025, 10, 26, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))  # 01:30 in London, for the second time
    assert followup.add(context, context.open(), followup.NewFollowUp(at, "call"), EventStamp()).notes == ()


def test_a_time_of_the_wall_clock_keeps_its_zone(context: FakeContext) -> None:
    """When the law of the zone changes, the call is made at the hour that was agreed: no finding, and no verb stops."""
    case = context.open()
    at = datetime(2027, 3, 28, 9, tzinfo=context.zone)
    followup.add(context, case, followup.NewFollowUp(at, "ring", zone="Asia/Shanghai"), AT_ONCE)
    text = context.store.files[case_path(case)].decode()
    assert text.count("zone: Asia/Shanghai") == 2
    override(context, case, ClockChange("answer", reason="x"), lambda _: plus(at, timedelta(days=9)), AT_ONCE)
    for clock in ("update", "resolve"):
        override(context, case, ClockChange(clock, reason="x"), lambda _: plus(at, timedelta(days=9)), AT_ONCE)
    text = context.store.files[case_path(case)].decode()
    context.store.files[case_path(case)] = text.replace(
        "2027-03-28T09:00:00+08:00", "2027-03-28T09:00:00+09:00"
    ).encode()
    context.commit(case)
    [found] = context.case(case).header.follow_ups
    assert to_seconds(found.at) == to_seconds(at)
    assert check(context).findings == []
    note(context, case, "x", AT_ONCE)
    text = context.store.files[case_path(case)].decode()
    assert "next_due: 2027-03-28T09:00:00+08:00" in text
    assert text.count("at: 2027-03-28T09:00:00+09:00") == 2
    assert check(context).findings == []
