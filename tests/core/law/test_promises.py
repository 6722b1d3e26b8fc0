"""A promise that was not kept leaves the lists of what is owed with a reason, never without a word."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from casectl.core.case.model import Event
from casectl.core.template.model import Field
from casectl.core.time.instants import plus
from casectl.core.values.messages import LocalizedText
from casectl.core.values.tree import Tree
from tests.core.law.desk import DESK, event, opened, verdicts
from tests.fakes.context import NOW

PROMISING = replace(
    DESK.template("plain"),
    fields=(Field("by", "date", LocalizedText.of("By"), promise=True, settled=("dropped",)),),
)
LATE, AHEAD = plus(NOW, -timedelta(hours=1)), plus(NOW, timedelta(days=20))
CHANGED: Tree = ["fields.by"]


def explained(promised: str, act: Event) -> list[str]:
    """What the law misses of an act on a case with a promise for a time."""
    promise: Tree = {"id": "f1", "at": promised, "what": "by", "who": "ada", "kind": "promise"}
    found = verdicts(opened(follow_ups=[promise]), act, template=PROMISING, since=1)
    return [str(each.fault.hint) for each in found if each.code == "C114"]


@pytest.mark.parametrize("kind", ["changed", "adopted", "advanced", "contacted"])
def test_a_late_promise_is_moved_or_taken_away_with_a_reason(kind: str) -> None:
    """Whatever records it; blank is no reason. The way out for one that was kept is named."""
    for data in ({}, {"reason": " "}):
        hint = "add --reason TEXT; if it was kept, record that first: casectl followup done C-1 by"
        assert explained(LATE.isoformat(), event(1, kind, changed=CHANGED, cancels=["f1"], **data)) == [hint]
    assert explained(LATE.isoformat(), event(1, kind, changed=CHANGED, cancels=["f1"], reason="Rain")) == []


def test_a_promise_for_a_time_to_come_may_be_moved_and_a_late_one_kept_or_settled() -> None:
    """An act that is dated back is judged by the time at which it was recorded."""
    assert explained(AHEAD.isoformat(), event(1, "changed", changed=CHANGED, cancels=["f1"])) == []
    assert explained(LATE.isoformat(), event(1, "followup_done", follow_up="f1")) == []
    assert explained(LATE.isoformat(), event(1, "advanced", to="dropped", cancels=["f1"])) == []
    assert explained(LATE.isoformat(), event(1, "noted", text="t")) == []
    early = replace(event(1, "changed", changed=CHANGED, cancels=["f1"]), at=plus(NOW, -timedelta(hours=2)))
    back: Tree = plus(NOW, timedelta(hours=1)).isoformat()
    assert len(explained(LATE.isoformat(), replace(early, data={**early.data, "recorded": back}))) == 1


def test_who_gives_the_case_away_gives_its_late_promises_along() -> None:
    promise: Tree = {"id": "f1", "at": LATE.isoformat(), "what": "by", "who": "bob", "kind": "promise"}
    assert explained(LATE.isoformat(), event(1, "assigned", to="bob", cancels=["f1"], follow_ups=[promise])) == []
