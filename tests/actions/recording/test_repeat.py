"""The same event id twice records once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from casectl.actions.advance import advance
from casectl.actions.contact import Contact, contact
from casectl.actions.escalate import escalate
from casectl.actions.new import new
from casectl.actions.note import note
from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.actions.recording.opening import Opening
from casectl.actions.recording.proposal import EventStamp
from casectl.actions.reopen import reopen
from casectl.actions.set_ import set_fields
from casectl.actions.undo import undo
from casectl.core.values.messages import Refused, UsageError
from tests.actions.recording.restless import state
from tests.actions.recording.verbs import VERBS
from tests.fakes.context import GIVEN, FakeContext


@pytest.mark.parametrize("verb", VERBS)
def test_the_same_event_id_twice_is_the_same_as_once(verb: str) -> None:
    """Even an hour later."""
    context = FakeContext()
    case = context.open()
    context.open()
    first = VERBS[verb](context, case, EventStamp(event_id="retry-1"))
    before = state(context)
    again = VERBS[verb](context.later(hours=1), case, EventStamp(event_id="retry-1"))
    assert first.events[0].id == "retry-1"
    assert (again.already, again.events, again.commit) == (True, first.events[:1], "")
    assert state(context) == before


def test_an_event_id_of_something_else_is_refused() -> None:
    """Nothing that somebody typed is thrown away with "done already"."""
    context = FakeContext()
    case = context.open()
    again = EventStamp(event_id="retry-1")
    note(context, case, "first", again)
    others: list[Callable[[], object]] = [
        lambda: note(context, case, "second", again),
        lambda: contact(context, case, Contact("in", "phone", "first"), again),
        lambda: set_fields(context, case, FieldChanges([("about", "lids")]), again),
        lambda: note(context, case, "x", EventStamp(event_id=context.case(case).journal[0].id)),
    ]
    for other in others:
        with pytest.raises(Refused, match="is already recorded with different content"):
            other()
    set_fields(context, case, FieldChanges([("about", "lids")]), EventStamp(event_id="set-1"))
    with pytest.raises(Refused, match="set-1 is already recorded"):
        set_fields(context, case, FieldChanges([("about", "doors")]), EventStamp(event_id="set-1"))
    note(context, case, "between", EventStamp())
    assert set_fields(context, case, FieldChanges([("about", "lids")]), EventStamp(event_id="set-1")).already
    set_fields(context, case, FieldChanges([("about", "doors")]), EventStamp())
    assert set_fields(context, case, FieldChanges([("about", "lids")]), EventStamp(event_id="set-1")).already
    opened = new(context, Opening("plain", GIVEN), EventStamp(event_id="open-2")).case.id
    with pytest.raises(Refused, match="open-2 is already recorded"):
        new(context, Opening("plain", (*GIVEN, ("about", "x"))), EventStamp(event_id="open-2"))
    assert new(context, Opening("plain", GIVEN), EventStamp(event_id="open-2")).case.id == opened


def test_undo_and_reopen_with_the_same_event_id_happen_once() -> None:
    context = FakeContext().by("cy")
    case = context.open()
    note(context, case, "x", EventStamp())
    undo(context, case, "", EventStamp(event_id="undo-1"))
    assert undo(context, case, "", EventStamp(event_id="undo-1")).already
    advance(context, case, "dropped", FieldChanges(reason="so"), EventStamp())
    reopen(context.by("ada"), case, FieldChanges(), EventStamp(event_id="open-1"))
    assert reopen(context, case, FieldChanges(), EventStamp(event_id="open-1")).already
    assert [event.kind for event in context.case(case).journal] == ["opened", "noted", "undone", "advanced", "reopened"]


def test_a_case_is_opened_once_for_an_event_id_even_if_the_first_try_never_reached_the_work_tree() -> None:
    context = FakeContext()
    opening = Opening("plain", GIVEN)
    first = new(context, opening, EventStamp(event_id="retry-1"))
    again = new(context.later(hours=1), opening, EventStamp(event_id="retry-1"))
    assert (again.already, again.case.id, again.events) == (True, first.case.id, first.events)
    assert len(context.ledger.commits) == 1


@pytest.mark.parametrize("bad", ["abc", "a b c d", "-abcd", "a" * 65, "abcd\n"])
def test_a_bad_event_id_is_refused(bad: str) -> None:
    context = FakeContext()
    case = context.open()
    before = state(context)
    with pytest.raises(UsageError, match="is not a valid event id"):
        note(context, case, "x", EventStamp(event_id=bad))
    assert state(context) == before


def test_an_event_id_that_leaves_no_room_for_a_second_event_is_refused_where_there_are_two() -> None:
    context = FakeContext()
    case = context.open()
    with pytest.raises(UsageError, match="is not a valid event id"):
        escalate(context, case, 0, HandoffForm("bob", reason="x"), EventStamp(event_id="a" * 64))
    assert (
        escalate(context, case, 0, HandoffForm("bob", reason="x"), EventStamp(event_id="a" * 62)).events[1].id[-3:]
        == "a-2"
    )
