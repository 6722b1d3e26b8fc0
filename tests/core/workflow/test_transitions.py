"""The next steps of a case are those of its workflow, each with what it needs; states are known by name and title."""

from __future__ import annotations

import pytest

from casectl.core.case.fold import fold
from casectl.core.case.model import Case, Event
from casectl.core.template.model import Template
from casectl.core.values.messages import NotFound
from casectl.core.values.tree import Source, Tree
from casectl.core.workflow.transition_context import TransitionContext
from casectl.core.workflow.transitions import missing_fields, next_steps, state_named
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


def test_an_unknown_state_is_refused_with_the_nearest() -> None:
    with pytest.raises(NotFound, match="there is no state solvd in template plain\nhint: did you mean solved"):
        state_named(PLAIN, "solvd")
    with pytest.raises(NotFound, match=r"its states are New \(new\), Working \(working\), Solved \(solved\), Closed"):
        state_named(PLAIN, "xyz")


def test_fields_are_demanded_at_opening_and_on_entering_a_state() -> None:
    said = [str(each) for each in missing_fields(context("new", {}), "opening")]
    assert said == ["Problem (problem) must be filled", "Name (customer.name) must be filled"]
    assert missing_fields(context("new"), "solved") == []
