"""A case gets another template only as far as it is, whoever writes the event into its journal."""

from __future__ import annotations

import pytest

from casectl.core.law.in_force import InForce, Pins
from casectl.core.law.judging import judge
from casectl.core.law.walking import Evidence
from casectl.core.values.tree import Tree
from tests.core.law.desk import READY, case_of, event, opened
from tests.fakes.context import NOW, TEMPLATE, FakeContext

OTHER = TEMPLATE.replace("template: plain", "template: other")
DESK = FakeContext(templates={"plain": TEMPLATE, "other": OTHER.replace("about: {", "about: {required: opening, ")})
FILLED: dict[str, Tree] = {**READY, "fields": {**dict(READY["fields"]), "about": "a"}}  # type: ignore[arg-type]


def found(state: str, to: str = "", free: dict[str, Tree] = FILLED, template: str = "other", **data: Tree) -> list[str]:
    """The codes of what the law says of a retyping of a case in a state, and each problem."""

    def rules_then(name: str, *_: Pins) -> InForce:
        return InForce.of(DESK.casebook, DESK.template(name), DESK.rule_set(name, {}))

    details: dict[str, Tree] = {"template": template, "template_before": "plain", **({"to": to} if to else {}), **data}
    case = case_of(opened(state, level="2"), event(1, "retyped", "bob", **details), free=free)
    judged = judge(case, rules_then, Evidence(free, NOW, {}), 1).verdicts
    return [f"{each.code} {each.fault.what}" for each in judged if each.code == "C096"]


@pytest.mark.parametrize(("state", "to"), [("new", ""), ("new", "working"), ("working", "new"), ("solved", "")])
def test_it_may_be_in_any_state_that_is_as_far(state: str, to: str) -> None:
    assert found(state, to) == []


@pytest.mark.parametrize(
    ("state", "to", "said"),
    [
        ("new", "solved", "a separate step"), ("working", "closed", "a separate step"),
        ("solved", "working", "a separate step"), ("closed", "", "is already Closed"),
    ],
)  # fmt: skip
def test_it_neither_resolves_nor_reopens_a_case(state: str, to: str, said: str) -> None:
    [what] = found(state, to)
    assert said in what


def test_it_asks_for_what_the_new_template_requires_and_for_another_template() -> None:
    assert found("new", free=READY) == ["C096 C-1 cannot change to template other yet"]
    assert found("new", template="plain") == ["C096 C-1 already has template plain"]


def test_a_level_is_one_of_the_new_templates_and_no_way_down() -> None:
    assert found("new", level="3") == []
    assert found("new", level="1") == ["C096 C-1 is already at level 2"]
    assert found("new", level="7") == ["C096 there is no level 7; levels are 1, 2, 3"]
