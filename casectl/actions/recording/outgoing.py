"""Letters that leave the desk: who sends them, to whom, and their bytes; shared by those who write and who approve."""

from __future__ import annotations

import hashlib
from datetime import datetime

from casectl.actions.context import Present, Reading
from casectl.actions.recording.proposal import EventStamp
from casectl.core.case.compose import follow_up_tree
from casectl.core.case.contacts import BOUNCE, RETURNED
from casectl.core.case.model import Case, Event, FollowUp
from casectl.core.case.owed import UNDELIVERED
from casectl.core.clocks.effects import follow_up_id
from casectl.core.letters.message import Letter, address_of, as_email, as_text, message_id
from casectl.core.reports import Receipt
from casectl.core.template.settings import Person
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.tree import Tree, get_in, text_of
from casectl.core.values.value_class import value_class
from casectl.ports.sending import DRAFTED, HELD, Outbox, Outgoing


@value_class
class Replied:
    """What was recorded, and the bytes of the letter as it leaves the desk; None if it does not leave it yet."""

    receipt: Receipt
    content: bytes | None


@value_class
class Envelope:
    """How a letter goes: as an e-mail or a text, and to which address ("": the customer's)."""

    is_email: bool = False
    recipient: str = ""


@value_class
class Post:
    """Where a letter is kept to be sent, and whether it is sent `at_once`, also while the office is closed."""

    outbox: Outbox
    at_once: bool = False

    def opens_at(self, context: Reading) -> datetime | None:
        """When the office opens, if a letter is held back until then."""
        at = context.now if self.at_once else context.calendar.within_hours(context.now)
        return at if to_seconds(at) > to_seconds(context.now) else None

    def keep(self, letter: Letter, said: tuple[str, str], content: bytes, send_at: datetime | None) -> None:
        """Put a letter into the outbox before it is recorded, which is said by its case and event."""
        self.outbox.write(
            Outgoing(
                letter_id(*said),
                letter.recipient,
                address_of(letter.recipient).addr_spec,
                letter.subject,
                "",
                *said,
                letter.at,
                send_at or letter.at,
                HELD if send_at else DRAFTED,
                letter="" if send_at else content.decode(),
            )
        )


def letter_id(case_id: str, event_id: str) -> str:
    """What a letter is called in the outbox."""
    return f"letter-{case_id}-{event_id}"


def demand_now(when: EventStamp) -> None:
    """Raise UsageError if a letter that is sent now is to be recorded at another time."""
    if when.at:
        raise UsageError(
            msg(
                "a letter that is sent now is recorded with the current time; --at is only for a letter that"
                " has already been sent"
            ),
            hint=msg("-o FILE.eml writes it to a file instead of sending it"),
        )


def letter_of(context: Present, case: Case, said: Event, envelope: Envelope) -> Letter:
    """The letter that an event records, or is about to, with who sends it and its address."""
    by = next((each for each in context.casebook.people if each.name == said.by), context.actor)
    sender = context.casebook.letters.sender or _address_of(by)
    recipient = envelope.recipient or text_of(get_in(dict(case.fields), ("customer", "contact")))
    at = said.at.astimezone(context.zone)
    return Letter(
        said.text("text"),
        said.text("subject") or case.id,
        sender,
        recipient,
        at,
        message_id(case.id, said.id, sender),
    )


def _address_of(person: Person) -> str:
    return f"{person.title} <{next(iter(person.emails), '')}>"


def letter_bytes(letter: Letter, envelope: Envelope) -> bytes:
    """The bytes of a letter. Raises UsageError for an e-mail without an address."""
    return as_email(letter) if envelope.is_email else as_text(letter)


def undelivered_details(context: Present, case: Case, sent: Event, why: str, event_id: str) -> dict[str, Tree]:
    """The details of filed mail by which a letter was refused for good: which one, and that the case's owner, or else
    who sent the letter, owes the customer another contact.
    """
    who, letter = case.header.owner or sent.by, sent.text("message_id")
    again = FollowUp(follow_up_id(event_id), context.now, sent.text("letter"), who, "", why, UNDELIVERED)
    return {
        "sort": BOUNCE,
        "text": why,
        "message_id": letter,
        RETURNED: letter,
        "follow_ups": [follow_up_tree(again, context.zone)],
    }


def contact_details(said: Event, letter: Letter, content: bytes, envelope: Envelope) -> dict[str, Tree]:
    """The details of the contact that a letter is."""
    mail: dict[str, Tree] = {"subject": said.text("subject"), "message_id": letter.message_id}
    data: dict[str, Tree] = {
        "direction": "out",
        **{key: said.text(key) for key in ("channel", "text", "script", "letter")},
        **(mail if envelope.is_email else {}),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    return {key: value for key, value in data.items() if value}
