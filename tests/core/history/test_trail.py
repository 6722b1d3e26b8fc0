"""The trail shows every event once, and every hand edit always."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings

from casectl.actions.accept import accept
from casectl.actions.advance import advance
from casectl.actions.handoff import handoff
from casectl.actions.note import note
from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.actions.recording.proposal import EventStamp
from casectl.actions.return_ import return_case
from casectl.actions.set_ import set_fields
from casectl.actions.undo import undo
from casectl.core.case.ids import case_path
from casectl.core.case.model import LATE, Case
from casectl.core.history.commit import Commit
from casectl.core.history.trail import TrailEntry, Version, trail
from casectl.core.time.durations import span
from casectl.core.time.instants import plus
from casectl.core.values.messages import Message, msg
from tests.core.cases import life, read_text
from tests.fakes.context import NOW, FakeContext


def context() -> tuple[FakeContext, str]:
    """A context with a case that was opened, noted on and handed off from ada to bob."""
    made = FakeContext()
    case = made.open()
    note(made.later(hours=1), case, "rang twice", EventStamp())
    handoff(made.later(hours=1), case, HandoffForm("bob", reason="please"), EventStamp())
    accept(made.by("bob").later(hours=1), case, EventStamp())
    return made, case


BOOK, CASE = context()
TEXT = BOOK.store.files[case_path(CASE)].decode()
GOOD = read_text(TEXT, case_path(CASE))
COMMIT = Commit("c9", "Eve <eve@example.org>", BOOK.now)


def edited(*changes: tuple[str, str]) -> Case:
    text = TEXT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return read_text(text, case_path(CASE))


def versions(book: FakeContext, case: str) -> list[Version]:
    return [
        Version(
            Commit(
                each.commit,
                each.author.name,
                each.committed_at,
                each.trailers.events,
                each.trailers.actor or "",
            ),
            read_text(each.before.decode(), each.path) if each.before else None,
            read_text(each.after.decode(), each.path) if each.after else None,
        )
        for each in book.ledger.history(case_path(case))
    ]


def said(steps: list[TrailEntry]) -> list[str]:
    return [str(step.what) for step in steps]


def after(case: Case | Message | None, commit: Commit | None = COMMIT) -> list[str]:
    """What the trail says when a commit leaves the good case as `case`."""
    return said(trail([Version(commit, GOOD, case)]))


# What casectl recorded


@settings(max_examples=40)
@given(life)
def test_what_casectl_recorded_is_shown_once_in_order_and_has_no_hand_edit(book: FakeContext) -> None:
    for case in book.case_ids():
        steps = trail(versions(book, case))
        assert [step.event for step in steps] == list(book.case(case).journal)
        assert [step.marks for step in steps] == [()] * len(steps)


def test_from_whom_to_whom_a_case_went() -> None:
    steps = trail(versions(BOOK, CASE))
    assert [(str(step.what), step.moved) for step in steps] == [
        ("opened", ("", "")),
        ("noted", ("", "")),
        ("offered", ("ada", "bob")),
        ("accepted", ("ada", "bob")),
    ]
    book = FakeContext()
    case = book.open()
    handoff(book, case, HandoffForm(team="back", reason="please"), EventStamp())
    return_case(book.by("bob"), case, "not ours", EventStamp())
    assert trail(versions(book, case))[-1].moved == ("back", "ada")


def test_what_an_event_changed_is_named_and_opening_names_nothing() -> None:
    book = FakeContext()
    case = book.open()
    set_fields(book, case, FieldChanges([("customer.age", "40"), ("tags", "a, b")]), EventStamp())
    undo(book, case, "", EventStamp())
    given = FieldChanges([("cause", "lid")], ["heard", "sorry"])
    advance(book, case, "working", given, EventStamp())
    assert [(str(step.what), step.changed) for step in trail(versions(book, case))] == [
        ("opened", ()),
        ("changed", ("fields.customer.age", "fields.tags")),
        ("undone: changed", ("fields.customer.age", "fields.tags")),
        ("advanced: new → working", ("fields.cause", "checklists.first.heard", "checklists.first.sorry")),
    ]


# Hand edits: one row for each kind

NOTED = "  - id: event0003\n    at: 2026-11-23T11:00:00+08:00\n    by: ada\n    event: noted\n    text: rang twice\n"
EVENTS = {event.id: event for event in GOOD.journal}
OPENED, SECOND = GOOD.journal[0], GOOD.journal[1]


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ([("rang twice", "never rang")], ["hand edit: event event0003 (noted) was altered"]),
        ([("T11:00:00", "T11:00:01")], ["hand edit: event event0003 (noted) was altered"]),
        ([(NOTED, "")], ["hand edit: event event0003 (noted) was removed from the journal"]),
        ([(NOTED, ""), ("journal:\n", f"journal:\n{NOTED}")], ["hand edit: the journal was reordered"]),
        ([("state: new", "state: closed")], ["hand edit of state: new → closed"]),
        ([("owner: bob", "owner: eve")], ["hand edit of owner: bob → eve"]),
        ([("team: front\n", "")], ["hand edit of team: front → -"]),
        ([("level: 1", "level: 3")], ["hand edit of level: 1 → 3"]),
        ([("\nreceived_at: 2026-11-23T10", "\nreceived_at: 2026-11-23T09")],
         ["hand edit of received_at: 2026-11-23T10:00:00+08:00 → 2026-11-23T09:00:00+08:00"]),
        ([("next_due: 2026-11-23T14", "next_due: 2026-11-24T14")],
         ["hand edit of next_due: 2026-11-23T14:00:00+08:00 → 2026-11-24T14:00:00+08:00"]),
        ([("id: C-2611-00000001X", "id: C-2611-000000024")], ["hand edit of id: C-2611-00000001X → C-2611-000000024"]),
        ([("problem: The", "problem: A")], ["hand edit of fields.problem"]),
        ([("title: The", "title: A"), ("journal:", "mine: x\njournal:")], ["hand edit of title, mine"]),
        ([("\nowner: bob", "\n# a comment\nowner: bob")], ["the file was rewritten with the same content"]),
        ([("answer: 2026-11-23T14:00:00+08:00", "answer: 2026-11-23T06:00:00Z")],
         ["the file was rewritten with the same content"]),
    ],
)  # fmt: skip
def test_each_kind_of_hand_edit_is_shown(changes: list[tuple[str, str]], shown: list[str]) -> None:
    assert after(edited(*changes)) == shown
    assert after(edited(*changes), None) == shown


def test_a_deadline_put_off_by_hand_is_shown() -> None:
    [one] = after(edited(("  answer: 2026-11-23T14", "  answer: 2026-11-29T14")))
    assert one.startswith("hand edit of due: {answer: 2026-11-23T14:00:00+08:00")


def test_an_event_written_by_hand_is_shown_as_such_with_all_that_goes_with_it() -> None:
    forged = "  - {id: forged, at: 2026-11-23T13:00:00+08:00, by: bob, event: advanced, to: closed}\n"
    case = read_text(TEXT.replace("state: new", "state: closed").replace("problem: The", "problem: A") + forged,
                     case_path(CASE))  # fmt: skip
    steps = trail([Version(COMMIT, GOOD, case)])
    assert said(steps) == ["advanced: new → closed", "hand edit of fields.problem"]
    assert [str(mark) for mark in steps[0].marks] == ["added by hand, not by casectl"]


def test_a_change_that_an_event_does_not_own_up_to_is_a_hand_edit() -> None:
    """Even in a commit whose trailer names an event that belonged to another change."""
    book = FakeContext()
    case = book.open()
    set_fields(book, case, FieldChanges([("cause", "lid")]), EventStamp())
    [opened, changed] = versions(book, case)
    assert isinstance(changed.after, Case)
    text = book.store.files[case_path(case)].decode().replace("problem: The", "problem: A")
    steps = trail([opened, replace(changed, after=read_text(text, case_path(case)))])
    assert [(str(step.what), step.changed) for step in steps[1:]] == [
        ("changed", ("fields.cause",)),
        ("hand edit of fields.problem", ("fields.problem",)),
    ]


def test_a_header_put_right_by_hand_is_shown_too() -> None:
    wrong = edited(("state: new", "state: closed"))
    assert said(trail([Version(COMMIT, wrong, GOOD)])) == ["hand edit of state: closed → new"]


# Files that go, come back, or cannot be read


def test_a_file_that_was_removed_or_left_unreadable_is_shown() -> None:
    assert after(None) == ["the file was removed"]
    assert after(msg("a tag")) == ["a commit left the file in a state that cannot be read: a tag"]


@pytest.mark.parametrize("between", [None, msg("a tag")])
def test_what_changed_while_the_file_was_away_or_unreadable_is_not_hidden(between: Message | None) -> None:
    history = [
        *versions(BOOK, CASE),
        Version(COMMIT, GOOD, between),
        Version(COMMIT, between, edited(("rang twice", "never rang"), ("state: new", "state: closed"))),
    ]
    assert said(trail(history))[5:] == [
        "the file is back, and can be read",
        "hand edit: event event0003 (noted) was altered",
        "hand edit of state: new → closed",
    ]


def test_an_event_that_was_taken_out_and_put_back_is_shown_both_times() -> None:
    without = edited((NOTED, ""))
    steps = trail([*versions(BOOK, CASE), Version(COMMIT, GOOD, without), Version(COMMIT, without, GOOD)])
    assert said(steps)[4:] == ["hand edit: event event0003 (noted) was removed from the journal", "noted"]
    assert [str(mark) for mark in steps[-1].marks] == ["added by hand, not by casectl", "recorded 2h later"]


def test_a_merge_lists_no_event_twice() -> None:
    """git names a merge once for each side that it differs from."""
    history = versions(BOOK, CASE)
    joined = Version(COMMIT, history[1].after, GOOD)
    assert said(trail([*history, joined])) == [*said(trail(history)), "merged with what was recorded elsewhere"]


# What the marks say


def test_a_file_that_was_never_recorded_says_so_event_by_event() -> None:
    steps = trail([Version(None, None, GOOD)])
    assert [[str(mark) for mark in step.marks] for step in steps] == [["not recorded yet"]] * 4


def test_a_hand_edit_that_is_not_recorded_says_so() -> None:
    [step] = trail([Version(None, GOOD, edited(("state: new", "state: closed")))])
    assert [str(mark) for mark in step.marks] == ["not recorded yet"]


@pytest.mark.parametrize(
    ("commit", "marks"),
    [
        (replace(COMMIT, events=(OPENED.id,), committed_at=plus(NOW, LATE)), []),
        (
            replace(COMMIT, events=(OPENED.id,), committed_at=plus(NOW, timedelta(days=3, hours=4))),
            ["recorded 3d 4h later"],
        ),
        (
            replace(COMMIT, events=(OPENED.id,), committed_at=plus(NOW, -timedelta(minutes=6))),
            ["dated 6m later than the commit that contains it"],
        ),
        (
            replace(COMMIT, events=(OPENED.id,), committed_at=NOW, actor="eve"),
            ["the commit gives eve as the person who acted, but the event gives ada"],
        ),
        (replace(COMMIT, events=("other",), committed_at=NOW), ["added by hand, not by casectl"]),
        (
            replace(COMMIT, events=("other",), committed_at=plus(NOW, timedelta(days=3)), cut=True),
            ["this clone does not contain the earlier history, so it is not known how this was recorded"],
        ),
        (replace(COMMIT, events=(OPENED.id,), committed_at=NOW, cut=True), []),
        (replace(COMMIT, committed_at=NOW, actor="cy", imported="crm"), ["imported with crm"]),
    ],
)
def test_marks_say_what_is_unusual(commit: Commit, marks: list[str]) -> None:
    only = replace(GOOD, journal=(OPENED,))
    [step] = trail([Version(commit, None, only)])
    assert [str(mark) for mark in step.marks] == marks


def test_who_recorded_in_somebody_elses_name_is_named() -> None:
    book = FakeContext().by("cy")
    case = book.open()
    book.person, book.recorder = "ada", "cy"
    note(book, case, "by cy for ada", EventStamp())
    assert [str(mark) for mark in trail(versions(book, case))[-1].marks] == ["recorded by cy"]


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (timedelta(), "0m"),
        (timedelta(seconds=59), "0m"),
        (timedelta(minutes=61), "1h 1m"),
        (timedelta(days=2, minutes=3), "2d 3m"),
        (timedelta(days=400, hours=2, minutes=3), "400d 2h"),
    ],
)
def test_a_length_of_time_is_said_in_its_two_largest_units(length: timedelta, text: str) -> None:
    assert str(span(length)) == text
