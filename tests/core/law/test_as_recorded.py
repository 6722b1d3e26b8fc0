"""A regulatory run goes on as it was recorded: no undo, late entry or withdrawal of the owner's own puts it off."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casectl.actions.advance import advance
from casectl.actions.check import check
from casectl.actions.contact import Contact, contact
from casectl.actions.pause import pause
from casectl.actions.recording.clock_change import ClockChange
from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.recording.proposal import EventStamp
from casectl.actions.reopen import reopen
from casectl.actions.restart import restart
from casectl.actions.resume import resume
from casectl.actions.undo import undo
from casectl.core.clocks.runs import latest_runs
from casectl.core.time.instants import plus
from casectl.core.values.messages import Refused
from tests.actions.cases import AT_ONCE, TICKS, due_in_hours, refused
from tests.fakes.context import NOW, SETTINGS, TEMPLATE, FakeContext

REGULATED = (
    TEMPLATE.replace("reopen_may: [agent]", "reopen_may: [agent, boss]")
    .replace("category: closed}\n  transitions", "category: closed, withdrawn: yes}\n  transitions")
    .replace("guards: [reason_given], may: [boss]", "guards: [reason_given]")
    .replace("title: Keep informed\n    kind: internal", "title: Keep informed\n    kind: regulatory")
    .replace('starts: [opened, "contact:out", "event:reopened"]', 'starts: "state:working"')
    .replace(
        '  resolve:\n    title: Resolve\n    kind: internal\n    starts: [opened, "event:reopened"]\n',
        "  resolve:\n    title: Resolve\n    kind: regulatory\n    starts: opened\n    reopening: resume\n"
        "    pauses: {wait: {title: Waiting}}\n    restarts: {new_facts: {title: New facts}}\n",
    )
)  # fmt: skip
DESK = SETTINGS.replace("boss: {may: [act_as]}", "boss: {may: [act_as, clocks]}")
WAIT, ANEW = ClockChange("resolve", "wait"), ClockChange("resolve", "new_facts", "He found it")
OTHERS = "somebody else must decide on it"


@pytest.fixture
def context() -> FakeContext:
    """A desk of three, of whom cy may decide on clocks; `resolve` is due 48 hours after the opening."""
    return FakeContext(settings=DESK, templates={"plain": REGULATED})


def at(**length: float) -> EventStamp:
    return EventStamp(plus(NOW, timedelta(**length)), late="I forgot")


def is_paused(context: FakeContext, case: str) -> bool:
    return latest_runs(context.case(case).journal)["resolve"].pause is not None


def gains(context: FakeContext) -> list[str]:
    return [str(each.what) for each in check(context).findings if each.code == "C094"]


def gone_on(context: FakeContext) -> str:
    """A case that was paused for an hour and goes on; it is due 49 hours after NOW."""
    case = context.open(owner="ada")
    pause(context.later(hours=1), case, WAIT, AT_ONCE)
    resume(context.later(hours=1), case, ClockChange("resolve"), AT_ONCE)
    return case


@pytest.mark.parametrize("hours", [40, 60])
def test_a_pause_that_ended_long_ago_does_not_come_back_by_an_undo(context: FakeContext, hours: float) -> None:
    """Before the deadline and after it."""
    case = gone_on(context)
    with refused(context.later(hours=hours), Refused, OTHERS):
        undo(context, case, "", AT_ONCE)
    assert due_in_hours(context, case)["resolve"] == 49
    assert not is_paused(context, case)


def test_a_resumption_by_mistake_is_taken_back_at_once(context: FakeContext) -> None:
    case = gone_on(context)
    undo(context.later(hours=2), case, "", AT_ONCE)
    assert is_paused(context, case)
    assert gains(context) == []


def test_who_may_decide_on_clocks_records_it_and_the_same_in_the_owners_name_is_found(context: FakeContext) -> None:
    case = context.open(owner="ada")
    restart(context.by("cy").later(days=5), case, ANEW, at(hours=40))
    assert gains(context) == []
    context.rewrite(case, "by: cy", "by: ada")
    [found] = gains(context)
    context.commit(case)
    assert gains(context) == [found]
    assert OTHERS in found


def test_a_run_does_not_begin_anew_long_after_by_an_undo(context: FakeContext) -> None:
    """A slip is taken back at once, but each slip counts from the first."""
    case = context.open(owner="ada")

    def take() -> None:
        advance(context, case, "working", FieldChanges(ticks=TICKS), AT_ONCE)

    take()
    undo(context.later(hours=2), case, "", AT_ONCE)
    take()
    assert due_in_hours(context, case)["update"] == 26
    assert gains(context) == []
    with refused(context.later(hours=12), Refused, "update"):
        undo(context.later(days=1), case, "", AT_ONCE)


def withdrawn(context: FakeContext, by: str) -> str:
    case = context.open(owner="ada")
    advance(context.by(by).later(hours=40), case, "dropped", FieldChanges(reason="rang off"), AT_ONCE)
    context.later(days=30)
    return case


def test_what_the_owner_withdrew_the_owner_does_not_take_up_again_as_if_paused(context: FakeContext) -> None:
    case = withdrawn(context, "ada")
    for person in ("ada", "bob"):
        with refused(context.by(person), Refused, OTHERS):
            reopen(context, case, FieldChanges(reason="rang again"), AT_ONCE)
    reopen(context.by("cy"), case, FieldChanges(reason="rang again"), AT_ONCE)
    assert due_in_hours(context, case)["resolve"] == 30 * 24 + 48
    assert gains(context) == []
    context.rewrite(case, "by: cy", "by: ada")
    assert [OTHERS in each for each in gains(context)] == [True]


def test_what_somebody_else_withdrew_is_taken_up_again_as_its_rule_says(context: FakeContext) -> None:
    case = withdrawn(context, "bob")
    reopen(context.by("ada"), case, FieldChanges(reason="rang again"), AT_ONCE)
    assert due_in_hours(context, case)["resolve"] == 30 * 24 + 48
    assert gains(context) == []


def test_what_was_solved_in_time_is_taken_up_again_by_its_owner(context: FakeContext) -> None:
    case = context.open(owner="ada")
    advance(context, case, "working", FieldChanges(ticks=TICKS), AT_ONCE)
    contact(context, case, Contact("out", "phone", "it is the lid"), AT_ONCE)
    advance(context, case, "solved", FieldChanges([("cause", "a lid")]), AT_ONCE)
    reopen(context.later(days=5), case, FieldChanges(reason="it came open again"), AT_ONCE)
    assert due_in_hours(context, case)["resolve"] == 5 * 24 + 48
    assert gains(context) == []
