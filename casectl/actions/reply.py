"""reply: write to the customer by a script, check the letter, and record it as the contact that it is."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from casectl.actions.context import Reading, Recording
from casectl.actions.lookup.find import find, read
from casectl.actions.lookup.scripts import script_for
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal
from casectl.actions.recording.record import record
from casectl.core.case.fold import effective_events
from casectl.core.case.model import Case
from casectl.core.letters.case_texts import Letterhead, text_for
from casectl.core.letters.faults import Draft, faults_of
from casectl.core.letters.message import Letter, as_email, as_text, message_id
from casectl.core.letters.placeholders import filled
from casectl.core.letters.script import Script
from casectl.core.reports import Receipt
from casectl.core.template.fields import as_stored
from casectl.core.template.model import Template
from casectl.core.template.settings import Person
from casectl.core.values.errors import NotFound, Refused
from casectl.core.values.messages import Message, msg
from casectl.core.values.tree import Tree, get_in, text_of
from casectl.core.values.value_class import replace, value_class


@value_class
class Wanted:
    """What letter is wanted: the script ("": the one for the case), its language ("": the casebook's), the channel ("":
    that of the case), whether as an e-mail, and its address ("": the customer's).
    """

    script: str = ""
    language: str = ""
    channel: str = ""
    is_email: bool = False
    recipient: str = ""


@value_class
class Written:
    """A letter to a customer: its case and script, text and subject, the passages it must have, and what was wanted.

    `missing` are the placeholders that the case has nothing for; they are still in the text.
    """

    case_id: str
    script: Script
    text: str
    subject: str
    passages: Sequence[str]
    missing: Sequence[str]
    wanted: Wanted


@value_class
class Replied:
    """What was recorded, and the bytes of the letter as it leaves the desk."""

    receipt: Receipt
    content: bytes


def draft(context: Reading, case_ref: str, wanted: Wanted) -> Written:
    """The letter for a case as its script has it, filled in. Raises as `script_for` does."""
    case = read(context, find(context, case_ref))
    template = context.template(case.header.template)
    channel = wanted.channel or _usual_channel(case, template, is_email=wanted.is_email)
    script = script_for(context, case, template, wanted.script, channel)
    language = wanted.language or context.casebook.language
    head = Letterhead(context.casebook, context.actor, context.now, language)
    value = text_for(case, template, head)
    text, missing = filled(script.text.within(language), value)
    subject = filled(script.subject.within(language) or "{{kind}} {{case}}", value)[0]
    passages = [filled(each, value)[0] for each in script.passages(language)]
    whole = replace(wanted, language=language, channel=channel)
    return Written(case.id, script, text, subject, passages, missing, whole)


def _usual_channel(case: Case, template: Template, *, is_email: bool) -> str:
    """That of such a letter, where the template has it; else that of the case."""
    field, usual = template.field_at(("channel",)), "email" if is_email else "letter"
    return usual if field and usual in dict(field.choices) else text_of(get_in(dict(case.fields), ("channel",)))


def faults(context: Reading, written: Written, case: Case | None = None) -> list[Message]:
    """Everything that keeps a letter from going out."""
    never = context.casebook.letters.never
    found = Draft(f"{written.subject}\n{written.text}", written.wanted.language, never)
    return [*faults_of(found, written.script, case or read(context, written.case_id), written.passages)]


def reply(context: Recording, written: Written, when: EventStamp) -> Replied:
    """Record a letter as a contact with the customer, with what it was made from and the digest of its bytes.

    Raises Refused with everything that is wrong with it, UsageError for a channel that the case cannot have, and for an
    e-mail without an address.
    """
    event_id = when.event_id or context.new_event_id()
    known = read(context, written.case_id).event(event_id)
    letter = _letter(context, written, replace(when, at=known.at if known else when.at), event_id)
    content = _bytes(letter, written.wanted.is_email)

    def propose(case: Case, template: Template) -> Proposal:
        if wrong := faults(context, written, case):
            raise Refused(
                msg("the letter to the customer of {id} cannot go out as it is", id=case.id),
                problems=wrong,
                hint=msg("casectl reply {id} --script {name} --dry-run shows it", id=case.id, name=written.script.name),
            )
        return Proposal([EventDraft("contacted", _details(template, written, letter, content))])

    return Replied(record(context, written.case_id, propose, replace(when, event_id=event_id)), content)


def copy(context: Reading, case_ref: str, recipient: str, *, is_email: bool) -> bytes:
    """The last letter of a case again, as it was recorded. Raises NotFound if there is none."""
    case = read(context, find(context, case_ref))
    event = next((each for each in reversed(effective_events(case.journal)) if each.text("letter")), None)
    if event is None:
        raise NotFound(msg("no letter of {id} is on record", id=case.id), hint=msg("casectl reply {id}", id=case.id))
    by = next((each for each in context.casebook.people if each.name == event.by), context.actor)
    sender = _sender(context, by)
    letter = Letter(
        event.text("text"),
        event.text("subject") or case.id,
        sender,
        recipient or _address(case),
        event.at.astimezone(context.zone),
        message_id(case.id, event.id, sender),
    )
    return _bytes(letter, is_email)


def _bytes(letter: Letter, is_email: bool) -> bytes:
    return as_email(letter) if is_email else as_text(letter)


def _sender(context: Reading, by: Person) -> str:
    return context.casebook.letters.sender or f"{by.title} <{next(iter(by.emails), '')}>"


def _address(case: Case) -> str:
    return text_of(get_in(dict(case.fields), ("customer", "contact")))


def _letter(context: Reading, written: Written, when: EventStamp, event_id: str) -> Letter:
    case, sender = read(context, written.case_id), _sender(context, context.actor)
    recipient = written.wanted.recipient or _address(case)
    at = (when.at or context.now).replace(microsecond=0).astimezone(context.zone)
    return Letter(written.text, written.subject, sender, recipient, at, message_id(case.id, event_id, sender))


def _details(template: Template, written: Written, letter: Letter, content: bytes) -> dict[str, Tree]:
    field = template.field_at(("channel",))
    channel = as_stored(field, written.wanted.channel) if field and written.wanted.channel else written.wanted.channel
    mail: dict[str, Tree] = {"subject": written.subject, "message_id": letter.message_id}
    data: dict[str, Tree] = {
        "direction": "out",
        "channel": channel,
        "text": written.text,
        "script": written.script.name,
        "letter": written.script.kind,
        **(mail if written.wanted.is_email else {}),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    return {key: value for key, value in data.items() if value}
