"""What verbs record of follow-ups and promises, with every detail that they may have."""

from __future__ import annotations

from datetime import timedelta

from casectl.actions import followup
from casectl.actions.instruct import instruct
from casectl.actions.promise import promise
from casectl.actions.recording.new_follow_up import NewFollowUp
from casectl.core.time.instants import plus
from tests.actions.cases import AT_ONCE
from tests.fakes.context import NOW, FakeContext

TOMORROW = plus(NOW, timedelta(days=1))


def follow_ups(context: FakeContext) -> None:
    """One that is done, one in which nobody was reached, and that one cancelled."""
    case = context.open()
    for what in ("visit", "call"):
        at, until = plus(NOW, timedelta(hours=1)), plus(NOW, timedelta(99))
        new = NewFollowUp(at, what, "bob", "Ring", every="1w", until=until)
        followup.add(context, case, new, AT_ONCE)
    followup.done(context, case, "visit", followup.Outcome("fine", "reached", 4), AT_ONCE)
    followup.done(context, case, "call", followup.Outcome("", "not_reached", 0, TOMORROW), AT_ONCE)
    followup.cancel(context, case, "call", "No need", AT_ONCE)


def instructed(context: FakeContext) -> str:
    """An instruction for Ada, until tomorrow."""
    case = context.by("ada").open()
    instruct(context, case, NewFollowUp(TOMORROW, "ring her", "ada"), AT_ONCE)
    return case


def promised(context: FakeContext) -> None:
    """A promise for tomorrow."""
    promise(context, context.open(), NewFollowUp(TOMORROW, "a call"), AT_ONCE)
