"""agenda has the follow-ups and deadlines of those who are responsible, in the order of time."""

from __future__ import annotations

from datetime import timedelta

from casectl.actions import followup
from casectl.actions.accept import accept
from casectl.actions.agenda import AgendaFilter, agenda
from casectl.actions.handoff import handoff
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.core.time.instants import plus, to_seconds
from tests.actions.cases import AT_ONCE
from tests.fakes.context import NOW, FakeContext


def test_an_agenda_has_deadlines_and_follow_ups_in_the_order_of_time(book: FakeContext) -> None:
    case = book.case_ids()[0]
    at = plus(NOW, timedelta(hours=5))
    followup.add(book, case, followup.NewFollowUp(at, "ring back", "bob", "after five"), AT_ONCE)
    tasks = agenda(book.later(hours=4, minutes=1), AgendaFilter()).tasks
    times = [to_seconds(task.owed.at) for task in tasks]
    assert times == sorted(times)
    assert {task.owed.name for task in tasks if task.late} == {"answer"}
    [task] = agenda(book, AgendaFilter("bob")).tasks
    assert (task.owed.kind, task.owed.name, task.owed.who, task.owed.note) == (
        "follow-up",
        "ring back",
        "bob",
        "after five",
    )
    assert to_seconds(task.owed.at) == to_seconds(at)
    assert {task.owed.kind for task in agenda(book, AgendaFilter("ada", until=at)).tasks} == {"deadline"}
    assert agenda(book, AgendaFilter(team="back")).tasks == []


def test_deadlines_of_an_offered_case_are_the_givers_until_it_is_accepted(book: FakeContext) -> None:
    case = book.case_ids()[0]
    handoff(book, case, HandoffForm("bob", reason="x"), AT_ONCE)
    assert [task.owed.kind for task in agenda(book, AgendaFilter("bob")).tasks if task.case.id == case] == ["offer"]
    accept(book.by("bob"), case, AT_ONCE)
    assert {task.case.id for task in agenda(book, AgendaFilter("bob")).tasks} == {case}
