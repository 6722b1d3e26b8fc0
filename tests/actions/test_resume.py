"""resume ends a pause: the deadline moves by as long as the pause was."""

from __future__ import annotations

from casectl.actions.pause import pause
from casectl.actions.recording.clock_change import ClockChange, Notice
from casectl.actions.resume import resume
from casectl.core.values.messages import Refused
from tests.actions.cases import AT_ONCE, due_in_hours, refused
from tests.fakes.context import FakeContext


def test_a_deadline_moves_by_as_long_as_the_pause_was(clocks: FakeContext) -> None:
    """48 hours, and the three in between."""
    case = clocks.open()
    pause(clocks.later(hours=1), case, ClockChange(code="wait", notice=Notice("We wait")), AT_ONCE)
    [event] = resume(clocks.later(hours=3), case, ClockChange(reason="He is back"), AT_ONCE).events
    assert (event.data["clock"], event.text("reason")) == (["resolve"], "He is back")
    assert due_in_hours(clocks, case)["resolve"] == 48 + 3


def test_what_is_not_paused_is_not_resumed(clocks: FakeContext) -> None:
    """Neither all of them, nor one that is named."""
    case = clocks.open()
    for clock in ("", "resolve"):
        with refused(clocks, Refused, "paused"):
            resume(clocks, case, ClockChange(clock), AT_ONCE)
