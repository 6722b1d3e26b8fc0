"""restart starts a clock again, for a reason that its rule knows."""

from __future__ import annotations

from casectl.actions.recording.clock_change import ClockChange
from casectl.actions.restart import restart
from casectl.core.values.messages import Refused, UsageError
from tests.actions.cases import AT_ONCE, due_in_hours, refused
from tests.fakes.context import FakeContext


def test_a_clock_that_is_restarted_has_all_its_time_again(clocks: FakeContext) -> None:
    """Counted from now."""
    case = clocks.open()
    [event] = restart(clocks.later(hours=5), case, ClockChange("resolve", "new_facts", "A letter"), AT_ONCE).events
    assert (event.data["clock"], event.text("code"), event.text("reason")) == (["resolve"], "new_facts", "A letter")
    assert due_in_hours(clocks, case)["resolve"] == 5 + 48


def test_a_restart_that_the_rule_does_not_know_is_refused(clocks: FakeContext) -> None:
    """Of another clock, for another reason, and without one."""
    case = clocks.open()
    with refused(clocks, Refused, "answer"):
        restart(clocks, case, ClockChange("answer", "new_facts"), AT_ONCE)
    with refused(clocks, Refused, "whim", "New facts (new_facts)"):
        restart(clocks, case, ClockChange("resolve", "whim"), AT_ONCE)
    with refused(clocks, UsageError, "--reason-code"):
        restart(clocks, case, ClockChange("resolve"), AT_ONCE)
