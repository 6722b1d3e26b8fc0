"""The five marks go from 1 to 5 by what is on record: nothing done is 1 throughout, all of it 5."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from casectl.adapters.files import shipped
from casectl.adapters.yaml.documents import YamlDocuments
from casectl.core.case.fold import fold
from casectl.core.case.model import Case, Event
from casectl.core.practice.marks import MARKS, Attempt, Check, Mark, marks_of
from casectl.core.practice.scenario import Scenario, read_scenario
from casectl.core.template.labels import Labels
from casectl.core.time.instants import plus
from casectl.core.values.messages import msg
from casectl.core.values.tree import Source, Tree

AT = datetime(2027, 1, 11, 9, tzinfo=UTC)
NO_LABELS = Labels({}, {}, {})


def _scenario(name: str) -> Scenario:
    scenario, findings = read_scenario(YamlDocuments().read(f"{name}.yaml", shipped.scenarios()[name]), name)
    assert findings == []
    return scenario


def _attempt(category: str, fields: dict[str, Tree], *events: Event) -> Attempt:
    opened = Event("e0", AT, "ada", "opened", {"template": "complaint", "to": "new", "owner": "ada"})
    journal = (opened, *events)
    case = Case("C-1", "x", fold(journal), journal, fields, Source("", {}))
    came = [(plus(AT, timedelta(days=each)), plus(AT, timedelta(days=each, hours=2))) for each in range(3)]
    return Attempt(_scenario("insults"), case, category, NO_LABELS, came, plus(AT, timedelta(days=4)))


def _told(day: int, text: str, **hours: float) -> Event:
    at = plus(AT, timedelta(days=day, **(hours or {"hours": 1})))
    return Event(f"out{day}", at, "ada", "contacted", {"direction": "out", "text": text})


BOUNDARY = Event("b", AT, "ada", "boundary_stated", {"text": "x", "abuse": "x", "next": "x", "until": "2027-03-01"})
ALL: dict[str, Tree] = {
    "emotion": "abusive", "category": "complaint", "first_cause": "rota",
    "solution": {"offer": "Friday", "by": "2027-01-15", "redress": "50 GBP"},
}  # fmt: skip
TOLD = (_told(0, "I am SORRY"), _told(1, "Friday"), _told(2, "At nine"))


def test_all_of_it_is_five_and_nothing_is_one() -> None:
    assert [each.points for each in marks_of(_attempt("resolved", ALL, *TOLD, BOUNDARY))] == [5] * 5
    assert [each.points for each in marks_of(_attempt("open", {}))] == [1] * 5
    assert [each.name for each in marks_of(_attempt("open", {}))] == list(MARKS)


@pytest.mark.parametrize(
    ("category", "fields", "events", "lacking"),
    [
        ("resolved", ALL, (_told(0, "sorry", hours=3), *TOLD[1:], BOUNDARY), {"response": 1}),
        ("resolved", ALL, (*TOLD[:2], _told(2, "Idiot yourself"), BOUNDARY), {"manner": 1}),
        ("resolved", ALL, (_told(0, "Friday"), *TOLD[1:], BOUNDARY), {"manner": 1}),
        ("resolved", ALL, TOLD, {"manner": 1}),
        ("resolved", {**ALL, "emotion": "calm"}, (*TOLD, BOUNDARY), {"record": 1}),
        ("resolved", {**ALL, "solution": {"offer": "x"}}, (*TOLD, BOUNDARY), {"solution": 2}),
        ("open", ALL, (*TOLD, BOUNDARY), {"closing": 2}),
        (
            "resolved", ALL,
            (*TOLD, BOUNDARY, Event("d", AT, "ada", "followup_done", {"follow_up": "f1", "result": "broken"})),
            {"closing": 1},
        ),
    ],
)  # fmt: skip
def test_what_is_lacking_costs_its_own_mark_and_no_other(
    category: str, fields: dict[str, Tree], events: tuple[Event, ...], lacking: dict[str, int]
) -> None:
    """Too late an answer, an unfit word, no apology, no boundary, a wrong record, half a solution, a broken promise."""
    marks = marks_of(_attempt(category, fields, *events))
    missing = {each.name: sum(not check.is_met for check in each.checks) for each in marks}
    assert {name: count for name, count in missing.items() if count} == lacking


@pytest.mark.parametrize("all_of_it", [1, 2, 3, 4, 7])
def test_points_rise_with_what_is_met(all_of_it: int) -> None:
    marks = [
        Mark("x", msg("x"), tuple(Check(msg("x"), number < met) for number in range(all_of_it))).points
        for met in range(all_of_it + 1)
    ]
    assert (marks[0], marks[-1]) == (1, 5)
    assert marks == sorted(marks)
