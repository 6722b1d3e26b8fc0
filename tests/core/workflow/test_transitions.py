"""A case moves only along the workflow, and a refusal names all that is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casectl.core.case.event import Event
from casectl.core.case.fold import fold
from casectl.core.case.model import Case
from casectl.core.template.model import GuardUse, Template
from casectl.core.values.errors import CasectlError, NotFound, Refused
from casectl.core.values.tree import Source, Tree
from casectl.core.workflow.transition_context import TransitionContext
from casectl.core.workflow.transitions import check_advance, check_reopen, missing_fields, next_steps
from tests.fakes.context import NOW, FakeContext

DESK = FakeContext()
PLAIN = DESK.template("plain")
STATES = [state.name for state in PLAIN.workflow.states]
READY: dict[str, Tree] = {
    "fields": {"cause": "a loose lid"},
    "checklists": {"first": {"heard": "yes", "sorry": "yes"}},
}


def context(
    state: str, free: dict[str, Tree] | None = None, actor: str = "cy", template: Template = PLAIN, reason: str = "so"
) -> TransitionContext:
    journal = (
        Event("event1", NOW, "ada", "opened", {"template": "plain", "to": state, "owner": "ada", "level": "1"}),
        Event("event2", NOW, "ada", "contacted", {"direction": "out"}),
    )
    case = Case("C-1", "T", fold(journal), journal, {}, Source("f", {}))
    return TransitionContext(case, template, DESK.casebook.person(actor), READY if free is None else free, reason)


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
def test_the_next_steps_are_those_of_the_template_and_reopening_is_none(state: str, targets: list[str]) -> None:
    steps = next_steps(context(state))
    assert [(step.transition.target, step.missing) for step in steps] == [(target, ()) for target in targets]
    for target in STATES:
        if target in targets:
            assert check_advance(context(state), target).target == target
        else:
            with pytest.raises(Refused):
                check_advance(context(state), target)


def test_a_refused_step_names_everything_that_is_missing_at_once() -> None:
    with pytest.raises(Refused) as refused:
        check_advance(context("new", {}, "ada", reason=""), "dropped")
    assert [str(each) for each in refused.value.problems] == [
        "ada has none of the roles boss",
        "say why: --reason TEXT",
    ]
    with pytest.raises(Refused) as refused:
        check_advance(context("working", {"fields": {"cause": "?"}}), "solved")
    assert [str(each) for each in refused.value.problems] == ["Cause (cause) must be filled"]
    assert str(refused.value.what) == "C-1 cannot move from Working to Solved yet"
    assert str(refused.value.hint) == "casectl show C-1 lists what each step needs"


@given(st.sampled_from(STATES), st.sampled_from([*STATES, "resolvd", ""]), st.sampled_from([READY, {}]))
def test_judging_a_step_changes_nothing_and_names_what_the_case_page_names(
    state: str, target: str, free: dict[str, Tree]
) -> None:
    judged, same = context(state, free, "ada"), context(state, free, "ada")
    missing = {step.transition.target: step.missing for step in next_steps(judged)}
    if missing.get(target) == ():
        assert check_advance(judged, target).target == target
    else:
        with pytest.raises(CasectlError) as refused:
            check_advance(judged, target)
        assert refused.value.problems == missing.get(target, ())
    assert judged == same


def test_an_unknown_step_is_refused_with_the_possible_ones() -> None:
    with pytest.raises(
        Refused,
        match=r"C-1 cannot move from New to Closed\nhint: possible from here: Working \(working\), Dropped \(dropped\)",
    ):
        check_advance(context("new"), "closed")
    with pytest.raises(Refused, match="C-1 is in state New already"):
        check_advance(context("new"), "new")
    with pytest.raises(Refused, match="no step leads on from Closed"):
        check_advance(context("closed"), "dropped")
    with pytest.raises(Refused, match="to take it up again: casectl reopen C-1"):
        check_advance(context("solved"), "working")


def test_an_unknown_state_is_refused_with_the_nearest() -> None:
    with pytest.raises(NotFound, match="there is no state solvd in template plain\nhint: did you mean solved"):
        check_advance(context("new"), "solvd")
    with pytest.raises(NotFound, match="its states are new, working, solved, closed, dropped"):
        check_advance(context("new"), "xyz")


def test_a_guard_that_is_not_known_here_is_never_met() -> None:
    step = replace(PLAIN.workflow.transitions[0], guards=(GuardUse("two_keys"),))
    strange = replace(PLAIN, workflow=replace(PLAIN.workflow, transitions=(step,)))
    [found] = next_steps(context("new", template=strange))
    assert [str(each) for each in found.missing] == ["guard two_keys is not known here"]


def test_fields_are_demanded_at_opening_and_on_entering_a_state() -> None:
    said = [str(each) for each in missing_fields(context("new", {}), "opening")]
    assert said == ["Problem (problem) must be filled", "Name (customer.name) must be filled"]
    assert missing_fields(context("new"), "solved") == []


@pytest.mark.parametrize("state", ["solved", "closed", "dropped"])
def test_a_case_that_is_over_goes_on_where_the_template_says(state: str) -> None:
    assert check_reopen(context(state, actor="ada")) == "working"


def test_reopening_is_refused_where_there_is_nothing_to_reopen_or_nobody_may() -> None:
    with pytest.raises(Refused, match="C-1 is in state Working: it is not over"):
        check_reopen(context("working"))
    with pytest.raises(Refused, match="template plain does not let a case be reopened"):
        check_reopen(context("closed", template=replace(PLAIN, workflow=replace(PLAIN.workflow, reopens_to=""))))
    with pytest.raises(Refused, match="cy may not reopen C-1\n  it needs one of the roles agent"):
        check_reopen(context("closed", actor="cy"))
