"""What does something to a clock gives a reason if its commit is much later than it is dated, whatever it says."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casectl.core.law.in_force import InForce
from casectl.core.law.judging import judge
from casectl.core.law.walking import Evidence
from casectl.core.time.instants import plus
from casectl.core.values.tree import Tree
from tests.core.law.desk import DESK, case_of, event, opened
from tests.fakes.context import NOW

FORCE = InForce.of(DESK.casebook, DESK.template("plain"), DESK.rule_set("plain", {}))
STOPPED: Tree = {"answer": {"stopped": plus(NOW, timedelta(hours=1)).isoformat()}}


def late(days: float | None, **data: Tree) -> set[str]:
    """The codes of a call that was committed so many days later; None: nobody knows when."""
    call = event(1, "contacted", direction="out", **data)
    recorded_at = {} if days is None else {call.id: plus(call.at, timedelta(days=days))}
    evidence = Evidence({}, plus(NOW, timedelta(days=99)), recorded_at)
    found = judge(case_of(opened(), call), lambda *_: FORCE, evidence, 1)
    return {each.code for each in found.verdicts} & {"C106", "C116"}


def test_an_internal_clock_is_not_stopped_by_a_late_commit_without_a_reason() -> None:
    assert late(30, clocks=STOPPED) == {"C116"}
    assert late(30, clocks=STOPPED, late="I was away") == set()
    assert late(0.1, clocks=STOPPED) == late(None, clocks=STOPPED) == set()
    assert late(30) == set(), "a note may be late"


def test_an_event_does_not_say_that_it_was_recorded_long_before_its_commit() -> None:
    at_once: Tree = plus(NOW, timedelta(hours=2)).isoformat()
    assert late(30, clocks=STOPPED, recorded=at_once) == {"C106", "C116"}
    assert late(0.1, clocks=STOPPED, recorded=at_once) == set()


@pytest.mark.parametrize(("promised", "given", "is_asked"), [(2, "", True), (2, "I was away", False), (0.5, "", False)])
def test_a_broken_promise_is_not_kept_by_a_late_entry_without_a_reason(
    promised: float, given: str, is_asked: bool
) -> None:
    """Done after an hour, as it says nine days later; what is late by its own date too makes nothing good."""
    at: Tree = plus(NOW, timedelta(hours=promised)).isoformat()
    promise: Tree = {"id": "f1", "at": at, "what": "by", "who": "ada", "kind": "promise"}
    done = event(1, "followup_done", follow_up="f1", what="by", **({"late": given} if given else {}))
    evidence = Evidence({}, plus(NOW, timedelta(days=99)), {done.id: plus(done.at, timedelta(days=9))})
    found = judge(case_of(opened(follow_ups=[promise]), done), lambda *_: FORCE, evidence, 1)
    assert ("C116" in {each.code for each in found.verdicts}) == is_asked


@pytest.mark.parametrize(
    ("result", "recorded", "given", "is_asked"),
    [
        ("kept", 1.5, "", True),
        ("kept", 1.5, "the line was dead", False),
        ("kept", 0.5, "", False),
        ("", 1.5, "", False),
    ],
)
def test_what_is_called_kept_by_its_date_alone_says_why(
    result: str, recorded: float, given: str, is_asked: bool
) -> None:
    """Promised and done within the hour, and written by hand so many hours after it was opened."""
    at: Tree = plus(NOW, timedelta(hours=1.2)).isoformat()
    promise: Tree = {"id": "f1", "at": at, "what": "by", "who": "ada", "kind": "promise"}
    data: dict[str, Tree] = {"result": result} if result else {}
    done = event(1, "followup_done", follow_up="f1", what="by", **data, **({"late": given} if given else {}))
    evidence = Evidence({}, plus(NOW, timedelta(days=99)), {done.id: plus(NOW, timedelta(hours=recorded))})
    found = judge(case_of(opened(follow_ups=[promise]), done), lambda *_: FORCE, evidence, 1)
    assert ("C116" in {each.code for each in found.verdicts}) == is_asked
