"""stats answers for a period, of the cases that are meant, beside targets and other periods."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from casectl.actions.contact import Contact, contact
from casectl.actions.escalate import escalate
from casectl.actions.lookup.counted import KEYS, Question
from casectl.actions.lookup.lives import as_of_commit, as_of_time
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.actions.stats import stats, stats_by_case
from casectl.core.figures.periods import Period
from casectl.core.figures.table import FIGURES
from casectl.core.query.conditions import Like
from casectl.core.query.model import EVERY, Condition
from casectl.core.values.messages import NotFound, UsageError
from tests.actions.cases import AT_ONCE
from tests.fakes.context import NOW, FakeContext

NOVEMBER = Period(date(2026, 11, 1), date(2026, 12, 1))


@pytest.fixture
def desk(context: FakeContext) -> FakeContext:
    """Three cases of November: one answered after an hour, one escalated, and Bob's, received a day before."""
    answered, escalated = context.open([("title", "Lid")]), context.open([("title", "Box")])
    context.open([("title", "Urn")], owner="bob", received_at=datetime(2026, 11, 22, tzinfo=UTC))
    contact(context.later(hours=1), answered, Contact("out", "phone", "done"), AT_ONCE)
    escalate(context, escalated, 2, HandoffForm(reason="x"), AT_ONCE)
    return context


def asked(*names: str, **more: Any) -> Question:
    return Question(NOVEMBER, tuple(FIGURES[name] for name in names), **more)


def values(desk: FakeContext, question: Question, query: Condition = EVERY) -> dict[tuple[str, ...], Any]:
    """The values by figure, part and group."""
    rows = stats(desk, query, question).rows
    return {(row.figure.name, row.measure.part, *row.group): row.measure.value for row in rows}


def test_a_running_period_is_as_of_the_last_commit(desk: FakeContext) -> None:
    """Whatever the time is now: the same commit has the same figures for ever."""
    report = stats(desk.later(days=40), EVERY, asked("received", "first_response", "open_age"))
    assert (report.provisional, report.at.isoformat()) == (True, "2026-11-23T03:00:00+00:00")
    found = {(row.figure.name, row.measure.part): (row.measure.value, row.measure.number) for row in report.rows}
    assert found["received", ""] == (3, 3)
    assert found["first_response", "median"] == (3600, 1)
    assert found["open_age", "oldest"] == (27 * 3600, 3)
    october = stats(desk, EVERY, asked("received", "attainment")._replace(period=NOVEMBER.previous))
    assert (october.provisional, [row.measure.value for row in october.rows]) == (False, [0, None, None, 0])
    assert [str(each) for each in october.notes] == ["no cases in 2026-10"]


def test_figures_are_told_apart_as_cases_stood_at_the_end(desk: FakeContext) -> None:
    assert values(desk, asked("received", keys=("owner",))) == {("received", "", "ada"): 2, ("received", "", "bob"): 1}
    both = values(desk, asked("received", keys=("level", "fields.channel")))
    assert both == {("received", "", "1", "phone"): 2, ("received", "", "2", "phone"): 1}
    for key in KEYS:
        assert sum(values(desk, asked("received", keys=(key,))).values()) == 3
    with pytest.raises(UsageError, match="figures cannot be broken down by due"):
        stats(desk, EVERY, asked("received", keys=("due",)))


def test_a_query_chooses_the_cases(desk: FakeContext) -> None:
    assert values(desk, asked("received", "escalation_rate"), Like("title", "Box")) == {
        ("received", ""): 1, ("escalation_rate", ""): 100.0, ("escalation_rate", "level:2"): 100.0
    }  # fmt: skip


def test_a_figure_stands_beside_its_target_and_the_period_before(context: FakeContext) -> None:
    context.store.files["casectl.yaml"] += b"targets: {first_response.median: 30m, escalation_rate: 50}\n"
    case = context.open(received_at=datetime(2026, 10, 31, tzinfo=UTC))
    contact(context, case, Contact("out", "phone", "done"), AT_ONCE)
    question = asked("first_response", "escalation_rate", "received", compared=(NOVEMBER.previous,))
    report = stats(context, EVERY, question)
    rows = {(row.figure.name, row.measure.part): (row.meets, row.compared) for row in report.rows}
    assert rows["first_response", "median"] == (False, (None,))
    assert rows["escalation_rate", ""] == (None, (0.0,))
    assert rows["received", ""] == (None, (1,))


def test_each_case_has_its_own_figures(desk: FakeContext) -> None:
    """Those that nothing happened in are left out, those of the sum add up."""
    report = stats_by_case(desk, EVERY, asked("received", "carried", "first_response"))
    assert sorted(row.owner for row in report.rows) == ["ada", "ada", "bob"]
    assert [row.values["received", ""] for row in report.rows] == [1, 1, 1]
    assert sorted(row.values["first_response", "median"] or 0 for row in report.rows) == [0, 0, 3600]


def test_what_was_known_is_what_a_commit_has(desk: FakeContext) -> None:
    """By its name, or as the last one by a time."""
    question = asked("received", "escalation_rate")
    now, first = values(desk, question), desk.ledger.commits[0]
    assert values(desk, question._replace(as_of=as_of_commit(desk, desk.ledger.commits[-1].oid))) == now
    assert values(desk, question._replace(as_of=as_of_commit(desk, first.oid)))["received", ""] == 1
    assert values(desk, question._replace(as_of=as_of_time(desk, NOW)))["escalation_rate", ""] == 0
    assert as_of_commit(desk, "0" * 40) is None
    with pytest.raises(NotFound, match="nothing had been committed by that time"):
        as_of_time(desk, datetime(2026, 11, 1, tzinfo=UTC))


def test_a_rate_says_of_how_many_and_for_which_periods_nobody_knows(context: FakeContext) -> None:
    """A faulty entry without a source is told without one, and no period is asked for that no rate needs."""
    context.store.files["casectl.yaml"] += (
        b"exposure:\n  homes: {per: 100, source: Rents, of: {2026-11: 50}}\n  lets: {of: {2026-10: 9}}\n"
    )
    report = stats(context, EVERY, asked("rate", compared=(NOVEMBER.previous,)))
    assert [str(report.titles["per", name]) for name in ("homes", "lets")] == ["per 100 homes (Rents)", "per 1000 lets"]
    assert [*map(str, report.missing)] == [
        "casectl.yaml does not give the number of homes for 2026-10",
        "casectl.yaml does not give the number of lets for 2026-11"
    ]  # fmt: skip
    assert stats(context, EVERY, asked("received")).missing == ()
