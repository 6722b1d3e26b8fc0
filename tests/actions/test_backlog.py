"""backlog has every open case once in each part, in the band of its age."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casectl.actions.backlog import backlog
from casectl.actions.lookup.lives import as_of_commit
from casectl.core.figures.ageing import AgeRow, OpenCase, ageing, limit_of
from casectl.core.figures.turns import StateRules
from casectl.core.history.life import ClockRun, Life, Stand
from casectl.core.query.conditions import Like
from casectl.core.query.model import EVERY
from casectl.core.template.labels import Label, Labels
from casectl.core.time.instants import plus
from casectl.core.values.messages import LocalizedText
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


def labels(**clocks: str) -> dict[str, Label]:
    return {name: Label(LocalizedText.of(name), kind) for name, kind in clocks.items()}


RULES = StateRules({
    "fca": Labels({}, labels(early="internal", final="regulatory", call="internal"), {}, chances=labels(early=""))
})  # fmt: skip
"""A regime with a chance to be done early; the desk's own clock is none of its limits."""


@pytest.mark.parametrize(
    ("now", "band"),
    [(0, "fca.early"), (3, "fca.early"), (4, "fca.final"), (56, "fca.final"), (57, ">fca.final"), (900, ">fca.final")],
)
@pytest.mark.parametrize("met", [None, 1])
def test_a_regime_has_bands_of_its_own(now: int, band: str, met: int | None) -> None:
    """Up to its limits, in its days, whether they were met or not; on the day of a limit it has not passed."""
    runs = [ClockRun(name, [(0, due)], due, met, "met" if met else "", ())
            for name, due in (("call", 2), ("final", 56), ("early", 3))]  # fmt: skip
    stand = Stand(0, "new", "", "", 1, "", False)
    limit = limit_of(Life("C-1", "fca", 0, 0, False, "", [stand], [], runs, [], {}), RULES, now)
    assert limit is not None
    assert limit.word == band


@pytest.mark.parametrize(
    ("runs", "band"),
    [
        ([], None),
        ([("call", [(0, 2)])], None),  # of the desk, not of the regime
        ([("final", [(0, 5), (6, 9)])], ">fca.final"),
        ([("final", [(0, 5), (6, 90)])], "fca.final"),  # extended
        ([("final", [(0, 5), (4, None)])], "fca.final"),  # paused
        ([("final", [(0, 5)]), ("final", [(7, 30)])], "fca.final"),  # started again
        ([("final", [(0, 5), (20, 90)])], ">fca.final"),  # extended since
    ],
)
def test_a_limit_is_where_it_stood_at_that_moment(runs: list[tuple[str, list[tuple[int, int | None]]]],
                                                  band: str | None) -> None:  # fmt: skip
    found = [ClockRun(clock, moves, moves[-1][1] or 0, None, "", ()) for clock, moves in runs]
    life = Life("C-1", "fca", 0, 0, False, "", [Stand(0, "new", "", "", 1, "", False)], [], found, [], {})
    limit = limit_of(life, RULES, 10)
    assert (limit.word if limit else None) == band


def test_cases_are_told_apart_by_the_limits_of_their_regime(desk: FakeContext) -> None:
    """Each is in one band; a case without a limit in none. What a commit has is as it was then."""
    report = backlog(desk, EVERY, ["limit"])
    assert sum(row.cases for row in report.rows if row.key == "limit") == 2
    first = as_of_commit(desk, desk.ledger.commits[0].oid)
    then = backlog(desk.later(days=40), EVERY, ["limit"], first)
    assert [row.cases for row in then.rows] == [1, 1]
