"""What became of mail that was taken in."""

from __future__ import annotations

from datetime import datetime

from casectl.core.values.messages import CasectlError, Message, msg
from casectl.core.values.value_class import value_class

ADDED, OPENED, FILED, WAITS, KNOWN, DROPPED = "added", "opened", "filed", "waits", "known", "dropped"
RESULTS: dict[str, Message] = {
    ADDED: msg("added to the case"),
    OPENED: msg("case opened"),
    FILED: msg("filed"),
    WAITS: msg("waiting"),
    KNOWN: msg("recorded before"),
    DROPPED: msg("dropped"),
}
"""What may become of a message, each with its title."""


@value_class
class MailRow:
    """A message: by what it is named, when it came in, its sender and subject, what became of it, the case ("": none),
    of automatic mail its kind; of one that waits the error that said why, and the command with which a person goes on.
    """

    id: str
    received_at: datetime
    sender: str
    subject: str
    result: str
    case: str = ""
    sort: str = ""
    why: CasectlError | None = None
    next: tuple[str, ...] = ()


@value_class
class MailReport:
    """What became of each message; the name and reason of each that could not be read; notes."""

    rows: tuple[MailRow, ...]
    unreadable: tuple[tuple[str, Message], ...] = ()
    notes: tuple[Message, ...] = ()
    is_list: bool = False
    """Whether it lists what waits, and nothing was done."""

    @property
    def waits(self) -> bool:
        """Whether something of it waits for a person."""
        return any(row.result == WAITS for row in self.rows)
