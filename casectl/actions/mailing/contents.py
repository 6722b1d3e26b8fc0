"""What is recorded of a message: its text for reading, and its files with the whole message among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime

from casectl.actions.context import Recording
from casectl.actions.recording.attached_file import AttachedFile, attached_file
from casectl.core.case.model import LATE, Case
from casectl.core.clocks.late_entries import is_much_later
from casectl.core.mail.history import without_history
from casectl.core.mail.message import Mail
from casectl.core.time.instants import elapsed, to_seconds
from casectl.core.values.messages import Refused, UsageError
from casectl.core.values.tree import Tree

_MOST_TEXT = 20_000
"""Letters of a message that go into a case's journal; the whole message is attached."""
_LONGEST_TITLE = 200


def body_of(mail: Mail) -> str:
    """What was written, without the history that it quotes."""
    text = without_history(mail.subject, mail.text)
    return text if len(text) <= _MOST_TEXT else f"{text[:_MOST_TEXT].rstrip()}\n[…]"


def text_of_mail(mail: Mail, fields: Mapping[str, Tree]) -> str:
    """Subject and what was written, after the sender, unless the fields of the case have that address already."""
    is_known = mail.address and mail.address in str(fields).lower()
    lines = [*([] if is_known else [mail.sender]), mail.subject, "", body_of(mail)]
    return "\n".join(lines).strip() or "-"


def title_of_mail(mail: Mail) -> str:
    """A title for a new case: the subject, else the first line, else the sender."""
    first = next((line.strip() for line in mail.text.splitlines() if line.strip()), "")
    return (mail.subject or first or mail.sender or "-")[:_LONGEST_TITLE].strip()


def files_of(case: Case, mail: Mail) -> Iterator[AttachedFile]:
    """The whole message and the files in it; one that the case has already is not kept again."""
    taken = {event.text("file"): event.text("sha256") for event in case.journal if event.kind == "attached"}
    for name, content in ((f"mail-{mail.id}.eml", mail.content), *mail.files):
        with suppress(Refused):
            found = _kept(case.id, name, content, taken)
            taken[found.path] = str(found.event.data["sha256"])
            yield found


def _kept(case_id: str, name: str, content: bytes, taken: dict[str, str]) -> AttachedFile:
    try:
        return attached_file(case_id, name or "file", content, taken)
    except UsageError:  # a name that some system keeps for a device
        return attached_file(case_id, f"file-{name}", content, taken)


def reached_at(context: Recording, mail: Mail, received_at: datetime) -> datetime:
    """When a message that was taken in at `received_at` reached us: what our mail server says of it, however long ago;
    where none does, its Date, as far as that can be believed.
    """
    reached = mail.reached_at
    if reached and elapsed(received_at, reached) <= LATE:
        return min(reached, received_at, key=to_seconds)
    return said_at(context, mail, received_at)


def said_at(context: Recording, mail: Mail, received_at: datetime) -> datetime:
    """By which time what the message says counts in a case that there is: when it reached us, or else its Date, if
    that is as near as an entry that counts by when it happened; else `received_at`. A Date proves nothing.
    """
    said = mail.reached_at or mail.sent_at
    if said is None or elapsed(received_at, said) > LATE:
        return received_at
    with suppress(OverflowError):
        if not is_much_later(said, received_at, context.calendar, (context.casebook.late_entry,)):
            return min(said, received_at, key=to_seconds)
    return received_at


def message_of(mail: Mail) -> str:
    """The Message-ID that goes on record; where the message has none, one made of its own id."""
    return mail.message_id or f"<{mail.event_id}>"
