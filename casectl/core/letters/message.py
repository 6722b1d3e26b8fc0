"""A letter as it leaves the desk: an e-mail (RFC 5322) or a plain text, always the same bytes for the same letter."""

from __future__ import annotations

from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from casectl.core.values.messages import UsageError, msg
from casectl.core.values.value_class import value_class


@value_class
class Letter:
    """A letter: its `text`; for an e-mail the `subject`, from whom and to whom (``Name <address>``), when (aware), and
    its Message-ID, in angle brackets.
    """

    text: str
    subject: str
    sender: str
    recipient: str
    at: datetime
    message_id: str


def message_id(case_id: str, event_id: str, sender: str) -> str:
    """The Message-ID of the letter that an event records: known before it is sent, and the same however often."""
    domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    return f"<{event_id}.{case_id}@{domain}>".lower()


def as_email(letter: Letter) -> bytes:
    """The e-mail; written by a person, so that it is not marked as automatic. Raises UsageError for a bad address."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = address_of(letter.sender), address_of(letter.recipient)
    mail["Subject"] = " ".join(letter.subject.split())
    mail["Date"], mail["Message-ID"] = format_datetime(letter.at), letter.message_id
    mail.set_content(letter.text, cte="base64" if not letter.text.isascii() else "quoted-printable")
    return mail.as_bytes()


def as_text(letter: Letter) -> bytes:
    """The letter to be printed or pasted."""
    return f"{letter.text.rstrip()}\n".encode()


def address_of(written: str) -> Address:
    """The one address that was written, as ``Name <address>`` or alone. Raises UsageError for anything else."""
    name, address = parseaddr(written) if written.isprintable() else ("", "")
    try:
        if not address.isascii() or "@" not in address or not written.strip().endswith((f"<{address}>", address)):
            raise ValueError(written)
        return Address(name, addr_spec=address)
    except (ValueError, IndexError, MessageError):
        raise UsageError(
            msg("{address} is not an e-mail address", address=written),
            hint=msg("--to ADDRESS says where the letter goes; -o FILE.txt writes it without an address"),
        ) from None
