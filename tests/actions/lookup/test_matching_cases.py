"""Every list names the files that it could not read."""

from __future__ import annotations

from casectl.actions.agenda import AgendaFilter, agenda
from casectl.actions.export import export
from casectl.actions.handoff import pending_handoffs
from casectl.actions.list_ import list_cases
from casectl.core.query.model import EVERY
from tests.actions.cases import break_second
from tests.fakes.context import FakeContext


def test_every_list_names_what_it_had_to_leave_out(book: FakeContext) -> None:
    path = break_second(book)
    for report in (
        list_cases(book, EVERY),
        agenda(book, AgendaFilter()),
        pending_handoffs(book),
        export(book, EVERY),
    ):
        assert [unread for unread, _ in report.unreadable] == [path]
