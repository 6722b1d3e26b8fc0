"""The verbs that only read: they find what was meant, leave nothing out in silence, and write nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from casectl.actions import follow_up, hand, tell
from casectl.actions.audit import audit
from casectl.actions.export import export
from casectl.actions.find import find, read
from casectl.actions.list_cases import Whose, agenda, list_cases, pending
from casectl.actions.proposal import When
from casectl.actions.show import show
from casectl.core.case.ids import case_path
from casectl.core.query.conditions import InState, Mentions
from casectl.core.query.model import EVERY
from casectl.core.reports import AuditReport
from casectl.core.values.errors import NotFound
from tests.fakes.desk import NOW, FakeDesk

AT_ONCE = When()


@pytest.fixture(name="desk")
def fake_desk() -> Iterator[FakeDesk]:
    """A desk with three cases; nothing is written to it after the test has begun to read."""
    desk = FakeDesk()
    for title in ("The parcel", "二号投诉", "The lid"):
        desk.open([("title", title)])
    yield desk
    assert not desk.ledger.is_locked


def break_one(desk: FakeDesk) -> str:
    """One of the cases cannot be read any more."""
    path = case_path(desk.case_ids()[1])
    desk.store.files[path] = b"schema: 1\nid: [\n"
    return path


# find


def test_an_id_a_part_of_it_and_a_path_lead_to_the_case(desk: FakeDesk) -> None:
    case = desk.case_ids()[0]
    for typed in (case, case.lower(), f" {case} ", case[-4:], case_path(case), f"./{case_path(case)}"):
        assert find(desk, typed) == case
    assert read(desk, case).id == case


def test_what_is_not_clear_is_told_with_the_titles_of_the_candidates(desk: FakeDesk) -> None:
    with pytest.raises(NotFound, match="2611 may mean 3 cases") as error:
        find(desk, "2611")
    assert [str(each) for each in error.value.problems] == [
        f"{case}  {title}" for case, title in zip(desk.case_ids(), ("The parcel", "二号投诉", "The lid"), strict=True)
    ]


def test_of_many_candidates_some_are_shown_and_the_rest_counted(desk: FakeDesk) -> None:
    for _ in range(8):
        desk.open()
    with pytest.raises(NotFound) as error:
        find(desk, "C-")
    assert (len(error.value.problems), str(error.value.problems[-1])) == (9, "… and 3 more")


def test_candidates_are_named_without_a_look_at_all_cases(desk: FakeDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever typed too little waits no longer for being told so in a large book."""
    monkeypatch.setattr(desk, "facts", None)
    with pytest.raises(NotFound, match="2611 may mean 3 cases"):
        find(desk, "2611")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("nothing", "there is no case nothing"),
        ("", "say which case"),
        ("C-2611-00000001Y", "C-2611-00000001Y is no case: its check character is wrong"),
        ("C-2611-00000009W", "there is no case C-2611-00000009W|check character is wrong"),
    ],
)
def test_what_leads_nowhere_is_said(desk: FakeDesk, typed: str, said: str) -> None:
    with pytest.raises(NotFound, match=said):
        find(desk, typed)


def test_a_case_whose_file_is_gone_is_not_there(desk: FakeDesk) -> None:
    case = desk.case_ids()[0]
    del desk.store.files[case_path(case)]
    with pytest.raises(NotFound, match=f"put it back: git checkout -- {case_path(case)}"):
        find(desk, case)
    with pytest.raises(NotFound, match="there is no case"):
        find(desk, case[-4:])
    with pytest.raises(NotFound):
        read(desk, case)


# list, agenda, pending, export


def test_a_list_has_what_was_asked_for_by_id_and_the_titles_of_the_states(desk: FakeDesk) -> None:
    found = list_cases(desk, Mentions("投诉"))
    assert [case.text("title") for case in found.cases] == ["二号投诉"]
    assert [str(found.states["plain", state]) for state in ("new", "closed")] == ["New", "Closed"]
    assert [case.id for case in list_cases(desk, InState((), ("active",))).cases] == desk.case_ids()
    assert list_cases(desk, InState((), ("closed",))).cases == []


def test_every_list_names_what_it_had_to_leave_out(desk: FakeDesk) -> None:
    path = break_one(desk)
    for report in (list_cases(desk, EVERY), agenda(desk, Whose()), pending(desk, Whose()), export(desk, EVERY)):
        assert [unread for unread, _ in report.unreadable] == [path]


def test_a_case_whose_template_is_gone_counts_as_open_and_is_never_overlooked(desk: FakeDesk) -> None:
    del desk.store.files["templates/plain.yaml"]
    assert len(list_cases(desk, InState((), ("open",))).cases) == 3
    assert {task.kind for task in agenda(desk, Whose()).tasks} == {"deadline"}


def test_an_agenda_has_deadlines_and_follow_ups_in_the_order_of_time(desk: FakeDesk) -> None:
    case = desk.case_ids()[0]
    at = NOW + timedelta(hours=5)
    follow_up.add(desk, case, follow_up.Plan(at, "ring back", "bob", "after five"), AT_ONCE)
    tasks = agenda(desk.later(hours=4, minutes=1), Whose()).tasks
    assert [task.at for task in tasks] == sorted(task.at for task in tasks)
    assert {task.what for task in tasks if task.late} == {"answer"}
    [task] = agenda(desk, Whose("bob")).tasks
    assert (task.kind, task.at, task.what, task.who, task.note) == ("follow-up", at, "ring back", "bob", "after five")
    assert {task.kind for task in agenda(desk, Whose("ada", until=at)).tasks} == {"deadline"}
    assert agenda(desk, Whose(team="back")).tasks == []


def test_deadlines_of_an_offered_case_are_the_givers_until_it_is_accepted(desk: FakeDesk) -> None:
    case = desk.case_ids()[0]
    hand.offer(desk, case, hand.Handover("bob", reason="x"), AT_ONCE)
    assert [task for task in agenda(desk, Whose("bob")).tasks if task.case.id == case] == []
    hand.accept(desk.by("bob"), case, AT_ONCE)
    assert {task.case.id for task in agenda(desk, Whose("bob")).tasks} == {case}


def test_handoffs_in_limbo_are_listed_with_how_long_they_have_waited(desk: FakeDesk) -> None:
    first, second, _ = desk.case_ids()
    hand.offer(desk, second, hand.Handover("bob", reason="x"), AT_ONCE)
    hand.offer(desk.later(hours=1), first, hand.Handover(team="back", reason="y"), AT_ONCE)
    rows = pending(desk.later(hours=1), Whose()).rows
    assert [(row.case.id, row.by, row.to or row.team, row.reason, row.waited) for row in rows] == [
        (second, "ada", "bob", "x", timedelta(hours=2)),
        (first, "ada", "back", "y", timedelta(hours=1)),
    ]
    assert [row.case.id for row in pending(desk, Whose("bob")).rows] == [second, first]
    assert [row.case.id for row in pending(desk, Whose("cy")).rows] == [first]
    assert [row.case.id for row in pending(desk, Whose(team="back")).rows] == [first]


def test_an_export_has_whole_cases(desk: FakeDesk) -> None:
    assert [case.id for case in export(desk, EVERY).cases] == desk.case_ids()
    assert [case.title for case in export(desk, Mentions("投诉")).cases] == ["二号投诉"]


# show


def test_show_has_the_next_steps_with_what_each_needs_and_the_links_from_both_sides(desk: FakeDesk) -> None:
    case, other, _ = desk.case_ids()
    tell.link(desk, other, "duplicate-of", case, AT_ONCE)
    view = show(desk, case)
    assert [(step.transition.target, len(step.missing)) for step in view.steps] == [("working", 1), ("dropped", 2)]
    assert view.backlinks == [("duplicate-of", other)]
    assert (view.notes, view.at) == ((), desk.now)


def test_a_header_edited_by_hand_does_not_count_and_is_said(desk: FakeDesk) -> None:
    case = desk.case_ids()[0]
    desk.rewrite(case, "owner: ada", "owner: eve")
    view = show(desk, case)
    assert view.case.header.owner == "ada"
    [note] = view.notes
    assert str(note) == "edited by hand, which does not count: owner; casectl check says more"


def test_a_reader_who_is_nobody_here_sees_the_case_all_the_same(desk: FakeDesk) -> None:
    desk.person = "stranger"
    view = show(desk, desk.case_ids()[0])
    assert [step.transition.target for step in view.steps] == ["working", "dropped"]


# audit


def said(report: AuditReport) -> list[tuple[str, list[str]]]:
    return [(str(step.what), [str(mark) for mark in step.marks]) for step in report.steps]


def test_an_audit_tells_events_and_hand_edits_recorded_or_not(desk: FakeDesk) -> None:
    case = desk.case_ids()[0]
    tell.note(desk, case, "x", When(NOW - timedelta(hours=3)))
    desk.rewrite(case, "problem: The", "problem: A")
    desk.commit(case)
    desk.rewrite(case, "owner: ada", "owner: eve")
    assert said(audit(desk, case)) == [
        ("opened", []),
        ("noted", ["recorded 3h later"]),
        ("hand edit of fields.problem", []),
        ("hand edit of owner: ada → eve", ["not recorded yet"]),
    ]
    steps = audit(desk, case).steps
    assert [step.changed for step in steps] == [(), (), ("fields.problem",), ()]
    assert steps[0].commit
    assert steps[0].commit.author == "Ada Testwell <ada@example.org>"


def test_an_escalation_with_an_offer_is_two_events_of_one_commit_and_neither_is_by_hand(desk: FakeDesk) -> None:
    case = desk.case_ids()[0]
    hand.escalate(desk, case, 0, hand.Handover("bob", reason="x"), AT_ONCE)
    assert said(audit(desk, case)) == [("opened", []), ("escalated", []), ("offered", [])]


def test_line_ends_that_a_checkout_turned_are_no_hand_edit(desk: FakeDesk) -> None:
    case = desk.case_ids()[0]
    desk.store.files[case_path(case)] = desk.store.files[case_path(case)].replace(b"\n", b"\r\n")
    assert said(audit(desk, case)) == [("opened", [])]


@pytest.mark.parametrize("committed", [False, True])
def test_a_case_whose_file_is_gone_can_still_be_audited(desk: FakeDesk, committed: bool) -> None:
    case = desk.case_ids()[0]
    del desk.store.files[case_path(case)]
    if committed:
        desk.commit(case)
    expected = [("opened", []), ("the file was removed", [] if committed else ["not recorded yet"])]
    assert said(audit(desk, case.lower())) == expected
    with pytest.raises(NotFound):
        audit(desk, case[-4:])


def test_a_file_that_is_unreadable_and_one_never_recorded_are_told(desk: FakeDesk) -> None:
    path = break_one(desk)
    [_, (what, marks)] = said(audit(desk, path))
    assert what.startswith("the file was left unreadable: ")
    assert marks == ["not recorded yet"]
    desk.ledger.commits.clear()
    assert said(audit(desk, desk.case_ids()[0])) == [("opened", ["not recorded yet"])]


def test_a_shallow_clone_says_so(desk: FakeDesk) -> None:
    desk.ledger.shallow = True
    assert audit(desk, desk.case_ids()[0]).shallow
