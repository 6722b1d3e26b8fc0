"""Messages to the people of the desk and letters to customers: what waits to be sent, and what sends it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from casectl.core.values.value_class import NamedTuple, value_class

DRAFTED, WAITING, SENDING, SENT, REFUSED = "drafted", "waiting", "sending", "sent", "refused"
"""What a message is: written before what it says is recorded; to be sent; handed over, and nothing is known of it yet;
taken; or refused for good.
"""
HELD = "held"
"""A letter that was written while the office was closed: nobody is told, and no contact is recorded, until it opens."""


@value_class
class Outgoing:
    """A message for a person at an address, about what the `event` of a `case` records. Its id stays the same.

    `next_at` is when it is tried next, `why` is what the last try came to. A letter to a customer is a whole e-mail,
    `letter`, and `person` is its recipient as it has it; others have "" there.
    """

    id: str
    person: str
    address: str
    subject: str
    body: str
    case: str
    event: str
    written_at: datetime
    next_at: datetime
    state: str = DRAFTED
    tries: int = 0
    why: str = ""
    letter: str = ""

    @property
    def is_letter(self) -> bool:
        """Whether it is for a customer, and not for somebody of the desk."""
        return bool(self.letter) or self.state == HELD


class Outcome(NamedTuple):
    """What became of a message: WAITING (nobody has it), SENDING (nobody knows), SENT or REFUSED; and why. Of one that
    was sent in a rehearsal, that is the file into which it was put instead.

    `wait` is how many seconds the other side wants to be left alone, 0 if it does not say.
    """

    state: str
    why: str = ""
    wait: int = 0


class Outbox(Protocol):
    """The messages of this clone that are to be sent, or were not long ago."""

    def locked(self) -> AbstractContextManager[None]:
        """Keep others from it meanwhile. Raises RepositoryError, saying who has it, after some seconds."""
        ...

    def messages(self) -> list[Outgoing]:
        """All of them, the oldest first. Raises RepositoryError for one that cannot be read."""
        ...

    def write(self, message: Outgoing) -> None:
        """Keep a message durably, in place of what it was before."""
        ...

    def remove(self, message: Outgoing) -> None:
        """Forget a message."""
        ...


class Dispatch(NamedTuple):
    """What messages go by: those that wait, what sends reminders, the name of this machine, and what sends letters."""

    outbox: Outbox
    sender: Sender
    host: str
    letters: Sender


class Sender(Protocol):
    """What sends messages."""

    @property
    def channel(self) -> str:
        """What it is called on record: mail, for example; "" if nothing can be sent."""
        ...

    @property
    def gone(self) -> str:
        """The address that said for good that nobody listens there, and is not asked again; "" if there is none."""
        ...

    def send(self, message: Outgoing) -> Outcome:
        """Try to send a message once; never raises for what the other side does."""
        ...
