"""What nobody does with a verb nobody does with a text editor and git: an edit is judged as the event it amounts to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from casectl.core.case.model import Event
from casectl.core.law.edits import HandEdit, judge_edit
from casectl.core.law.in_force import InForce
from casectl.core.template.model import Field, Template
from casectl.core.template.permission import Permission
from casectl.core.time.instants import plus
from casectl.core.values.messages import LocalizedText
from casectl.core.values.tree import Tree
from tests.core.law.desk import DESK, case_of, event, opened
from tests.fakes.context import NOW

PLAIN = DESK.template("plain")


def working(**may: Permission) -> Template:
    """The template, with what it says of who may do what, and a promise."""
    workflow = replace(PLAIN.workflow, permissions={**PLAIN.workflow.permissions, **may})
    promise = Field("by", "date", LocalizedText.of("By"), promise=True)
    return replace(PLAIN, fields=(*PLAIN.fields, promise), workflow=workflow)


def against(
    template: Template,
    by: str,
    fields: Mapping[str, Tree],
    *journal: Event,
    names: tuple[str, ...] = ("fields.problem",),
) -> list[str]:
    """The codes of what the law has against an edit by somebody, the day after."""
    force = InForce.of(DESK.casebook, template, DESK.rule_set("plain", {}))
    edit = HandEdit(case_of(*journal), {"fields": {**fields}}, names, by, plus(NOW, timedelta(days=1)), {})
    lawless, behind = judge_edit(edit, lambda *_: force, plus(NOW, timedelta(days=2)))
    return [each.code for each in (*lawless, *([behind] if behind else []))]


EVE = "Eve <eve@example.org>"


@pytest.mark.parametrize(("by", "codes"), [("ada", []), ("bob", ["C110"]), (EVE, ["C110", "C098"])])
def test_a_colleagues_case_is_edited_by_whom_the_template_lets(by: str, codes: list[str]) -> None:
    """The owner may, and a stranger to casectl.yaml has no role."""
    assert against(working(work=Permission(("lead",))), by, {"problem": "x"}, opened()) == codes


def test_where_the_template_asks_for_nothing_everybody_in_the_settings_may_edit_fields() -> None:
    """With an address that casectl.yaml does not have nobody does with git what no verb would let them."""
    for by, codes in (("ada", []), ("bob", []), (EVE, ["C098"])):
        assert against(working(), by, {"problem": "x"}, opened()) == codes


def test_an_edit_gives_no_reason_where_one_is_asked() -> None:
    assert against(working(work=Permission(reason=True)), "bob", {"problem": "x"}, opened()) == ["C110"]


def test_a_promise_moved_by_hand_leaves_the_follow_up_behind() -> None:
    """And a late one is moved without a reason besides."""
    for at, codes in ((timedelta(days=5), ["C100"]), (timedelta(hours=5), ["C114", "C100"])):
        promise: Tree = {"id": "f1", "at": plus(NOW, at).isoformat(), "what": "by", "who": "ada", "kind": "promise"}
        journal = opened(follow_ups=[promise]), event(1, "noted", text="t")
        assert against(working(), "ada", {"by": "2027-01-01"}, *journal, names=("fields.by",)) == codes
        assert against(working(), "ada", {}, *journal, names=("fields.by",)) == codes
