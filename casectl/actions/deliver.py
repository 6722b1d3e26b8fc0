"""deliver: send what waits in the outbox and is due, such as what a server did not take before."""

from __future__ import annotations

from casectl.actions.context import Recording
from casectl.actions.sending.delivery import deliver as deliver_waiting
from casectl.actions.sending.delivery import demand_host
from casectl.ports.sending import Dispatch, Outgoing


def deliver(context: Recording, dispatch: Dispatch) -> list[Outgoing]:
    """Try each message that is due once; what became of them. Raises as `remind` does."""
    demand_host(context, dispatch)
    with dispatch.outbox.locked():
        return deliver_waiting(context, dispatch)
