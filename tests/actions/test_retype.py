"""retype gives a case that was opened under the wrong kind another template, as if it had been opened from it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casectl.actions import followup
from casectl.actions.advance import advance
from casectl.actions.check import check
from casectl.actions.contact import Contact, contact
from casectl.actions.due import due
from casectl.actions.edit import edit
from casectl.actions.escalate import escalate
from casectl.actions.explain import RunFilter, explain
from casectl.actions.note import note
from casectl.actions.override import override
from casectl.actions.pause import pause
from casectl.actions.recompute import RecomputeRequest, recompute
from casectl.actions.recording.clock_change import ClockChange, Notice
from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.actions.recording.proposal import EventStamp
from casectl.actions.reopen import reopen
from casectl.actions.retype import NewKind, retype
from casectl.actions.set_ import set_fields
from casectl.actions.undo import undo
from casectl.core.time.instants import elapsed, plus
from casectl.core.values.messages import NotFound, Refused, UsageError
from tests.actions.cases import AT_ONCE, case_in, due_in_hours, refused
from tests.actions.conftest import ASKED_OF_RESOLVE
from tests.fakes.context import NOW, TEMPLATE, FakeContext

ASKED = TEMPLATE.replace("duration: 48h}]", f"duration: 48h}}]\n{ASKED_OF_RESOLVE}")
OTHER = """\
template: parcel
version: 2
title: {en: Parcel, zh: 包裹}
levels: {1: Low, 2: High}
fields:
  problem: {type: text, title: Problem, required: opening}
  channel: {type: choice, title: Channel, choices: {phone: Phone, app: App}}
  customer: {type: map, title: Customer, fields: {name: {type: text, title: Name}}}
  parcel: {type: text, title: Parcel, required: opening}
  by: {type: date, title: Promised for, promise: yes}
  size: {type: text, title: Size, default: small}
workflow:
  initial: arrived
  reopens_to: working
  states:
    arrived: {title: Arrived, category: open}
    working: {title: On it, category: open}
    waiting: {title: Waiting, category: waiting}
    solved: {title: Found, category: resolved}
    over: {title: Over, category: closed}
  transitions:
    begin: {from: arrived, to: working, title: Begin}
    wait: {from: working, to: waiting, title: Wait}
    go_on: {from: waiting, to: working, title: Go on}
    find: {from: working, to: solved, title: Find}
    end: {from: solved, to: over, title: End}
clocks:
  answer: {title: Reply, kind: internal, starts: opened, stops: ["contact:out"], counts_from: received, within: [{duration: 2h}]}
  resolve:
    title: Find it
    kind: internal
    starts: opened
    stops: ["state:solved"]
    counts_from: received
    reopening: resume
    pauses: {silence: {title: No reply, while: "state:waiting"}}
    within: [{when: {level: 2}, duration: 24h}, {duration: 72h}]
  search: {title: Search, kind: internal, starts: "state:working", stops: ["state:solved"], within: [{duration: 10h}]}
  told: {title: Told, kind: internal, starts: "clock:answer", stops: ["state:over"], within: [{duration: 5h}]}
follow_ups:
  ask: {title: Ask, on: opened, after: 3h, any_time: yes, what: ask}
"""  # noqa: E501


@pytest.fixture
def desk() -> FakeContext:
    return FakeContext(templates={"plain": ASKED, "parcel": OTHER})


def as_parcel(context: FakeContext, case: str, state: str = "", **fields: str) -> object:
    changes = FieldChanges([*{"parcel": "P1", **fields}.items()], reason="A parcel after all")
    return retype(context, case, NewKind("parcel", state, changes=changes), AT_ONCE)


def verdicts(context: FakeContext, case: str) -> list[tuple[str, str, str]]:
    return [(row.run.clock, row.run.rule, row.state) for row in due(context, case).rows]


def test_the_case_counts_as_if_it_had_been_opened_from_the_new_template(desk: FakeContext) -> None:
    """What ran falls away, what would run now counts from the receipt, and what was answered is answered."""
    case = desk.open(received_at=plus(NOW, timedelta(hours=-1)))
    as_parcel(desk.later(hours=1), case)
    assert due_in_hours(desk, case) == {"answer": 1, "resolve": 71}
    assert sorted(verdicts(desk, case)) == [
        ("answer", "parcel@2", "running"), ("answer", "plain@7", "fell_away"),
        ("resolve", "parcel@2", "running"), ("resolve", "plain@7", "fell_away"),
        ("update", "plain@7", "fell_away"),
    ]  # fmt: skip
    header = desk.case(case).header
    assert (header.template, header.state, header.owner, header.level) == ("parcel", "arrived", "ada", 1)
    assert [(each.rule, elapsed(NOW, each.at)) for each in header.follow_ups] == [("ask", timedelta(hours=4))]
    assert desk.case(case).fields["size"] == "small"
    assert check(desk).findings == []


def test_what_was_answered_before_is_answered(desk: FakeContext) -> None:
    """A clock that began when the answered one stopped runs from then."""
    case = desk.open()
    contact(desk.later(hours=1), case, Contact("out", "phone", "We look"), AT_ONCE)
    as_parcel(desk.later(hours=1), case)
    assert due_in_hours(desk, case) == {"resolve": 72, "told": 6}


def test_a_breach_stays_one(desk: FakeContext) -> None:
    """A deadline that was missed under the old template is late, not fallen away."""
    case = desk.open()
    as_parcel(desk.later(hours=5), case)
    assert ("answer", "plain@7", "late") in verdicts(desk, case)
    assert due_in_hours(desk, case)["answer"] == 2


def test_nothing_granted_under_the_old_template_puts_the_new_clocks_off(desk: FakeContext) -> None:
    """Neither a pause, a deadline set by hand nor a level that was lower then."""
    case = desk.open()
    told = contact(desk, case, Contact("out", "phone", "We wait"), AT_ONCE).events[0].id
    override(desk.by("bob"), case, ClockChange("update", reason="x"), lambda _: plus(NOW, timedelta(days=90)), AT_ONCE)
    pause(desk, case, ClockChange("resolve", "wait", "x", Notice(event=told)), AT_ONCE)
    escalate(desk.later(hours=1), case, 0, HandoffForm(reason="x"), AT_ONCE)
    as_parcel(desk.later(hours=9), case)
    assert due_in_hours(desk, case)["resolve"] == 24
    set_fields(desk, case, FieldChanges([("size", "big")]), AT_ONCE)
    assert due_in_hours(desk, case)["resolve"] == 24
    assert check(desk).findings == []


def test_a_state_of_the_same_name_stays_and_another_one_can_be_given(desk: FakeContext) -> None:
    first, second, third = (case_in(desk, "working") for _ in range(3))
    as_parcel(desk.later(hours=1), first)
    assert desk.case(first).header.state == "working"
    assert due_in_hours(desk, first)["search"] == 10
    as_parcel(desk, second, state="Waiting")
    assert desk.case(second).header.state == "waiting"
    assert set(desk.case(second).header.paused) == {"resolve"}
    assert ("resolve", "plain@7", "fell_away") in verdicts(desk, second)
    advance(desk.later(hours=1), first, "solved", FieldChanges(), AT_ONCE)
    assert "resolve" not in desk.case(first).header.due
    with refused(desk, NotFound, "there is no state gone"):
        as_parcel(desk, third, state="gone")
    assert check(desk).findings == []


@pytest.mark.parametrize("state", ["solved", "over"])
def test_retyping_is_no_way_past_a_step_of_the_workflow(desk: FakeContext, state: str) -> None:
    case = desk.open()
    with refused(desk, Refused, "a separate step", "--state"):
        as_parcel(desk, case, state=state)


def test_a_resolved_case_stays_resolved_and_a_closed_one_is_refused(desk: FakeContext) -> None:
    solved, closed = case_in(desk, "solved"), case_in(desk, "closed")
    with refused(desk, Refused, "a separate step", "solved"):
        as_parcel(desk, solved, state="arrived")
    as_parcel(desk, solved)
    assert desk.case(solved).header.state == "solved"
    assert due_in_hours(desk, solved) == {"told": 5}
    with refused(desk, Refused, "is already Closed", f"casectl reopen {closed}"):
        as_parcel(desk, closed)
    reopen(desk.later(hours=1), solved, FieldChanges(reason="x"), AT_ONCE)
    assert due_in_hours(desk, solved)["resolve"] == 73
    assert check(desk).findings == []


def test_all_that_does_not_fit_is_said_at_once(desk: FakeContext) -> None:
    case = desk.open([("channel", "mail")], level=3)
    with refused(desk, UsageError, "channel", "(parcel) must be filled"):
        retype(desk, case, NewKind("parcel", changes=FieldChanges(reason="x")), AT_ONCE)
    with refused(desk, Refused, "(parcel) must be filled"):
        retype(desk, case, NewKind("包裹", changes=FieldChanges([("channel", "app")], reason="x")), AT_ONCE)
    with refused(desk, Refused, "there is no level 3", "--level"):
        as_parcel(desk, case, channel="app")
    with refused(desk, Refused, "already has template plain"):
        retype(desk, case, NewKind("plain", changes=FieldChanges(reason="x")), AT_ONCE)
    with refused(desk, UsageError, "say why"):
        retype(desk, case, NewKind("parcel", changes=FieldChanges([("parcel", "P1")])), AT_ONCE)
    with refused(desk, NotFound, "there is no template parcels"):
        retype(desk, case, NewKind("parcels", changes=FieldChanges(reason="x")), AT_ONCE)


def test_what_is_to_be_done_stays_and_is_listed(desk: FakeContext) -> None:
    case = desk.open([("about", "mine")])
    followup.add(desk, case, followup.NewFollowUp(plus(NOW, timedelta(days=2)), "visit", "bob"), AT_ONCE)
    receipt = as_parcel(desk, case, by="2026-12-01")
    assert [(each.what, each.kind) for each in desk.case(case).header.follow_ups] == [
        ("visit", ""), ("ask", ""), ("by", "promise"),
    ]  # fmt: skip
    assert "(visit)" in str(getattr(receipt, "notes", ""))
    assert desk.case(case).fields["about"] == "mine"
    assert check(desk).findings == []


def test_a_kept_promise_is_not_owed_again(desk: FakeContext) -> None:
    case = desk.open()
    as_parcel(desk, case, by="2026-12-01")
    followup.done(desk, case, "by", followup.Outcome("there", "kept"), AT_ONCE)
    back = FieldChanges([("channel", "phone")], reason="No parcel")
    retype(desk, case, NewKind("plain", changes=back), AT_ONCE)
    as_parcel(desk, case)
    assert [each.what for each in desk.case(case).header.follow_ups] == ["ask"]
    assert check(desk).findings == []


def test_it_can_be_taken_back_and_done_again(desk: FakeContext) -> None:
    case = desk.open()
    before = desk.case(case)
    stamp = EventStamp(event_id="once")
    wanted = NewKind("parcel", changes=FieldChanges([("parcel", "P1")], reason="x"))
    retype(desk, case, wanted, stamp)
    assert retype(desk, case, wanted, stamp).already
    undo(desk, case, "no", AT_ONCE)
    after = desk.case(case)
    assert (after.header, after.fields) == (before.header, before.fields)
    note(desk, case, "x", AT_ONCE)
    assert check(desk).findings == []


def test_what_ended_is_explained_by_the_rules_of_then(desk: FakeContext) -> None:
    case = desk.open()
    as_parcel(desk.later(hours=1), case)
    [old, new] = explain(desk, case, RunFilter("answer", None)).found
    assert [each.row.rule.title.by_language for each in (old, new) if each.row.rule] == [
        (("", "Answer"),), (("", "Reply"),),
    ]  # fmt: skip
    assert old.segments
    [now] = explain(desk, case, RunFilter("answer"), plus(NOW, timedelta(minutes=5))).found
    assert str(now.row.rule.title if now.row.rule else "") == "Answer"
    assert recompute(desk, RecomputeRequest([case]), AT_ONCE).rows == []


def test_a_template_edited_by_hand_leads_to_retype(desk: FakeContext) -> None:
    case = desk.open()
    with refused(desk, Refused, f"casectl retype {case} TEMPLATE"):
        edit(desk, case, lambda text: text.replace(b"template: plain\nstate", b"template: parcel\nstate"), AT_ONCE)
    with refused(desk, UsageError, "casectl retype CASE TEMPLATE"):
        set_fields(desk, case, FieldChanges([("template", "parcel")]), AT_ONCE)
