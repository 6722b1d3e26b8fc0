"""Whoever a complaint is about neither changes nor empties that, by whatever way."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from casectl.core.case.event import Event
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
ABOUT_BOB: dict[str, Tree] = {"fields": {"about": DESK.casebook.person("bob").title}}


def by_verb(act: Event) -> list[str]:
    """What is said of an event that changes a case about bob."""
    evidence = Evidence({}, plus(NOW, timedelta(days=9)), {act.id: NOW}, before=ABOUT_BOB)
    found = judge(case_of(opened(), act, free={}), lambda *_: FORCE, evidence, 1)
    return [str(each.fault.what) for each in found.verdicts if each.code == "C112"]


def by_hand(who: str) -> list[str]:
    edit = HandEdit(case_of(opened(), free=ABOUT_BOB), {}, ["fields.about"], who, plus(NOW, timedelta(days=1)), {})
    return [str(each.fault.what) for each in judge_edit(edit, lambda *_: FORCE, NOW)[0] if each.code == "C112"]


REFUSED = ["the complaint is about bob, who cannot change that"]


@pytest.mark.parametrize("kind", ["changed", "adopted", "advanced", "retyped"])
def test_the_person_named_does_not_change_it(kind: str) -> None:
    """In another's name neither; nor does the case get a template that would let them."""
    data: dict[str, Tree] = {"changed": ["fields.about"], "reason": "r"}
    assert by_verb(event(1, kind, "bob", **data)) == REFUSED
    assert by_verb(event(1, kind, "ada", via="bob", **data)) == REFUSED
    assert by_verb(event(1, kind, "ada", **data)) == []


def test_other_fields_are_no_matter() -> None:
    assert by_verb(event(1, "changed", "bob", changed=["fields.problem"])) == []


def test_nor_with_a_text_editor() -> None:
    assert by_hand("bob") == REFUSED
    assert by_hand("ada") == []
