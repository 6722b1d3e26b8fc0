"""The limit of a step holds for what is entered after it, until the step has to be taken again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casectl.core.case.model import Event
from casectl.core.template.model import GuardUse, Template
from casectl.core.values.tree import Tree
from tests.core.law.desk import DESK, event, opened, verdicts

PLAIN = DESK.template("plain")


def limiting(*targets: str, **params: Tree) -> Template:
    """The template whose steps to these states let an agent go up to 100 CNY."""
    use = GuardUse("amount_at_most", {"field": "cost", "amount": "100 CNY", "roles": ["boss"], **params})
    steps = (replace(step, guards=(use,) if step.target in targets else ()) for step in PLAIN.workflow.transitions)
    states = (replace(state, withdrawn=state.name == "dropped") for state in PLAIN.workflow.states)
    return replace(PLAIN, workflow=replace(PLAIN.workflow, states=tuple(states), transitions=tuple(steps)))


def told(template: Template, *journal: Event, by: str = "ada", cost: str = "900 CNY", **fields: Tree) -> list[str]:
    """What is missed of a change of the amount at the end of a journal."""
    act = event(len(journal), "changed", by, changed=["fields.cost"])
    free: dict[str, Tree] = {"fields": {"cost": cost, **fields}}
    found = verdicts(*journal, act, free=free, template=template, since=len(journal))
    return [str(problem) for each in found if each.code == "C124" for problem in each.fault.problems]


TAKEN = opened(), event(1, "advanced", to="working")
SOLVED = *TAKEN, event(2, "advanced", to="solved")
NEEDS = ["900 CNY is above 100 CNY: this needs one of the roles boss"]


def test_after_the_step_the_limit_is_that_of_the_step() -> None:
    """Before it, the step itself asks; below it, and by those who may, nobody does."""
    template = limiting("working")
    assert told(template, *TAKEN) == told(template, *SOLVED) == NEEDS
    assert told(template, opened()) == []
    assert told(template, *TAKEN, cost="100 CNY") == []
    assert told(template, *TAKEN, by="cy") == []
    assert told(template, *TAKEN, cost="") == []


def test_a_limit_of_two_steps_is_said_once() -> None:
    assert told(limiting("working", "solved"), *SOLVED) == NEEDS


def test_where_the_step_has_to_be_taken_again_it_asks_again() -> None:
    """Not where a case can be over without it."""
    back = event(3, "advanced", to="working")
    assert told(limiting("solved"), *SOLVED) == NEEDS
    assert told(limiting("solved"), *SOLVED, back) == []
    assert told(limiting("working"), *SOLVED, back) == NEEDS
    assert told(limiting("solved"), *SOLVED, event(3, "reopened", to="working")) == []


def test_a_step_that_was_taken_back_was_not_taken() -> None:
    assert told(limiting("working"), *TAKEN, event(2, "undone", undoes="event1", what="advanced")) == []


@pytest.mark.parametrize(
    ("authority", "said"),
    [("front", ["900 CNY is above 100 CNY, which is the limit for cases with authority=front"]), ("head", [])],
)
def test_a_limit_can_be_that_of_an_authority(authority: str, said: list[str]) -> None:
    """Also if it is the authority that is changed."""
    template = limiting("working", roles=[], when={"authority": "front"})
    assert told(template, *TAKEN, by="cy", authority=authority) == said
    act = event(2, "changed", changed=["fields.authority"])
    free: dict[str, Tree] = {"fields": {"cost": "900 CNY", "authority": authority}}
    found = verdicts(*TAKEN, act, free=free, template=template, since=2)
    assert [each.code for each in found] == (["C124"] if said else [])


def test_the_refusal_says_what_a_second_person_may() -> None:
    template = limiting("working", second_person="yes")
    assert told(template, *TAKEN) == [
        "900 CNY is above 100 CNY: this needs somebody with one of the roles boss, who neither owns the case nor "
        "entered the amount"
    ]
    assert "somebody other than cy" in told(template, *TAKEN, by="cy")[0]
