"""audit shows every event and every hand edit, from git's history."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casectl.actions.audit import audit
from casectl.actions.escalate import escalate
from casectl.actions.note import note
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.actions.recording.proposal import EventStamp
from casectl.core.case.ids import case_path
from casectl.core.reports import AuditReport
from casectl.core.time.instants import plus
from casectl.core.values.errors import NotFound
from tests.actions.cases import AT_ONCE, break_second
from tests.fakes.context import NOW, FakeContext


def said(report: AuditReport) -> list[tuple[str, list[str]]]:
    return [(str(step.what), [str(mark) for mark in step.marks]) for step in report.steps]


def test_an_audit_lists_events_and_hand_edits_recorded_or_not(context: FakeContext) -> None:
    book = context
    case = book.open(received_at=plus(NOW, -timedelta(hours=4)))
    note(book, case, "x", EventStamp(plus(NOW, -timedelta(hours=3))))
    book.rewrite(case, "problem: The", "problem: A")
    book.commit(case)
    book.rewrite(case, "owner: ada", "owner: eve")
    assert said(audit(book, case)) == [
        ("opened", []),
        ("noted", ["recorded 3h later"]),
        ("hand edit of fields.problem", []),
        ("hand edit of owner: ada → eve", ["not recorded yet"]),
    ]
    steps = audit(book, case).steps
    assert [step.changed for step in steps] == [(), (), ("fields.problem",), ()]
    assert steps[0].commit
    assert steps[0].commit.author == "Ada Testwell <ada@example.org>"


def test_an_escalation_with_an_offer_is_two_events_of_one_commit_and_neither_is_by_hand(book: FakeContext) -> None:
    case = book.case_ids()[0]
    escalate(book, case, 0, HandoffForm("bob", reason="x"), AT_ONCE)
    assert said(audit(book, case)) == [("opened", []), ("escalated", []), ("offered", [])]


def test_line_ends_that_a_checkout_turned_are_no_hand_edit(book: FakeContext) -> None:
    case = book.case_ids()[0]
    book.store.files[case_path(case)] = book.store.files[case_path(case)].replace(b"\n", b"\r\n")
    assert said(audit(book, case)) == [("opened", [])]


@pytest.mark.parametrize("committed", [False, True])
def test_a_case_whose_file_is_gone_can_still_be_audited(book: FakeContext, committed: bool) -> None:
    case = book.case_ids()[0]
    del book.store.files[case_path(case)]
    if committed:
        book.commit(case)
    expected = [("opened", []), ("the file was removed", [] if committed else ["not recorded yet"])]
    assert said(audit(book, case.lower())) == expected
    with pytest.raises(NotFound):
        audit(book, case[-4:])


def test_a_file_that_is_unreadable_and_one_never_recorded_are_reported(book: FakeContext) -> None:
    path = break_second(book)
    [_, (what, marks)] = said(audit(book, path))
    assert what.startswith("the file was left unreadable: ")
    assert marks == ["not recorded yet"]
    book.ledger.commits.clear()
    assert said(audit(book, book.case_ids()[0])) == [("opened", ["not recorded yet"])]


def test_a_shallow_clone_says_so(book: FakeContext) -> None:
    book.ledger.shallow = True
    assert audit(book, book.case_ids()[0]).shallow
