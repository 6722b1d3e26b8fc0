"""explain has, for each run of a clock, what was counted and which event moved the deadline."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casectl.actions.contact import Contact, contact
from casectl.actions.escalate import escalate
from casectl.actions.explain import RunFilter, explain
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.core.time.instants import elapsed
from casectl.core.values.messages import NotFound
from tests.actions.cases import AT_ONCE
from tests.fakes.context import NOW, FakeContext


def test_each_event_that_moved_a_deadline_is_named_with_its_commit(context: FakeContext) -> None:
    """And with what the deadline was after it."""
    case = context.open()
    escalate(context.later(hours=1), case, 3, HandoffForm(reason="hot"), AT_ONCE)
    [found] = explain(context, case, RunFilter("resolve")).found
    moved = [(cause.event.kind, elapsed(NOW, cause.due)) for cause in found.causes if cause.due]
    assert moved == [("opened", timedelta(hours=48)), ("escalated", timedelta(hours=8))]
    assert all(cause.commit for cause in found.causes)


def test_runs_are_chosen_by_number(context: FakeContext) -> None:
    """The last one, one of them, all of them."""
    case = context.open()
    contact(context.later(hours=1), case, Contact("out", "phone", "x"), AT_ONCE)
    for run, expected in ((0, [(2, 2)]), (1, [(1, 2)]), (None, [(1, 2), (2, 2)])):
        found = explain(context, case, RunFilter("update", run)).found
        assert [(each.number, each.runs) for each in found] == expected


def test_what_never_ran_is_not_found(context: FakeContext) -> None:
    """With the nearest clock, and the number of the last run."""
    case = context.open()
    with pytest.raises(NotFound, match="clock resolv never started") as error:
        explain(context, case, RunFilter("resolv"))
    assert str(error.value.hint) == "did you mean resolve?"
    with pytest.raises(NotFound, match="the clock has no run 7; its last run is 1"):
        explain(context, case, RunFilter("resolve", 7))
