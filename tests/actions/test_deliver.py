"""deliver sends what waits, once, and gives up some day."""

from __future__ import annotations

from typing import cast

from casectl.actions.deliver import deliver
from casectl.actions.remind import remind, unsure
from casectl.ports.sending import WAITING, Outcome, Outgoing
from tests.actions.test_remind import desk, texts
from tests.fakes.dispatch import FakeSender, fake_dispatch


class _Busy(FakeSender):
    def send(self, message: Outgoing) -> Outcome:
        self.sent.append(message)
        return Outcome(WAITING, "busy")


def test_what_nobody_takes_is_given_up_after_three_days_and_listed() -> None:
    """It is tried ever more seldom, nine times in all."""
    context, kept = desk(), fake_dispatch()
    dispatch = kept._replace(sender=_Busy())
    remind(context, dispatch, texts)
    for _ in range(100):
        deliver(context.later(hours=1), dispatch)
    assert len(cast("_Busy", dispatch.sender).sent) == 2 * 9
    assert {(each.person, each.state) for each in unsure(dispatch)} == {("ada", "refused"), ("cy", "refused")}
