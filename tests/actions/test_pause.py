"""pause stops the clocks that know the reason, and records the notice along with it."""

from __future__ import annotations

import pytest

from casectl.actions.check import check
from casectl.actions.contact import Contact, contact
from casectl.actions.extend import ExtensionRequest, extend
from casectl.actions.pause import pause
from casectl.actions.recording.clock_change import ClockChange, Notice
from casectl.core.clocks.runs import latest_runs
from casectl.core.time.instants import to_seconds
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


RULE = '    stops: ["state:solved"]\n    counts_from: received\n    within: [{when'


def _put_off(context: FakeContext, case: str, kind: str, notice: Notice) -> None:
    if kind == "paused":
        pause(context.by("ada"), case, ClockChange("resolve", "wait", notice=notice), AT_ONCE)
    else:
        extend(
            context.by("cy"), case, ClockChange("resolve", reason="x", notice=notice), ExtensionRequest("24h"), AT_ONCE
        )


@pytest.mark.parametrize("kind", ["paused", "extended"])
@pytest.mark.parametrize(
    ("by", "rule"),
    [
        ("a stop", '    stops: ["state:solved", "contact:out"]\n    counts_from: received\n    within: [{when'),
        ("an event", '    stops: ["state:solved", "event:contacted"]\n    counts_from: received\n    within: [{when'),
        ("a start", '    stops: ["state:solved"]\n    counts_from: event\n    within: [{when'),
    ],
)
def test_a_notice_does_nothing_to_the_clock_that_it_tells_of(
    clocks: FakeContext, by: str, rule: str, kind: str
) -> None:
    """Found by use: a clock was paused, and met by the notice of it. Any other contact still ends it."""
    text = clocks.store.files["templates/plain.yaml"].decode().replace(RULE, rule)
    if by == "a start":
        text = text.replace('    starts: [opened, "event:reopened"]', '    starts: [opened, "contact:out"]')
    context = FakeContext(templates={"plain": text})
    case = context.open(owner="ada")
    context.later(hours=1)
    _put_off(context, case, kind, Notice("We need longer", "phone"))
    run = latest_runs(context.case(case).journal)["resolve"]
    assert (run.is_open, run.pause is not None, run.extensions) == (True, kind == "paused", int(kind == "extended"))
    assert to_seconds(run.start) == to_seconds(latest_runs(context.case(case).journal[:1])["resolve"].start)
    assert latest_runs(context.case(case).journal)["answer"].verdict == "met"
    assert [each for each in check(context).findings if each.place.file.startswith("cases/")] == []
    contact(context.by("ada").later(hours=1), case, Contact("out", "phone", "It is the lid"), AT_ONCE)
    run = latest_runs(context.case(case).journal)["resolve"]
    assert (run.verdict == "met") == (by != "a start")
    assert [each for each in check(context).findings if each.place.file.startswith("cases/")] == []
