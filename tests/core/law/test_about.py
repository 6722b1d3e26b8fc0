"""Whoever a complaint is about neither handles it nor changes that, by whatever way."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from casectl.core.case.event_kinds import EVENT_KINDS
from casectl.core.case.model import Event
from casectl.core.law.edits import HandEdit, judge_edit
from casectl.core.law.in_force import InForce
from casectl.core.law.judging import judge
from casectl.core.law.walking import Evidence
from casectl.core.template.model import GuardUse
from casectl.core.time.instants import plus
from casectl.core.values.tree import Tree
from tests.core.law.desk import DESK, case_of, event, opened
from tests.fakes.context import NOW

PLAIN = DESK.template("plain")
STEPS = PLAIN.workflow.transitions
GUARDED = replace(STEPS[0], guards=(GuardUse("not_handled_by", {"field": "about"}),))
TEMPLATE = replace(PLAIN, workflow=replace(PLAIN.workflow, transitions=(GUARDED, *STEPS[1:])))
FORCE = InForce.of(DESK.casebook, TEMPLATE, DESK.rule_set("plain", {}))
UNGUARDED = InForce.of(DESK.casebook, replace(PLAIN, name="other"), DESK.rule_set("plain", {}))
ABOUT_BOB: dict[str, Tree] = {"fields": {"about": DESK.casebook.person("bob").title}}
REFUSED = ["the complaint is about bob, who may not handle it"]


def said(*journal: Event, before: dict[str, Tree] = ABOUT_BOB, after: dict[str, Tree] = ABOUT_BOB) -> list[str]:
    """What is said of the last event, which was recorded now, about who handles the case."""
    last = journal[-1]
    evidence = Evidence(after, plus(NOW, timedelta(days=9)), {last.id: NOW}, before=before)
    rules = {"plain": FORCE, "other": UNGUARDED}
    found = judge(case_of(*journal, free=after), lambda name, *_: rules[name], evidence, len(journal) - 1)
    return [str(each.fault.what) for each in found.verdicts if each.code == "C129"]


def by_hand(who: str, name: str) -> list[str]:
    edit = HandEdit(case_of(opened(), free=ABOUT_BOB), {}, [f"fields.{name}"], who, plus(NOW, timedelta(days=1)), {})
    return [str(each.fault.what) for each in judge_edit(edit, lambda *_: FORCE, NOW)[0] if each.code == "C129"]


SAID = {"opened", "noted", "attached", "offered", "returned", "renamed"}
HANDLED = sorted(name for name, kind in EVENT_KINDS.items() if not kind.is_derived and name not in (*SAID, "undone"))


@pytest.mark.parametrize("kind", HANDLED)
def test_the_person_named_handles_nothing(kind: str) -> None:
    """In another's name neither; somebody else does, and who is named may do it in cases about others."""
    data: dict[str, Tree] = {"changed": ["fields.problem"], "reason": "r", "template": "plain"}
    assert said(opened(), event(1, kind, "bob", **data)) == REFUSED
    assert said(opened(), event(1, kind, "ada", via="bob", **data)) == REFUSED
    assert said(opened(), event(1, kind, "ada", **data)) == []
    assert said(opened(), event(1, kind, "bob", **data), before={"fields": {}}, after={"fields": {}}) == []


@pytest.mark.parametrize("kind", sorted(SAID))
def test_they_say_what_they_have_to_say_and_give_the_case_away(kind: str) -> None:
    assert said(opened(), event(1, kind, "bob", template="plain")) == []


def test_they_take_a_call_but_make_none() -> None:
    """A call to the customer is work on the case, and stops clocks."""
    assert said(opened(), event(1, "contacted", "bob", direction="in")) == []
    assert said(opened(), event(1, "contacted", "bob", direction="out")) == REFUSED


def test_they_take_back_what_they_did_but_not_that_it_is_about_them() -> None:
    undone = event(2, "undone", "bob", undoes="event1")
    assert said(opened(), event(1, "advanced", "bob", to="working"), undone) == []
    assert said(opened(), event(1, "changed", "bob", changed=["fields.about"]), undone) == REFUSED


@pytest.mark.parametrize("kind", ["changed", "adopted"])
def test_who_says_that_it_is_about_themselves_may_but_not_that_it_is_not(kind: str) -> None:
    naming = event(1, kind, "bob", changed=["fields.about"])
    assert said(opened(), naming, before={"fields": {"about": "x"}}) == []
    assert said(opened(), naming, after={"fields": {"about": ""}}) == REFUSED


def test_a_step_is_not_taken_while_they_own_the_case() -> None:
    """Found by use (G20): with the guard on one step, the others were open. Somebody else is given it first."""
    assert said(opened(owner="bob"), event(1, "advanced", "ada", to="working")) == REFUSED
    assert said(opened(owner="bob"), event(1, "assigned", "ada", to="ada", reason="r")) == []


def test_another_template_lets_them_do_nothing() -> None:
    """Found by use: a case about bob became an enquiry, a template without the guard, and was given to bob."""
    retyped = event(1, "retyped", "ada", template="other", template_before="plain", to="new")
    assert said(opened(), retyped, event(2, "advanced", "bob", to="working")) == REFUSED
    assert said(opened(template="other"), event(1, "advanced", "bob", to="working")) == []


def test_nor_with_a_text_editor() -> None:
    for name in ("about", "problem"):
        assert by_hand("bob", name) == REFUSED
        assert by_hand("ada", name) == []
