"""What a step demands is one sentence for each guard, with the values that the template gives it."""

from __future__ import annotations

import pytest

from casectl.casebook.shipped_rules import read_shipped_templates
from casectl.core.template.model import GuardUse, Template
from casectl.core.values.tree import Tree
from casectl.core.workflow.guards import GUARDS
from casectl.render.language import set_language, translate
from casectl.render.views.guard_demands import WITH_VALUES, demand


@pytest.fixture(scope="module")
def complaint() -> Template:
    """A template that has what guards name, with titles in both languages."""
    return next(each for each in read_shipped_templates() if each.name == "complaint")


def test_every_guard_with_parameters_says_its_values() -> None:
    """Those without have none to say."""
    assert {*WITH_VALUES} == {name for name, guard in GUARDS.items() if guard.params}


AMOUNT: dict[str, Tree] = {"field": "solution.redress", "amount": "500 EUR"}


@pytest.mark.parametrize(
    ("name", "params", "english", "chinese"),
    [
        ("has_owner", {}, "somebody owns the case", "工单有负责人"),
        ("unheard_of", {"x": "1"}, "guard unheard_of", "条件 unheard_of"),
        ("fields_set", {"fields": ["problem", "nosuch"]}, "these fields are filled: What happened, nosuch",
         "已填写：问题描述、nosuch"),
        ("contacted", {"direction": "in"}, "a contact from the customer is on record", "已记录客户来电、来信等联系"),
        ("contacted", {"direction": "out", "since": "proposed"},
         "a contact to the customer is on record, since Solution proposed",
         "已联系客户，并有记录（须在进入“已提方案”之后）"),
        ("contacted", {"direction": "out", "letter": "final"}, "the customer was sent the final response",
         "已向客户发出办理结果告知"),
        ("checklist_done", {"checklist": "acknowledge"}, "every item of the checklist Acknowledgement is ticked",
         "“受理确认事项”各项均已勾选"),
        ("no_open_follow_ups", {}, "no follow-up is open", "没有未完成的跟进事项"),
        ("no_open_follow_ups",
         {"blocking_only": "yes"}, "no follow-up that must be done before this step is still open",
         "须先办完的跟进事项均已完成"),
        ("clocks_stopped", {"clocks": ["resolve"]}, "these clocks have stopped: Resolution",
         "这些时限已停止计时：解决时限"),
        ("role", {"roles": ["manager"]}, "the person has one of the roles manager", "操作人须有以下角色之一：manager"),
        ("level_at_least", {"level": "2"}, "the level is 2 or higher", "级别不低于 2"),
        ("level_at_most", {"level": "2"}, "the level is 2 or lower", "级别不高于 2"),
        ("level_at_most", {"level": "2", "roles": ["manager"]},
         "the level is 2 or lower; a higher level needs one of the roles manager",
         "级别不高于 2；更高时需要角色 manager 之一"),
        ("amount_at_most", AMOUNT, "Cost of redress is at most 500 EUR", "补偿金额不超过 500 EUR"),
        ("amount_at_most", {**AMOUNT, "second_person": "yes"},
         "Cost of redress is at most 500 EUR; a higher amount needs somebody who neither owns the case nor "
         "entered the amount",
         "补偿金额不超过 500 EUR；超过时须由既不负责该工单也未录入该金额的人办理"),
        ("amount_at_most", {**AMOUNT, "when": {"solution.authority": "front_line"}},
         "if Within whose authority is Front line: Cost of redress is at most 500 EUR",
         "当授权层级为“一线”时：补偿金额不超过 500 EUR"),
    ],
)  # fmt: skip
def test_a_demand_is_a_sentence_with_its_values(
    complaint: Template, name: str, params: dict[str, Tree], english: str, chinese: str
) -> None:
    """With titles where the template has some; values stood behind half a sentence before."""
    said = demand(GuardUse(name, params), complaint)
    assert translate(said) == english
    set_language("zh")
    try:
        assert translate(said) == chinese
    finally:
        set_language("en")
