"""list shows the cases that meet a query, and never overlooks one."""

from __future__ import annotations

from casectl.actions.agenda import AgendaFilter, agenda
from casectl.actions.list_ import list_cases
from casectl.core.query.conditions import InState, Mentions
from tests.fakes.context import FakeContext


def test_a_list_has_what_was_asked_for_by_id_and_the_titles_of_the_states(book: FakeContext) -> None:
    found = list_cases(book, Mentions("投诉"))
    assert [case.text("title") for case in found.cases] == ["二号投诉"]
    assert [str(found.states["plain", state]) for state in ("new", "closed")] == ["New", "Closed"]
    assert [case.id for case in list_cases(book, InState((), ("active",))).cases] == book.case_ids()
    assert list_cases(book, InState((), ("closed",))).cases == []


def test_a_case_whose_template_is_gone_counts_as_open_and_is_never_overlooked(book: FakeContext) -> None:
    del book.store.files["templates/plain.yaml"]
    assert len(list_cases(book, InState((), ("open",))).cases) == 3
    assert {task.owed.kind for task in agenda(book, AgendaFilter()).tasks} == {"deadline"}
