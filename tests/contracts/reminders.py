"""What `remind` records, with every detail."""

from __future__ import annotations

from casectl.actions.handoff import handoff
from casectl.actions.promise import promise
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.actions.recording.new_follow_up import NewFollowUp
from casectl.actions.remind import remind
from tests.actions.cases import AT_ONCE
from tests.fakes.context import SETTINGS, TEMPLATE, FakeContext
from tests.fakes.dispatch import fake_dispatch

CLOCK = "  answer:\n"


def reminded(context: FakeContext) -> None:
    """Ada, who has the case, is reminded of an answer that is late, and gets one back that nobody accepts."""
    ladder = (
        TEMPLATE.replace(CLOCK, f"{CLOCK}    remind: {{at: 0, to: owner, any_time: yes}}\n")
        + "offer: {back_after: 2wh}\nremind: {promise: {at: 0, to: owner, any_time: yes}}\n"
    )
    context.store.files["templates/plain.yaml"] = ladder.encode()
    context.store.files["casectl.yaml"] = f"{SETTINGS}remind: {{host: here}}\n".encode()
    promise(context.by("ada"), context.open(owner="ada"), NewFollowUp(context.later(hours=1).now, "a new one"), AT_ONCE)
    handoff(context, context.by("ada").open(owner="ada"), HandoffForm("bob", reason="x"), AT_ONCE)
    remind(context.later(hours=5), fake_dispatch(), lambda due: (str(len(due)), ""))
