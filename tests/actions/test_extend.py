"""extend moves a deadline later, by somebody who may and with a notice."""

from __future__ import annotations

import pytest

from casectl.actions.extend import ExtensionRequest, extend
from casectl.actions.recording.clock_change import ClockChange, Notice
from casectl.core.values.messages import Refused, UsageError
from tests.actions.cases import AT_ONCE, due_in_hours, refused
from tests.fakes.context import NOW, FakeContext

SLOW = ClockChange("resolve", reason="The maker is slow", notice=Notice("A day later"))


def test_a_deadline_is_extended_by_a_length_and_the_notice_is_recorded(clocks: FakeContext) -> None:
    """By somebody else than the owner, who may."""
    case = clocks.open()
    extended, notice = extend(clocks.by("cy"), case, SLOW, ExtensionRequest("24h"), AT_ONCE).events
    assert (extended.text("length"), extended.text("reason")) == ("24h", "The maker is slow")
    assert notice.text("text") == "A day later"
    assert due_in_hours(clocks, case)["resolve"] == 48 + 24


def test_a_deadline_is_extended_to_an_instant(clocks: FakeContext) -> None:
    """As it was typed, in the clock's calendar."""
    case = clocks.open()
    until = NOW.replace(day=25, hour=12)
    extend(clocks.by("cy"), case, SLOW, ExtensionRequest(until=lambda _: until), AT_ONCE)
    assert due_in_hours(clocks, case)["resolve"] == 48 + 10


@pytest.mark.parametrize("extension", [ExtensionRequest(), ExtensionRequest("24h", lambda _: NOW)])
def test_there_is_either_a_length_or_a_deadline(clocks: FakeContext, extension: ExtensionRequest) -> None:
    """Neither and both are usage errors."""
    case = clocks.open()
    with refused(clocks.by("cy"), UsageError, "say how long"):
        extend(clocks, case, SLOW, extension, AT_ONCE)


def test_an_extension_that_the_rule_does_not_allow_is_refused(clocks: FakeContext) -> None:
    """With every reason; and without a reason in words it is a usage error."""
    case = clocks.open()
    with refused(
        clocks, Refused, "ada owns the case", "the customer must be informed of the extension", "may add at most 24h"
    ):
        extend(clocks, case, ClockChange("resolve", reason="Slow"), ExtensionRequest("48h"), AT_ONCE)
    with refused(clocks, UsageError, "say why"):
        extend(clocks, case, ClockChange("resolve", reason=" "), ExtensionRequest("24h"), AT_ONCE)
