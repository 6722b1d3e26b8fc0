"""drill plays a scenario's messages at their times, once each, and marks what was done."""

from __future__ import annotations

import pytest

from casectl.actions.contact import Contact, contact
from casectl.actions.drill import FILE, play, score
from casectl.core.values.messages import NotFound, Refused, Unreadable
from tests.actions.cases import AT_ONCE, refused
from tests.contracts.drills import SCENARIO, drilled, in_drill
from tests.fakes.context import FakeContext


def test_messages_come_in_order_at_their_times_and_no_more_than_there_are(context: FakeContext) -> None:
    """The first one opens the case, with whoever practises; the next is a contact of the customer's."""
    first = play(in_drill(context), str)
    assert context.case(first.case_id).header.owner == "ada"
    with refused(context, Refused, "the next message comes at 2026-11-23T12:00:00+08:00", "casectl drill next"):
        play(context, str)
    second = play(context.later(hours=2), str)
    assert (second.number, second.case_id, second.after) == (2, first.case_id, None)
    event = context.case(first.case_id).journal[-1]
    assert [event.text(name) for name in ("direction", "channel", "chaser", "text")] == ["in", "phone", "yes", "Well?"]
    with refused(context, NotFound, "there are no more messages from the customer"):
        play(context, str)


def test_the_marks_are_of_what_is_on_record(context: FakeContext) -> None:
    case = play(in_drill(context), str).case_id
    assert ([each.points for each in score(context).marks], score(context).ahead) == ([1, 5, 1, 1, 1], 1)
    contact(context, case, Contact("out", "phone", "I am sorry"), AT_ONCE)
    marked = score(context)
    assert ([each.points for each in marked.marks], marked.points, marked.most) == ([4, 5, 5, 1, 1], 16, 25)


def test_what_is_no_drill_says_so(context: FakeContext) -> None:
    for act in (score, lambda book: play(book, str)):
        with refused(context, NotFound, "this casebook is not a drill"):
            act(context)
    with refused(in_drill(context), NotFound, "the customer has not said anything yet"):
        score(context)


def test_a_scenario_with_a_fault_is_refused_whole(context: FakeContext) -> None:
    context.store.files[FILE] = SCENARIO.replace("2h", "soon").replace("says", "sayz").encode()
    with pytest.raises(Unreadable) as error:
        play(context, str)
    assert "sayz" in str(error.value)
    assert "soon" in str(error.value)


def test_a_message_that_came_is_there_once_however_often_it_is_asked_for(context: FakeContext) -> None:
    drilled(context)
    [case] = context.case_ids()
    assert [each.id for each in context.case(case).journal] == ["drill-message-1", "drill-message-2"]
