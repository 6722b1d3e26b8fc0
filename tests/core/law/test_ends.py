"""A regulatory duty ends as its rule says, or somebody else decides on it: past its deadline no less than before."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from casectl.actions.advance import advance
from casectl.actions.check import check
from casectl.actions.contact import Contact, contact
from casectl.actions.due import due
from casectl.actions.edit import edit
from casectl.actions.escalate import escalate
from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.actions.recording.proposal import EventStamp
from casectl.actions.retype import NewKind, retype
from casectl.actions.set_ import set_fields
from casectl.core.values.messages import Refused
from tests.actions.cases import AT_ONCE, TICKS, due_in_hours, refused
from tests.fakes.context import SETTINGS, TEMPLATE, FakeContext

CLOCKS = """\
clocks:
  slow:
    title: Slow
    kind: regulatory
    starts: opened
    stops: ["state:solved"]
    within: [{when: {about: slow}, duration: 10h}]
  ranked:
    title: Ranked
    kind: regulatory
    starts: opened
    stops: ["state:solved"]
    within: [{when: {level: 1}, duration: 10h}]
  quick:
    title: Quick
    kind: regulatory
    starts: opened
    stops: ["state:solved"]
    within: [{when: {about: quick}, duration: 2h}]
follow_ups:
"""
KINDS = TEMPLATE.partition("clocks:\n")[0] + CLOCKS + TEMPLATE.partition("\nfollow_ups:\n")[2]
OTHER = (
    KINDS.replace("template: plain", "template: other")
    .replace("about: slow", "about: never")
    .replace("within: [{when: {level: 1}, duration: 10h}]", "within: [{duration: 30h}]")
)
DESK = SETTINGS.replace("boss: {may: [act_as]}", "boss: {may: [act_as, clocks]}")
Verb = Callable[[FakeContext, str], object]
OTHERS = r"somebody else must decide"


def by_field(context: FakeContext, case: str) -> None:
    set_fields(context, case, FieldChanges([("about", "")]), AT_ONCE)


def by_editor(context: FakeContext, case: str) -> None:
    edit(context, case, lambda text: text.replace(b"about: slow", b"about: more"), AT_ONCE)


def by_level(context: FakeContext, case: str) -> None:
    escalate(context, case, 2, HandoffForm(reason="hot"), AT_ONCE)


def by_step(context: FakeContext, case: str) -> None:
    advance(context, case, "working", FieldChanges([("about", "")], ticks=TICKS), AT_ONCE)


def by_retype(context: FakeContext, case: str) -> None:
    retype(context, case, NewKind("other", changes=FieldChanges(reason="Of another kind")), AT_ONCE)


ENDS: dict[str, Verb] = {"set": by_field, "edit": by_editor, "escalate": by_level, "advance": by_step,
                         "retype": by_retype}  # fmt: skip


def desk() -> tuple[FakeContext, str]:
    """A case whose two regulatory clocks run for ten hours."""
    context = FakeContext(settings=DESK, templates={"plain": KINDS, "other": OTHER})
    return context, context.open([("about", "slow")], owner="ada")


def states(context: FakeContext, case: str) -> dict[str, str]:
    return {row.run.clock: row.state for row in due(context, case).rows}


def faults(context: FakeContext) -> list[str]:
    return [each.code for each in check(context).findings if each.code == "C094"]


@pytest.mark.parametrize("hours", [9, 11, 500])
@pytest.mark.parametrize("verb", ENDS)
def test_the_owner_does_not_end_a_regulatory_duty_alone(verb: str, hours: int) -> None:
    """One hour before the deadline, one hour after it and weeks later."""
    context, case = desk()
    context.later(hours=hours)
    with refused(context, Refused, OTHERS, "ada has owned", "who can: cy"):
        ENDS[verb](context, case)
    assert states(context, case) == {"slow": "running", "ranked": "running"}


@pytest.mark.parametrize("verb", ENDS)
def test_somebody_else_who_may_does_and_what_was_late_stays_late(verb: str) -> None:
    context, case = desk()
    ENDS[verb](context.later(hours=11).by("cy"), case)
    clock = "ranked" if verb == "escalate" else "slow"
    assert states(context, case)[clock] == "late"
    assert faults(context) == []


@pytest.mark.parametrize("verb", ENDS)
def test_the_same_by_hand_is_found_before_and_after_it_is_committed(verb: str) -> None:
    """What cy decided, written in the owner's name."""
    context, case = desk()
    ENDS[verb](context.later(hours=11).by("cy"), case)
    context.rewrite(case, "by: cy", "by: ada")
    assert {*faults(context)} == {"C094"}
    context.by("ada").commit(case)
    assert {*faults(context)} == {"C094"}


def test_a_stop_of_the_rule_is_the_owners_own_and_late() -> None:
    context, case = desk()
    context.later(hours=11)
    advance(context, case, "working", FieldChanges(ticks=TICKS), AT_ONCE)
    contact(context, case, Contact("out", "phone", "it is the lid"), AT_ONCE)
    advance(context, case, "solved", FieldChanges([("cause", "a lid")]), AT_ONCE)
    assert states(context, case) == {"slow": "late", "ranked": "late"}


def test_a_withdrawal_ends_what_is_late_as_well() -> None:
    """Of the customer's: who may record it does, here a boss; that the complaint was owed an answer stays to see."""
    context, case = desk()
    set_fields(context, case, FieldChanges([("cause", "a lid")]), EventStamp())
    advance(context.later(hours=11).by("cy"), case, "dropped", FieldChanges(reason="Withdrawn"), AT_ONCE)
    assert states(context, case) == {"slow": "late", "ranked": "late"}


@pytest.mark.parametrize("hours", [1, 11])
def test_nobody_gains_where_a_shorter_row_begins_to_count(hours: int) -> None:
    context, case = desk()
    set_fields(context.later(hours=hours), case, FieldChanges([("about", "quick")]), AT_ONCE)
    assert states(context, case)["quick"] == "running"
    assert due_in_hours(context, case)["quick"] == 2
    assert faults(context) == []


@pytest.mark.parametrize("hours", [1, 11])
def test_nor_does_a_longer_one_that_begins_help(hours: int) -> None:
    context = FakeContext(settings=DESK, templates={"plain": KINDS.replace("duration: 2h", "duration: 90h")})
    case = context.open([("about", "slow")], owner="ada")
    with refused(context.later(hours=hours), Refused, OTHERS):
        set_fields(context, case, FieldChanges([("about", "quick")]), AT_ONCE)
