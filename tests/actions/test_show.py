"""show has the next steps, the links from both sides, and a note about hand edits."""

from __future__ import annotations

from casectl.actions.link import link
from casectl.actions.show import show
from casectl.core.time.instants import to_seconds
from tests.actions.cases import AT_ONCE
from tests.fakes.context import FakeContext


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
    assert str(note) == "edited by hand, so these do not count: owner; for details: casectl check"


def test_a_reader_who_is_nobody_here_sees_the_case_all_the_same(book: FakeContext) -> None:
    book.person = "stranger"
    view = show(book, book.case_ids()[0])
    assert [step.transition.target for step in view.steps] == ["working", "dropped"]
