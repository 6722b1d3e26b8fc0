"""The verbs that only read: they find what was meant, leave nothing out in silence, and write nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from casectl.actions import follow_up, hand, tell
from casectl.actions.audit import audit
from casectl.actions.casebook_at import with_working_time
from casectl.actions.export import export
from casectl.actions.find import find, read
from casectl.actions.list_cases import AgendaFilter, DeadlineFilter, agenda, list_cases, overdue, pending
from casectl.actions.proposal import EventStamp
from casectl.actions.show import show
from casectl.core.case.ids import case_path
from casectl.core.query.conditions import InState, Mentions
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.model import EVERY
from casectl.core.reports import AuditReport, DueReport, DueRow
from casectl.core.time.calendar import ALWAYS, Calendar
from casectl.core.time.instants import elapsed, plus, to_seconds
from casectl.core.values.errors import NotFound
from casectl.core.values.messages import LocalizedText
from tests.fakes.context import NOW, FakeContext

AT_ONCE = EventStamp()


@pytest.fixture(name="context")
def fake_desk() -> Iterator[FakeContext]:
    """A desk with three cases; nothing is written to it after the test has begun to read."""
    context = FakeContext()
    for title in ("The parcel", "二号投诉", "The lid"):
        context.open([("title", title)])
    yield context
    assert not context.ledger.is_locked


def break_one(context: FakeContext) -> str:
    """One of the cases cannot be read any more."""
    path = case_path(context.case_ids()[1])
    context.store.files[path] = b"schema: 1\nid: [\n"
    return path


# find


def test_an_id_a_part_of_it_and_a_path_lead_to_the_case(context: FakeContext) -> None:
    case = context.case_ids()[0]
    for typed in (case, case.lower(), f" {case} ", case[-4:], case_path(case), f"./{case_path(case)}"):
        assert find(context, typed) == case
    assert read(context, case).id == case


def test_what_is_not_clear_is_told_with_the_titles_of_the_candidates(context: FakeContext) -> None:
    with pytest.raises(NotFound, match="2611 may mean 3 cases") as error:
        find(context, "2611")
    assert [str(each) for each in error.value.problems] == [
        f"{case}  {title}"
        for case, title in zip(context.case_ids(), ("The parcel", "二号投诉", "The lid"), strict=True)
    ]


def test_of_many_candidates_some_are_shown_and_the_rest_counted(context: FakeContext) -> None:
    for _ in range(8):
        context.open()
    with pytest.raises(NotFound) as error:
        find(context, "C-")
    assert (len(error.value.problems), str(error.value.problems[-1])) == (9, "… and 3 more")


def test_candidates_are_named_without_a_look_at_all_cases(
    context: FakeContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever typed too little waits no longer for being told so in a large book."""
    monkeypatch.setattr(context, "facts", None)
    with pytest.raises(NotFound, match="2611 may mean 3 cases"):
        find(context, "2611")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("nothing", "there is no case nothing"),
        ("", "say which case"),
        ("C-2611-00000001Y", "C-2611-00000001Y is no case: its check character is wrong"),
        ("C-2611-00000009W", "there is no case C-2611-00000009W|check character is wrong"),
    ],
)
def test_what_leads_nowhere_is_said(context: FakeContext, typed: str, said: str) -> None:
    with pytest.raises(NotFound, match=said):
        find(context, typed)


def test_a_case_whose_file_is_gone_is_not_there(context: FakeContext) -> None:
    case = context.case_ids()[0]
    del context.store.files[case_path(case)]
    with pytest.raises(NotFound, match=f"put it back: git checkout -- {case_path(case)}"):
        find(context, case)
    with pytest.raises(NotFound, match="there is no case"):
        find(context, case[-4:])
    with pytest.raises(NotFound):
        read(context, case)


# list, agenda, pending, export


def test_a_list_has_what_was_asked_for_by_id_and_the_titles_of_the_states(context: FakeContext) -> None:
    found = list_cases(context, Mentions("投诉"))
    assert [case.text("title") for case in found.cases] == ["二号投诉"]
    assert [str(found.states["plain", state]) for state in ("new", "closed")] == ["New", "Closed"]
    assert [case.id for case in list_cases(context, InState((), ("active",))).cases] == context.case_ids()
    assert list_cases(context, InState((), ("closed",))).cases == []


def test_every_list_names_what_it_had_to_leave_out(context: FakeContext) -> None:
    path = break_one(context)
    for report in (
        list_cases(context, EVERY),
        agenda(context, AgendaFilter()),
        pending(context, AgendaFilter()),
        export(context, EVERY),
    ):
        assert [unread for unread, _ in report.unreadable] == [path]


def test_a_case_whose_template_is_gone_counts_as_open_and_is_never_overlooked(context: FakeContext) -> None:
    del context.store.files["templates/plain.yaml"]
    assert len(list_cases(context, InState((), ("open",))).cases) == 3
    assert {task.kind for task in agenda(context, AgendaFilter()).tasks} == {"deadline"}


def test_an_agenda_has_deadlines_and_follow_ups_in_the_order_of_time(context: FakeContext) -> None:
    case = context.case_ids()[0]
    at = plus(NOW, timedelta(hours=5))
    follow_up.add(context, case, follow_up.NewFollowUp(at, "ring back", "bob", "after five"), AT_ONCE)
    tasks = agenda(context.later(hours=4, minutes=1), AgendaFilter()).tasks
    times = [to_seconds(task.at) for task in tasks]
    assert times == sorted(times)
    assert {task.what for task in tasks if task.late} == {"answer"}
    [task] = agenda(context, AgendaFilter("bob")).tasks
    assert (task.kind, task.what, task.who, task.note) == ("follow-up", "ring back", "bob", "after five")
    assert to_seconds(task.at) == to_seconds(at)
    assert {task.kind for task in agenda(context, AgendaFilter("ada", until=at)).tasks} == {"deadline"}
    assert agenda(context, AgendaFilter(team="back")).tasks == []


def test_deadlines_of_an_offered_case_are_the_givers_until_it_is_accepted(context: FakeContext) -> None:
    case = context.case_ids()[0]
    hand.offer(context, case, hand.HandoffForm("bob", reason="x"), AT_ONCE)
    assert [task for task in agenda(context, AgendaFilter("bob")).tasks if task.case.id == case] == []
    hand.accept(context.by("bob"), case, AT_ONCE)
    assert {task.case.id for task in agenda(context, AgendaFilter("bob")).tasks} == {case}


def test_handoffs_in_limbo_are_listed_with_how_long_they_have_waited(context: FakeContext) -> None:
    first, second, _ = context.case_ids()
    hand.offer(context, second, hand.HandoffForm("bob", reason="x"), AT_ONCE)
    hand.offer(context.later(hours=1), first, hand.HandoffForm(team="back", reason="y"), AT_ONCE)
    rows = pending(context.later(hours=1), AgendaFilter()).rows
    assert [(row.case.id, row.by, row.to or row.team, row.reason, row.waited) for row in rows] == [
        (second, "ada", "bob", "x", timedelta(hours=2)),
        (first, "ada", "back", "y", timedelta(hours=1)),
    ]
    assert [row.case.id for row in pending(context, AgendaFilter("bob")).rows] == [second, first]
    assert [row.case.id for row in pending(context, AgendaFilter("cy")).rows] == [first]
    assert [row.case.id for row in pending(context, AgendaFilter(team="back")).rows] == [first]


def test_an_export_has_whole_cases(context: FakeContext) -> None:
    assert [case.id for case in export(context, EVERY).cases] == context.case_ids()
    assert [case.title for case in export(context, Mentions("投诉")).cases] == ["二号投诉"]


# show


def test_show_has_the_next_steps_with_what_each_needs_and_the_links_from_both_sides(context: FakeContext) -> None:
    case, other, _ = context.case_ids()
    tell.link(context, other, "duplicate-of", case, AT_ONCE)
    view = show(context, case)
    assert [(step.transition.target, len(step.missing)) for step in view.steps] == [("working", 1), ("dropped", 2)]
    assert view.backlinks == [("duplicate-of", other)]
    assert view.notes == ()
    assert to_seconds(view.at) == to_seconds(context.now)


def test_a_header_edited_by_hand_does_not_count_and_is_said(context: FakeContext) -> None:
    case = context.case_ids()[0]
    context.rewrite(case, "owner: ada", "owner: eve")
    view = show(context, case)
    assert view.case.header.owner == "ada"
    [note] = view.notes
    assert str(note) == "edited by hand, which does not count: owner; casectl check says more"


def test_a_reader_who_is_nobody_here_sees_the_case_all_the_same(context: FakeContext) -> None:
    context.person = "stranger"
    view = show(context, context.case_ids()[0])
    assert [step.transition.target for step in view.steps] == ["working", "dropped"]


# audit


def said(report: AuditReport) -> list[tuple[str, list[str]]]:
    return [(str(step.what), [str(mark) for mark in step.marks]) for step in report.steps]


def test_an_audit_tells_events_and_hand_edits_recorded_or_not(context: FakeContext) -> None:
    case = context.case_ids()[0]
    tell.note(context, case, "x", EventStamp(plus(NOW, -timedelta(hours=3))))
    context.rewrite(case, "problem: The", "problem: A")
    context.commit(case)
    context.rewrite(case, "owner: ada", "owner: eve")
    assert said(audit(context, case)) == [
        ("opened", []),
        ("noted", ["recorded 3h later"]),
        ("hand edit of fields.problem", []),
        ("hand edit of owner: ada → eve", ["not recorded yet"]),
    ]
    steps = audit(context, case).steps
    assert [step.changed for step in steps] == [(), (), ("fields.problem",), ()]
    assert steps[0].commit
    assert steps[0].commit.author == "Ada Testwell <ada@example.org>"


def test_an_escalation_with_an_offer_is_two_events_of_one_commit_and_neither_is_by_hand(context: FakeContext) -> None:
    case = context.case_ids()[0]
    hand.escalate(context, case, 0, hand.HandoffForm("bob", reason="x"), AT_ONCE)
    assert said(audit(context, case)) == [("opened", []), ("escalated", []), ("offered", [])]


def test_line_ends_that_a_checkout_turned_are_no_hand_edit(context: FakeContext) -> None:
    case = context.case_ids()[0]
    context.store.files[case_path(case)] = context.store.files[case_path(case)].replace(b"\n", b"\r\n")
    assert said(audit(context, case)) == [("opened", [])]


@pytest.mark.parametrize("committed", [False, True])
def test_a_case_whose_file_is_gone_can_still_be_audited(context: FakeContext, committed: bool) -> None:
    case = context.case_ids()[0]
    del context.store.files[case_path(case)]
    if committed:
        context.commit(case)
    expected = [("opened", []), ("the file was removed", [] if committed else ["not recorded yet"])]
    assert said(audit(context, case.lower())) == expected
    with pytest.raises(NotFound):
        audit(context, case[-4:])


def test_a_file_that_is_unreadable_and_one_never_recorded_are_told(context: FakeContext) -> None:
    path = break_one(context)
    [_, (what, marks)] = said(audit(context, path))
    assert what.startswith("the file was left unreadable: ")
    assert marks == ["not recorded yet"]
    context.ledger.commits.clear()
    assert said(audit(context, context.case_ids()[0])) == [("opened", ["not recorded yet"])]


def test_a_shallow_clone_says_so(context: FakeContext) -> None:
    context.ledger.shallow = True
    assert audit(context, context.case_ids()[0]).shallow


@pytest.mark.parametrize(("fold", "late"), [(0, []), (1, [("answer", timedelta(minutes=40))])])
def test_overdue_knows_the_two_hours_that_the_wall_shows_alike(fold: int, late: list[tuple[str, timedelta]]) -> None:
    """Due in London at 01:30 before the clocks go back; at 01:10 before that it is not late, at 01:10 after it is."""
    context = FakeContext(now=datetime.fromisoformat("2025-10-25T21:30:00+01:00"))
    context.open()
    at = datetime(2025, 10, 26, 1, 10, fold=fold, tzinfo=ZoneInfo("Europe/London"))
    assert [(row.clock, row.late) for row in overdue(context, DeadlineFilter(at), EVERY).rows] == late


def test_working_days_that_passed_are_counted_to_the_hour_that_comes_twice() -> None:
    """Two days end at 01:30 on 26 October 2025; 40 minutes later the wall shows 01:10."""
    london = Calendar("london", ZoneInfo("Europe/London"), windows=ALWAYS)
    at = datetime(2025, 10, 26, 1, 10, fold=1, tzinfo=london.zone)
    due = datetime.fromisoformat("2025-10-24T01:30:00+01:00")
    case = Excerpt("", {"template": "gone"})
    row = DueRow(case, "answer", LocalizedText.of("Answer"), "internal", due, elapsed(due, at))
    (worked,) = with_working_time(FakeContext(calendar=london), DueReport(at, [row], [])).rows
    assert worked.late == timedelta(days=2, minutes=40)
    assert (worked.worked_days, worked.worked_rest) == (2, timedelta(minutes=40))
