"""override sets a deadline by hand, which no rule moves from then on."""

from __future__ import annotations

from datetime import timedelta

from casectl.actions.escalate import escalate
from casectl.actions.override import override
from casectl.actions.recording.clock_change import ClockChange
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.actions.recording.proposal import EventStamp
from casectl.core.time.instants import plus
from casectl.core.values.messages import Refused, UsageError
from tests.actions.cases import AT_ONCE, due_in_hours, refused
from tests.fakes.context import NOW, FakeContext

AGREED = ClockChange("resolve", reason="Agreed")


def test_a_deadline_set_by_hand_stays_where_a_rule_would_move_it(clocks: FakeContext) -> None:
    """A higher level would give it 8 hours."""
    case = clocks.open()
    [event] = override(clocks, case, AGREED, lambda _: plus(NOW, timedelta(hours=30)), AT_ONCE).events
    assert (event.data["clock"], event.text("until")) == (["resolve"], "2026-11-24T16:00:00+08:00")
    escalate(clocks, case, 3, HandoffForm(reason="hot"), AT_ONCE)
    assert due_in_hours(clocks, case)["resolve"] == 30


def test_a_deadline_needs_a_reason_and_a_clock_that_runs(clocks: FakeContext) -> None:
    """And cannot be before the clock started."""
    case = clocks.open()
    with refused(clocks, UsageError, "say why"):
        override(clocks, case, ClockChange("resolve"), lambda _: NOW, AT_ONCE)
    with refused(clocks, UsageError, "before the start of the clock"):
        override(clocks, case, AGREED, lambda _: plus(NOW, -timedelta(hours=1)), AT_ONCE)
    with refused(clocks, UsageError, "did you mean resolve?"):
        override(clocks, case, ClockChange("resolv", reason="Agreed"), lambda _: NOW, AT_ONCE)
    with refused(clocks.later(hours=1), Refused, "is before"):
        override(clocks, case, AGREED, lambda _: NOW, EventStamp(plus(NOW, -timedelta(hours=1))))
