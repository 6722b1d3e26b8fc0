"""deliver: send what waits in the outbox and is due: letters held back, and what a server did not take before."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.actions.context import Present, Recording
from casectl.actions.sending.delivery import demand_host
from casectl.actions.sending.letters import deliver_all
from casectl.core.time.instants import to_seconds, to_the_minute
from casectl.core.values.messages import Message, counted
from casectl.ports.sending import HELD, WAITING, Dispatch, Outgoing


def deliver(context: Recording, dispatch: Dispatch) -> tuple[list[Outgoing], list[Message]]:
    """Try each message that is due once; what became of them, and which letters could not be recorded.

    Raises as `remind` does where there are no letters to be sent.
    """
    with dispatch.outbox.locked():
        if not any(each.is_letter for each in dispatch.outbox.messages()):
            demand_host(context, dispatch)
        return deliver_all(context, dispatch)


def still_waiting(context: Present, dispatch: Dispatch) -> Iterator[Message]:
    """How many letters and reminders are to be sent later, and when the first of them is tried."""
    messages = [each for each in dispatch.outbox.messages() if each.state in (WAITING, HELD)]
    letters = [each.next_at for each in messages if each.is_letter]
    others = [each.next_at for each in messages if not each.is_letter]
    if letters:
        at = to_the_minute(min(letters, key=to_seconds), context.zone)
        yield counted("{count} letter waiting to be sent; next attempt {at}", "{count} letters waiting to be sent; next"
                                                                 " attempt {at}",
                      len(letters), at=at)  # fmt: skip
    if others:
        at = to_the_minute(min(others, key=to_seconds), context.zone)
        yield counted("{count} reminder waiting to be sent; next attempt {at}",
                      "{count} reminders waiting to be sent; next"
                                                                   " attempt {at}",
                      len(others), at=at)  # fmt: skip
