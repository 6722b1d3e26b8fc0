"""publish has a page for each customer, under a name that stays and that nobody knows without the key."""

from __future__ import annotations

from casectl.actions.publish import page_name, publish
from casectl.core.query.model import EVERY
from tests.actions.cases import break_second
from tests.fakes.context import FakeContext


def test_a_page_has_the_same_name_for_ever_and_another_one_by_another_key(book: FakeContext) -> None:
    case = book.case_ids()[0]
    pages = dict(publish(book, EVERY, b"k").pages)
    assert pages[page_name(case, b"k")].case_id == case
    assert len(pages) == len(book.case_ids())
    assert len({page_name(each, key) for each in book.case_ids() for key in (b"k", b"l")}) == 2 * len(pages)


def test_who_withdrew_has_no_page(book: FakeContext) -> None:
    path, state = "templates/plain.yaml", b"    new: {title: New, category: "
    book.store.files[path] = book.store.files[path].replace(state + b"open}", state + b"closed, withdrawn: yes}")
    assert publish(book, EVERY, b"k").pages == []


def test_the_page_of_a_case_that_cannot_be_read_stays_as_it_is(book: FakeContext) -> None:
    """It is neither written nor taken for the page of nothing."""
    break_second(book)
    report = publish(book, EVERY, b"k")
    assert report.unread_pages == [page_name(book.case_ids()[1], b"k")]
    assert len(report.unreadable) == 1


def test_a_file_that_no_case_can_have_never_had_a_page(book: FakeContext) -> None:
    """Its name may not even be text: the system gives bytes that are not UTF-8 as lone surrogates."""
    book.store.files["cases/2026/11/\udcff\udcfe.yaml"] = b"x: 1\n"
    report = publish(book, EVERY, b"k")
    assert (len(report.unreadable), report.unread_pages) == (1, [])
