"""show has the next steps, the links from both sides, and a note about hand edits."""

from __future__ import annotations

from datetime import timedelta

from casectl.actions.contact import Contact, contact
from casectl.actions.handoff import handoff
from casectl.actions.link import link
from casectl.actions.lookup.customer_view import view_for_customer
from casectl.actions.note import note
from casectl.actions.promise import promise
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.actions.recording.new_follow_up import NewFollowUp
from casectl.actions.show import show
from casectl.actions.undo import undo
from casectl.core.time.instants import plus, to_seconds
from casectl.core.values.messages import LocalizedText
from casectl.render.formats import render
from casectl.render.views.for_customer import customer_page
from tests.actions.cases import AT_ONCE, case_in
from tests.fakes.context import NOW, FakeContext


def test_show_has_the_next_steps_with_what_each_needs_and_the_links_from_both_sides(book: FakeContext) -> None:
    case, other, _ = book.case_ids()
    link(book, other, "duplicate-of", case, AT_ONCE)
    view = show(book, case)
    assert [(step.transition.target, len(step.missing)) for step in view.steps] == [("working", 1), ("dropped", 2)]
    assert view.backlinks == [("duplicate-of", other)]
    assert view.notes == ()
    assert to_seconds(view.at) == to_seconds(book.now)


def test_a_header_edited_by_hand_does_not_count_and_is_said(book: FakeContext) -> None:
    case = book.case_ids()[0]
    book.rewrite(case, "owner: ada", "owner: eve")
    view = show(book, case)
    assert view.case.header.owner == "ada"
    [note] = view.notes
    assert str(note) == "values edited by hand are ignored: owner; for details: casectl check"


def test_a_reader_who_is_nobody_here_sees_the_case_all_the_same(book: FakeContext) -> None:
    book.person = "stranger"
    view = show(book, book.case_ids()[0])
    assert [step.transition.target for step in view.steps] == ["working", "dropped"]


def test_a_customer_sees_the_state_the_next_date_and_the_contacts(book: FakeContext) -> None:
    """The deadline of a handoff is none of theirs, a promise and a call-back are; what was undone did not happen."""
    case = case_in(book, "solved")
    contact(book, case, Contact("out", "mail", "a mistake"), AT_ONCE)
    undo(book, case, "wrong case", AT_ONCE)
    promise(book, case, NewFollowUp(soon := plus(NOW, timedelta(hours=3)), "a new lid", "ada"), AT_ONCE)
    view = view_for_customer(book, case)
    assert [str(each.text) for each in view.history] == [
        "We received your complaint", "Working", "We contacted you (Phone)", "Solved",
    ]  # fmt: skip
    assert (view.state, view.is_over) == (("solved", LocalizedText.of("Solved")), True)
    assert view.next_at
    assert to_seconds(view.next_at) == to_seconds(soon)


def test_no_word_from_inside_reaches_the_customer(book: FakeContext) -> None:
    """Not what was written about the customer in any event, not who has the case, not what it is called here."""
    case = case_in(book, "working")
    note(book, case, "INSIDE", AT_ONCE)
    contact(book, case, Contact("in", "phone", "INSIDE"), AT_ONCE)
    handoff(book, case, HandoffForm("bob", reason="INSIDE", tried="INSIDE", expects="INSIDE"), AT_ONCE)
    promise(book, case, NewFollowUp(plus(NOW, timedelta(hours=1)), "INSIDE", "bob"), AT_ONCE)
    view = customer_page(view_for_customer(book, case), book.zone, book.now)
    shown = render(view, "table") + render(view, "json")
    assert [each for each in ("INSIDE", "parcel", "Flora", "Testwell", "bob", "level") if each in shown] == []
    assert "Working" in shown
