"""backlog has every open case once in each part, in the band of its age."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casectl.actions.backlog import backlog
from casectl.actions.lookup.lives import as_of_commit
from casectl.core.figures.ageing import AgeRow, OpenCase, ageing
from casectl.core.query.conditions import Like
from casectl.core.query.model import EVERY
from casectl.core.time.instants import plus
from tests.fakes.context import NOW, FakeContext


def test_a_case_is_in_the_band_of_its_days() -> None:
    """0 to 3, 4 to 7, 8 to 15, 16 to 30, 31 to 60, 61 to 90, and more."""
    days = (0, 3, 4, 7, 8, 15, 16, 30, 31, 60, 61, 90, 91, 500)
    cases = [OpenCase(f"C-{day:03}", day, day > 60, {"team": ("a", "b") if day < 2 else ("b",)}) for day in days]
    assert [*ageing(cases, ["team"])] == [
        AgeRow("all", "", 14, (2, 2, 2, 2, 2, 2, 2), 4, 16, 500, "C-500"),
        AgeRow("team", "b", 14, (2, 2, 2, 2, 2, 2, 2), 4, 16, 500, "C-500"),
        AgeRow("team", "a", 1, (1, 0, 0, 0, 0, 0, 0), 0, 0, 0, "C-000"),
    ]
    assert [*ageing([], ["team"])] == []


@pytest.fixture
def desk(context: FakeContext) -> FakeContext:
    """A case of today, and Bob's of ten days ago, whose deadlines have passed."""
    context.open([("title", "Lid")])
    context.open([("title", "Urn")], owner="bob", received_at=plus(NOW, timedelta(days=-10)))
    return context


def test_open_cases_are_told_apart_by_team_owner_and_template(desk: FakeContext) -> None:
    rows = {(row.key, row.word): (row.cases, row.bands[:3], row.overdue) for row in backlog(desk, EVERY).rows}
    assert rows == {
        ("all", ""): (2, (1, 0, 1), 1), ("team", "front"): (2, (1, 0, 1), 1), ("template", "plain"): (2, (1, 0, 1), 1),
        ("owner", "ada"): (1, (1, 0, 0), 0), ("owner", "bob"): (1, (0, 0, 1), 1),
    }  # fmt: skip
    assert [row.cases for row in backlog(desk, Like("title", "Lid"), ["fields.channel"]).rows] == [1, 1]
    assert backlog(desk, Like("title", "Vase")).rows == []


def test_a_commit_has_what_was_open_then(desk: FakeContext) -> None:
    """As old as it was then; now all is older."""
    first = as_of_commit(desk, desk.ledger.commits[0].oid)
    assert [(row.cases, row.oldest) for row in backlog(desk.later(days=40), EVERY, ["owner"], first).rows] == [
        (1, 0)
    ] * 2
    assert backlog(desk, EVERY, ["owner"]).rows[0].bands == (0, 0, 0, 0, 2, 0, 0)
