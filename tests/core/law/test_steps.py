"""A case moves only along its workflow, and what is said of a step that it may not take names all that is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casectl.core.case.model import Event
from casectl.core.template.model import GuardUse, Template
from casectl.core.time.instants import plus
from casectl.core.values.tree import Tree
from casectl.core.workflow.transition_context import TransitionContext
from casectl.core.workflow.transitions import next_steps
from tests.core.law.desk import DESK, READY, case_of, event, opened, said, verdicts
from tests.fakes.context import NOW

PLAIN = DESK.template("plain")
STATES = [state.name for state in PLAIN.workflow.states]


def moved(state: str, target: str, by: str = "cy", reason: str = "so") -> tuple[Event, ...]:
    """A case in a state, in which the customer was called, and a step of it."""
    details: dict[str, Tree] = {"to": target, **({"reason": reason} if reason else {})}
    step = event(2, "advanced", by, **details)
    return opened(state), event(1, "contacted", direction="out"), step


@pytest.mark.parametrize(
    ("state", "targets"),
    [
        ("new", ["working", "dropped"]),
        ("working", ["solved", "dropped"]),
        ("solved", ["closed"]),
        ("closed", []),
        ("dropped", []),
    ],
)
def test_the_steps_are_those_of_the_template_and_reopening_is_none(state: str, targets: list[str]) -> None:
    for target in STATES:
        assert (said(*moved(state, target)) == []) == (target in targets)


def test_a_step_that_is_not_ready_is_told_everything_that_is_missing_at_once() -> None:
    assert said(*moved("new", "dropped", "ada", "")) == [
        "C-1 cannot move from New to Dropped yet; ada has none of the roles boss; say why: --reason TEXT"
        " [casectl show C-1 lists what each step needs]"
    ]
    free: dict[str, Tree] = {**READY, "fields": {"cause": "?"}}
    assert said(*moved("working", "solved"), free=free) == [
        "C-1 cannot move from Working to Solved yet; Cause (cause) must be filled"
        " [casectl show C-1 lists what each step needs]"
    ]


@given(st.sampled_from(STATES), st.sampled_from([*STATES, "resolvd", ""]), st.sampled_from([READY, {}]))
def test_what_is_missing_is_what_the_case_page_names(state: str, target: str, free: Mapping[str, Tree]) -> None:
    *before, step = moved(state, target, "ada")
    page = next_steps(TransitionContext(case_of(*before), PLAIN, DESK.casebook.person("ada"), {**free}, "so"))
    missing = {each.transition.target: [*each.missing] for each in page}
    found = verdicts(*before, step, free=free, since=2)
    assert bool(found) == (missing.get(target) != [])
    assert [problem for each in found for problem in each.fault.problems] == missing.get(target, [])


def test_a_step_that_there_is_not_is_told_the_possible_ones() -> None:
    possible = "possible from here: Working (working), Dropped (dropped)"
    assert said(*moved("new", "closed")) == [f"C-1 cannot move from New to Closed [{possible}]"]
    assert said(*moved("new", "new")) == [f"C-1 is already in state New [{possible}]"]
    assert said(*moved("closed", "dropped")) == [
        "C-1 cannot move from Closed to Dropped [no transition leads out of Closed]"
    ]
    assert said(*moved("solved", "working")) == [
        "C-1 cannot move from Solved to Working [to take it up again: casectl reopen C-1]"
    ]


def test_a_guard_that_is_not_known_here_is_never_met() -> None:
    step = replace(PLAIN.workflow.transitions[0], guards=(GuardUse("two_keys"),))
    strange = with_workflow(transitions=(step,))
    assert "guard two_keys is not known here" in said(*moved("new", "working"), template=strange)[0]


def with_workflow(**changes: object) -> Template:
    return replace(PLAIN, workflow=replace(PLAIN.workflow, **changes))  # type: ignore[arg-type]


def test_what_a_field_said_then_is_not_guessed_from_what_it_says_now() -> None:
    """A cause that was emptied after the step is no fault of the step, and is none that it had been filled in."""
    later = event(3, "changed", changed=["fields.cause"])
    for cause in ("", "a loose lid"):
        free: dict[str, Tree] = {**READY, "fields": {"cause": cause}}
        assert verdicts(*moved("working", "solved"), later, free=free) == []


@pytest.mark.parametrize("state", ["solved", "closed", "dropped"])
def test_a_case_that_is_over_goes_on_where_the_template_says(state: str) -> None:
    assert said(opened(state), event(1, "reopened", to="working")) == []


def test_reopening_is_refused_where_there_is_nothing_to_reopen_or_nobody_may() -> None:
    again = event(1, "reopened", to="working")
    assert said(opened("working"), again) == ["C-1 is still open (Working) [to move it on: casectl advance C-1 STATE]"]
    assert said(opened("closed"), again, template=with_workflow(reopens_to="")) == [
        "template plain does not allow a case to be reopened"
    ]
    assert said(opened("closed"), replace(again, by="cy")) == [
        "cy may not reopen C-1; this needs one of the roles agent"
    ]
    assert said(opened("closed"), event(1, "reopened", to="new")) == ["C-1 is reopened to Working, not to New"]


def test_reopening_has_its_time() -> None:
    late = replace(event(1, "reopened", to="working"), at=plus(NOW, timedelta(days=3)))
    assert said(opened("closed"), late) == []
    [found] = said(opened("closed"), late, template=with_workflow(reopen_within="2d"))
    assert found.startswith("C-1 could be reopened until 2026-11-25T23:59:59+08:00; its template allows it within 2d")
