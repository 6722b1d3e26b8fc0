"""pause stops the clocks that know the reason, and records the notice along with it."""

from __future__ import annotations

from casectl.actions.contact import Contact, contact
from casectl.actions.pause import pause
from casectl.actions.recording.clock_change import ClockChange, Notice
from casectl.core.values.messages import Refused, UsageError
from tests.actions.cases import AT_ONCE, due_in_hours, refused
from tests.fakes.context import FakeContext


def test_a_pause_and_its_notice_are_two_events_of_one_commit(clocks: FakeContext) -> None:
    """The deadline is gone while the clock is paused."""
    case = clocks.open()
    change = ClockChange(code="wait", reason="He is away", notice=Notice("We wait for you", "phone"))
    receipt = pause(clocks, case, change, AT_ONCE)
    paused, notice = receipt.events
    assert (paused.data["clock"], paused.text("code"), paused.text("reason")) == (["resolve"], "wait", "He is away")
    assert [notice.text(key) for key in ("direction", "channel", "text")] == ["out", "phone", "We wait for you"]
    assert "resolve" not in due_in_hours(clocks, case)
    assert len(clocks.ledger.commits) == 2


def test_a_recorded_contact_is_a_notice_and_any_other_event_is_not(clocks: FakeContext) -> None:
    """What the customer never heard is no notice."""
    case = clocks.open()
    heard = contact(clocks, case, Contact("in", "phone", "Where is it?"), AT_ONCE).events[0].id
    notice = contact(clocks, case, Contact("out", "phone", "We wait"), AT_ONCE).events[0].id
    with refused(clocks, UsageError, f"{heard} is not a contact with the customer"):
        pause(clocks, case, ClockChange(code="wait", notice=Notice(event=heard)), AT_ONCE)
    [event] = pause(clocks, case, ClockChange(code="wait", notice=Notice(event=notice)), AT_ONCE).events
    assert event.text("notice") == notice


def test_a_pause_that_no_rule_allows_is_refused(clocks: FakeContext) -> None:
    """For another reason, or without the notice that the rule asks for."""
    case = clocks.open()
    with refused(clocks, Refused, "can be paused for tea", "Waiting (wait)"):
        pause(clocks, case, ClockChange(code="tea"), AT_ONCE)
    with refused(clocks, Refused, "the customer must be informed of a pause for"):
        pause(clocks, case, ClockChange(code="wait"), AT_ONCE)
    with refused(clocks, UsageError, "did you mean resolve?"):
        pause(clocks, case, ClockChange("resolv", "wait"), AT_ONCE)
