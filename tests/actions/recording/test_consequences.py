"""Every recorded event starts, stops and moves the clocks and follow-ups that the template ties to it."""

from __future__ import annotations

from datetime import timedelta

from casectl.actions import followup
from casectl.actions.advance import advance
from casectl.actions.contact import Contact, contact
from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.reopen import reopen
from casectl.core.time.instants import plus
from casectl.core.values.messages import Refused
from tests.actions.cases import AT_ONCE, TICKS, case_in, due_in_hours, refused
from tests.fakes.context import NOW, FakeContext


def test_clocks_start_stop_and_restart(context: FakeContext) -> None:
    case = context.open()
    assert due_in_hours(context, case) == {"answer": 4, "resolve": 48, "update": 24}
    contact(context.later(hours=1), case, Contact("in", "mail", "hurry"), AT_ONCE)
    assert due_in_hours(context, case) == {"answer": 4, "resolve": 48, "update": 24}
    contact(context.later(hours=1), case, Contact("out", "mail", "we are on it"), AT_ONCE)
    assert due_in_hours(context, case) == {"resolve": 48, "update": 26}
    advance(context, case, "working", FieldChanges(ticks=TICKS), AT_ONCE)
    contact(context.later(hours=1), case, Contact("out", "mail", "solved"), AT_ONCE)
    advance(context, case, "solved", FieldChanges([("cause", "lid")]), AT_ONCE)
    assert due_in_hours(context, case) == {}
    contact(context, case, Contact("out", "mail", "bye"), AT_ONCE)
    assert due_in_hours(context, case) == {}
    reopen(context.later(hours=1), case, FieldChanges(), AT_ONCE)
    assert due_in_hours(context, case) == {"resolve": 4 + 48, "update": 4 + 24}


def test_closing_stops_every_clock_and_leaves_what_was_planned_by_hand(context: FakeContext) -> None:
    case = context.open()
    followup.add(context, case, followup.NewFollowUp(plus(NOW, timedelta(hours=3)), "visit"), AT_ONCE)
    advance(context.by("cy"), case, "dropped", FieldChanges(reason="so"), AT_ONCE)
    assert due_in_hours(context, case) == {}
    assert [each.what for each in context.case(case).header.follow_ups] == ["visit"]


def test_a_resolved_case_has_its_follow_ups_which_reopening_cancels(context: FakeContext) -> None:
    case = case_in(context, "solved")
    planned = context.case(case).header.follow_ups
    assert [(each.rule, each.what, each.who) for each in planned] == [
        ("call", "callback", "ada"),
        ("survey", "survey", "ada"),
    ]
    assert len({each.id for each in planned}) == 2
    reopen(context, case, FieldChanges(), AT_ONCE)
    assert context.case(case).header.follow_ups == ()
    with refused(context, Refused, "record what the customer was told"):
        advance(context, case, "solved", FieldChanges(), AT_ONCE)
    contact(context, case, Contact("out", "phone", "it was the hinge"), AT_ONCE)
    advance(context, case, "solved", FieldChanges(), AT_ONCE)
    assert [each.rule for each in context.case(case).header.follow_ups] == ["call", "survey"]
