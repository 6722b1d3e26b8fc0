"""A message: who wrote it, what it answers, what it says, and the files in it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from casectl.core.case.ids import event_id
from casectl.core.values.value_class import NamedTuple, value_class

MARK = "mail-"
"""How the id of an event begins that a message led to."""


class MailFile(NamedTuple):
    """A file in a message, by the name that the sender gave it ("": none)."""

    name: str
    content: bytes


@value_class
class Mail:
    """A message as it was read; `content` is all of it, byte for byte.

    `name` and `address` are the sender's, the address in lower case; "" where the message does not say. `to` are the
    addresses that it was sent or delivered to. `answers` are the Message-IDs of what it answers, or reports to be
    undelivered, the nearest first. `sent_at` is what its Date says (aware, None for none), which proves nothing;
    `reached_at` is when the server that was last on its way got it, our own where mail comes by one.
    `text` is for reading, HTML reduced to text. `headers` has by lower-case name what tells automatic mail; `reports`
    is the type of a multipart/report ("": none). `returned` are the Message-IDs of what it reports to
    be undelivered for good. `files` are those that are kept one by one; of the rest, `content` has all.
    """

    content: bytes
    message_id: str = ""
    answers: tuple[str, ...] = ()
    name: str = ""
    address: str = ""
    to: tuple[str, ...] = ()
    subject: str = ""
    sent_at: datetime | None = None
    text: str = ""
    files: tuple[MailFile, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    reports: str = ""
    returned: tuple[str, ...] = ()
    reached_at: datetime | None = None

    @property
    def id(self) -> str:
        """By what it is known again: its Message-ID together with sender and date, or all of it where it has none.

        A Message-ID alone would let anybody who guesses one keep somebody else's message out.
        """
        known = f"{self.message_id}\0{self.address}\0{self.headers.get('date', '')}".encode(errors="replace")
        digest = hashlib.sha256(known if self.message_id else self.content).digest()
        return event_id(digest[:16])

    @property
    def event_id(self) -> str:
        """The id of the event that it leads to, the same wherever it is read."""
        return MARK + self.id

    @property
    def sender(self) -> str:
        """The sender as people write it: ``Name <address>``."""
        return f"{self.name} <{self.address}>" if self.name and self.address else self.name or self.address
