"""export has whole cases."""

from __future__ import annotations

from casectl.actions.export import export
from casectl.core.query.conditions import Mentions
from casectl.core.query.model import EVERY
from tests.fakes.context import FakeContext


def test_an_export_has_whole_cases(book: FakeContext) -> None:
    assert [case.id for case in export(book, EVERY).cases] == book.case_ids()
    assert [case.title for case in export(book, Mentions("投诉")).cases] == ["二号投诉"]
