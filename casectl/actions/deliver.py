"""deliver: send what waits in the outbox and is due: letters held back, and what a server did not take before."""

from __future__ import annotations

from casectl.actions.context import Recording
from casectl.actions.sending.delivery import demand_host
from casectl.actions.sending.letters import deliver_all
from casectl.core.values.messages import Message
from casectl.ports.sending import Dispatch, Outgoing


def deliver(context: Recording, dispatch: Dispatch) -> tuple[list[Outgoing], list[Message]]:
    """Try each message that is due once; what became of them, and which letters could not be recorded.

    Raises as `remind` does where there are no letters to be sent.
    """
    with dispatch.outbox.locked():
        if not any(each.is_letter for each in dispatch.outbox.messages()):
            demand_host(context, dispatch)
        return deliver_all(context, dispatch)
