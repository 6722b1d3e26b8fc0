"""audit shows every event and every hand edit, from git's history."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casectl.actions.accept import accept
from casectl.actions.audit import EVERYTHING, audit, audit_cases, dwell, dwell_cases
from casectl.actions.escalate import escalate
from casectl.actions.handoff import handoff
from casectl.actions.note import note
from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.actions.recording.proposal import EventStamp
from casectl.actions.set_ import set_fields
from casectl.core.case.ids import case_path
from casectl.core.history.audit_filter import AuditFilter
from casectl.core.history.commit import Committers
from casectl.core.history.reports import AuditReport
from casectl.core.time.instants import plus
from casectl.core.values.messages import NotFound
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
    assert what.startswith("a commit left the file in a state that cannot be read: ")
    assert marks == ["not recorded yet"]
    book.ledger.commits.clear()
    assert said(audit(book, book.case_ids()[0])) == [("opened", ["not recorded yet"])]


def test_a_shallow_clone_says_so(book: FakeContext) -> None:
    book.ledger.shallow = True
    assert audit(book, book.case_ids()[0]).shallow


def told(report: AuditReport) -> list[tuple[str, str]]:
    return [(step.case_id, str(step.what)) for step in report.steps]


def test_an_audit_of_all_cases_has_the_trail_of_each(book: FakeContext) -> None:
    """Recorded, by hand and not yet recorded, in the order of time; only what is wanted is left of it."""
    first, second = book.case_ids()[:2]
    note(book.later(hours=4), second, "x", EventStamp(plus(NOW, timedelta(hours=1))))
    book.rewrite(first, "problem: The", "problem: A")
    book.commit(first)
    book.rewrite(first, "owner: ada", "owner: eve")
    whole = audit_cases(book, None, EVERYTHING)
    assert sorted(told(whole)) == sorted(each for case in book.case_ids() for each in told(audit(book, case)))
    assert told(whole)[-1] == (first, "hand edit of owner: ada → eve")
    some = audit_cases(book, {case_path(second)}, EVERYTHING)
    assert told(some) == told(audit(book, second))
    assert told(audit_cases(book, None, AuditFilter(back_dated=True))) == [(second, "noted")]
    around = audit_cases(book, None, AuditFilter(around=True))
    assert told(around) == [(first, "hand edit of fields.problem"), (first, "hand edit of owner: ada → eve")]
    assert told(audit_cases(book, None, AuditFilter(kinds=("noted",)))) == [(second, "noted")]
    assert told(audit_cases(book, None, AuditFilter(kinds=("noted",), since=book.now))) == [(second, "noted")]
    assert told(audit_cases(book, None, AuditFilter(since=plus(book.now, timedelta(hours=1))))) == [told(whole)[-1]]


def test_who_is_asked_for_has_acted_recorded_or_committed(book: FakeContext) -> None:
    """A hand edit is its committer's; an event under another's name is found under both."""
    people = Committers.of(book.casebook)
    case = book.case_ids()[0]
    book.rewrite(
        case, "  - id: ", "  - id: forged001\n    at: 2026-11-24T18:00:00+08:00\n    by: cy\n    event: noted\n  - id: "
    )
    book.by("bob").commit(case)
    for name in ("bob", "cy"):
        [step] = audit_cases(book, None, AuditFilter(people=(name,), committers=people)).steps
        assert [*map(str, step.marks)][:2] == ["added by hand, not by casectl", "committed by bob, not by cy"]


def test_old_and_new_values_are_told_and_private_ones_masked_among_many(book: FakeContext) -> None:
    """Of a single case all values are shown, as show does."""
    template = book.store.files["templates/plain.yaml"].decode()
    book.store.files["templates/plain.yaml"] = template.replace("name: {type", "name: {private: yes, type").encode()
    case = book.case_ids()[0]
    set_fields(book, case, FieldChanges([("customer.name", "Fred Fable"), ("cause", "Rain")]), AT_ONCE)
    [step] = audit(book, case, AuditFilter(kinds=("changed",))).steps
    assert {each.name: (each.old, each.new) for each in step.values} == {
        "fields.customer.name": ("Flora Fiction", "Fred Fable"),
        "fields.cause": (None, "Rain"),
    }
    [step] = audit_cases(book, None, AuditFilter(kinds=("changed",))).steps
    assert {each.name: (each.old, each.new) for each in step.values} == {
        "fields.customer.name": ("F***", "F***"),
        "fields.cause": (None, "Rain"),
    }


def test_the_time_of_one_case_and_of_all_adds_up(book: FakeContext) -> None:
    case = book.case_ids()[0]
    handoff(book.later(hours=1), case, HandoffForm("bob", reason="x"), AT_ONCE)
    accept(book.by("bob").later(hours=2), case, AT_ONCE)
    one = dwell(book.later(hours=4), case)
    found = {(each.part, each.name): each.seconds // 3600 for each in one.rows}
    assert found == {("state", "new"): 7, ("owner", "ada"): 1, ("offered", "bob"): 2, ("owner", "bob"): 4}
    assert (one.cases, one.whole) == (1, 7 * 3600)
    every = dwell_cases(book, None, EVERYTHING)
    assert every.whole == sum(dwell(book, each).whole for each in book.case_ids())
    assert dwell_cases(book, {case_path(case)}, EVERYTHING).rows == one.rows
