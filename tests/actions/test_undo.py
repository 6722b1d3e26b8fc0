"""undo records a reversal, of one's own last event or of a whole batch, and never rewrites history."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from casectl.actions import followup
from casectl.actions.accept import accept
from casectl.actions.adopt import adopt
from casectl.actions.advance import advance
from casectl.actions.assign import assign
from casectl.actions.attach import attach
from casectl.actions.contact import Contact, contact
from casectl.actions.escalate import escalate
from casectl.actions.handoff import handoff
from casectl.actions.link import link
from casectl.actions.list_ import list_cases
from casectl.actions.note import note
from casectl.actions.pause import pause
from casectl.actions.recording.bulk import Bulk, record_in_bulk
from casectl.actions.recording.clock_change import ClockChange, Notice
from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.actions.recording.proposal import EventStamp
from casectl.actions.set_ import propose_set, set_fields
from casectl.actions.undo import undo, undo_batch
from casectl.core.case.model import Event
from casectl.core.query.conditions import OneOf
from casectl.core.query.model import EVERY
from casectl.core.values.messages import NotFound, Refused
from tests.actions.cases import AT_ONCE, refused
from tests.fakes.context import FakeContext

WAIT = ClockChange(code="wait", notice=Notice("We wait for you", "phone"))

UNDOABLE: dict[str, Callable[[FakeContext, str], object]] = {
    "noted": lambda context, case: note(context, case, "x", AT_ONCE),
    "contacted": lambda context, case: contact(context, case, Contact("out", "phone", "x"), AT_ONCE),
    "changed": lambda context, case: set_fields(
        context, case, FieldChanges([("cause", "lid"), ("tags", "")], ["heard"]), AT_ONCE
    ),
    "advanced": lambda context, case: advance(
        context, case, "working", FieldChanges([("cause", "x")], ["heard", "sorry"]), AT_ONCE
    ),
    "assigned": lambda context, case: assign(context, case, HandoffForm("bob", "back"), AT_ONCE),
    "offered": lambda context, case: handoff(context, case, HandoffForm("bob", reason="x"), AT_ONCE),
    "escalated": lambda context, case: escalate(context, case, 3, HandoffForm(reason="x"), AT_ONCE),
    "linked": lambda context, case: link(context, case, "related", context.case_ids()[-1], AT_ONCE),
    "followup_cancelled": lambda context, case: followup.cancel(context, case, "", "x", AT_ONCE),
}


@pytest.mark.parametrize("kind", UNDOABLE)
def test_an_undone_event_is_kept_and_header_and_fields_are_as_before(context: FakeContext, kind: str) -> None:
    case = context.open([("tags", "a, b")])
    context.open()
    if kind == "followup_cancelled":
        followup.add(context, case, followup.NewFollowUp(context.now, "ring"), AT_ONCE)
    before = context.case(case)
    UNDOABLE[kind](context, case)
    event = context.case(case).journal[-1]
    receipt = undo(context.later(minutes=9), case, "a slip", AT_ONCE)
    after = receipt.case
    assert (after.header, after.fields) == (before.header, before.fields)
    assert {key: value for key, value in after.tree.items() if key != "journal"} == {
        key: value for key, value in before.tree.items() if key != "journal"
    }
    assert (event.kind, after.journal[-2]) == (kind, event)
    assert dict(receipt.events[0].data) == {"undoes": event.id, "what": kind, "reason": "a slip"}


def test_undo_goes_back_one_event_at_a_time_as_far_as_they_are_ones_own(context: FakeContext) -> None:
    case = context.open()
    for text in ("one", "two"):
        note(context, case, text, AT_ONCE)
    for _ in range(2):
        undo(context, case, "", AT_ONCE)
    assert [event.text("undoes") for event in context.case(case).journal[-2:]] == [
        event.id for event in reversed(context.case(case).journal[1:3])
    ]
    with refused(context, Refused, "opened cannot be undone"):
        undo(context, case, "", AT_ONCE)


def test_what_is_somebody_elses_or_final_is_not_taken_back(context: FakeContext) -> None:
    case = context.open()
    attach(context, case, "a", b"x", AT_ONCE)
    with refused(context, Refused, "attached cannot be undone"):
        undo(context, case, "", AT_ONCE)
    handoff(context, case, HandoffForm("bob", reason="x"), AT_ONCE)
    with refused(context.by("bob"), Refused, "(offered) is ada's, not yours"):
        undo(context, case, "", AT_ONCE)
    accept(context, case, AT_ONCE)
    with refused(context, Refused, "accepted cannot be undone"):
        undo(context, case, "", AT_ONCE)


def test_what_has_changed_again_since_is_not_put_back_over_it(context: FakeContext) -> None:
    case = context.open()
    set_fields(context, case, FieldChanges([("cause", "lid")]), AT_ONCE)
    context.rewrite(case, "cause: lid", "cause: hinge")
    context.commit(case)
    with refused(context, Refused, "have been changed again since"):
        undo(context, case, "", AT_ONCE)


def test_an_adopted_edit_can_be_taken_back(context: FakeContext) -> None:
    case = context.open()
    context.rewrite(case, "title: The", "title: A")
    adopt(context, case, "", AT_ONCE)
    undo(context, case, "", AT_ONCE)
    last: Event = context.case(case).journal[-1]
    assert (last.text("what"), context.case(case).title) == ("adopted", "The parcel came open")


def test_a_batch_is_taken_back_where_nothing_has_happened_since(owned: FakeContext) -> None:
    given = FieldChanges([("cause", "A torn box")])
    batch = record_in_bulk(owned, Bulk(EVERY), propose_set(owned, given), EventStamp()).id
    other = record_in_bulk(
        owned,
        Bulk(OneOf("owner", ("bob",))),
        propose_set(owned, FieldChanges([("cause", "Rain")])),
        EventStamp(),
    ).id
    undone = undo_batch(owned, batch, "Wrong cause", EventStamp())
    causes = {case.id: case.fields.get("cause", "") for case in list_cases(owned, EVERY).cases}
    assert sorted(causes.values()) == ["", "", "Rain"]
    assert {row.case_id for row in undone.rows} == {*causes}, "none is left out"
    refused = {row.case_id: str(row.refusal.what) for row in undone.rows if row.refusal}
    [rainy] = (case for case, cause in causes.items() if cause)
    assert refused == {rainy: f"{rainy}: other events were recorded after batch {batch}"}
    assert len(undo_batch(owned, other, "", EventStamp()).rows) == 1
    assert [row.done for row in undo_batch(owned, batch, "", EventStamp()).rows] == [True], (
        "the others are undone already"
    )
    with pytest.raises(NotFound, match="no case has anything from batch nothing to undo"):
        undo_batch(owned, "nothing", "", EventStamp())


def test_what_somebody_else_recorded_since_is_the_reason_that_is_given(owned: FakeContext) -> None:
    """And not that it is somebody else's."""
    batch = record_in_bulk(
        owned, Bulk(EVERY), propose_set(owned, FieldChanges([("cause", "A torn box")])), EventStamp()
    ).id
    first = owned.case_ids()[0]
    note(owned.by("bob"), first, "The box was mine", EventStamp())
    owned.by("ada")
    reasons = [str(row.refusal.what) for row in undo_batch(owned, batch, "", EventStamp()).rows if row.refusal]
    assert reasons == [f"{first}: other events were recorded after batch {batch}"]


def test_a_pause_is_taken_back_with_its_notice(clocks: FakeContext) -> None:
    case = clocks.open()
    before = clocks.case(case).header
    paused, notice = pause(clocks, case, WAIT, AT_ONCE).events
    assert (paused.text("act"), notice.text("act")) == ("", paused.id)
    receipt = undo(clocks.later(hours=1), case, "a slip", AT_ONCE)
    assert receipt.case.header == before
    assert [each.text("undoes") for each in receipt.events] == [notice.id, paused.id]
    with refused(clocks, Refused, "opened cannot be undone"):
        undo(clocks, case, "", AT_ONCE)


def test_the_notice_of_an_older_pause_is_not_taken_back_without_it(clocks: FakeContext) -> None:
    """Such a journal does not say that they were recorded together."""
    case = clocks.open()
    pause(clocks, case, WAIT, AT_ONCE)
    path = clocks.case(case).source.file
    clocks.store.files[path] = b"".join(
        line for line in clocks.store.files[path].splitlines(keepends=True) if b" act: " not in line
    )
    clocks.commit(case)
    with refused(
        clocks, Refused, "the customer was informed in this contact of clock paused, which would still be in force"
    ):
        undo(clocks.later(hours=1), case, "", AT_ONCE)


def test_what_an_act_changed_in_the_fields_is_put_back(clocks: FakeContext) -> None:
    """Also where the edit of a field is not its last event."""
    case = clocks.by("ada").open(owner="ada")
    before = clocks.case(case)
    clocks.rewrite(case, "title: The", "title: A")
    clocks.rewrite(case, "owner: ada", "owner: bob")
    adopt(clocks, case, "he has it", AT_ONCE)
    assert [each.kind for each in clocks.case(case).journal[1:]] == ["adopted", "assigned"]
    after = undo(clocks.later(hours=1), case, "", AT_ONCE).case
    assert (after.header, after.title) == (before.header, before.title)


def test_an_escalation_is_taken_back_with_the_offer_that_came_with_it(clocks: FakeContext) -> None:
    case = clocks.by("ada").open(owner="ada")
    escalate(clocks, case, 2, HandoffForm("bob", reason="hot"), AT_ONCE)
    header = undo(clocks.later(hours=1), case, "", AT_ONCE).case.header
    assert (header.level, header.offer) == (1, None)
    note(clocks, case, "again", AT_ONCE)
    undo(clocks, case, "", AT_ONCE)
