"""reply: write to the customer by a script, check the letter, and record it as the contact that it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from casectl.actions.context import Reading, Recording
from casectl.actions.lookup.find import find, read
from casectl.actions.lookup.scripts import script_for
from casectl.actions.recording.outgoing import (
    Envelope,
    Post,
    Replied,
    contact_details,
    demand_now,
    letter_bytes,
    letter_of,
)
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal
from casectl.actions.recording.record import record
from casectl.core.case.compose import follow_up_tree
from casectl.core.case.contacts import is_contact, undelivered
from casectl.core.case.fold import effective_events
from casectl.core.case.kinds.letters import SAID_ONCE
from casectl.core.case.model import Case, Event, FollowUp
from casectl.core.case.owed import HELD, LETTER
from casectl.core.clocks.effects import follow_up_id
from casectl.core.law.letters import draft_of, sent_back, waiting_letter
from casectl.core.letters.case_texts import Letterhead, text_for
from casectl.core.letters.faults import Draft, faults_of
from casectl.core.letters.placeholders import filled
from casectl.core.letters.script import Script, squeezed
from casectl.core.template.fields import as_stored
from casectl.core.template.model import Template
from casectl.core.time.durations import parse_duration
from casectl.core.time.instants import format_instant, to_the_minute
from casectl.core.values.messages import Message, NotFound, Refused, msg
from casectl.core.values.tree import Plain, Tree, get_in, text_of
from casectl.core.values.value_class import replace, value_class


@value_class
class Wanted:
    """What letter is wanted: the script ("": the one for the case), its language ("": the casebook's), the channel ("":
    that of the case), whether as an e-mail, and its address ("": the customer's); whether it `replaces` a colleague's
    that waits, and whether it is meant to go out `again` though the customer has it.
    """

    script: str = ""
    language: str = ""
    channel: str = ""
    is_email: bool = False
    recipient: str = ""
    replaces: bool = False
    again: bool = False


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


def draft(context: Reading, case_ref: str, wanted: Wanted) -> Written:
    """The letter for a case as its script has it, filled in; one that was sent back as it was, to be revised, unless
    another script is wanted. Raises as `script_for` does.
    """
    case = read(context, find(context, case_ref))
    template = context.template(case.header.template)
    channel = wanted.channel or _usual_channel(case, template, is_email=wanted.is_email)
    returned = sent_back(case)
    if returned and wanted.script not in ("", returned.text("script")):
        returned = None
    script = script_for(context, case, template, returned.text("script") if returned else wanted.script, channel)
    language = wanted.language or context.casebook.language
    head = Letterhead(context.casebook, context.actor, context.now, language)
    value = text_for(case, template, head)
    text, missing = (returned.text("text"), []) if returned else filled(script.text.within(language), value)
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


def waits(context: Reading, written: Written) -> bool:
    """Whether somebody else approves such a letter before it goes out."""
    header = read(context, written.case_id).header
    return context.template(header.template).workflow.must_be_approved(written.script.kind, header.state)


def demand_new(context: Reading, written: Written, when: EventStamp, case: Case | None = None) -> None:
    """Raise Refused for what the customer has already, and has not answered: an acknowledgement or a final response by
    the same script, or any letter in the same words; unless it is wanted again, or is the one that is recorded.
    """
    case = case or read(context, written.case_id)
    sent = _last_out(case)
    if sent is None or sent.id == when.event_id or written.wanted.again or sent.text("script") != written.script.name:
        return
    if written.script.kind in SAID_ONCE or squeezed(sent.text("text")) == squeezed(written.text):
        name, at = written.script.name, to_the_minute(sent.at, context.zone)
        raise Refused(
            msg("the letter {name} of {id} went out at {at}, and the customer has not written since",
                name=name, id=case.id, at=at),
            hint=msg("casectl reply {id} --script {name} --again sends it once more", id=case.id, name=name),
        )  # fmt: skip


def _last_out(case: Case) -> Event | None:
    """The last letter that the customer has got and not answered; None if there is none."""
    counted = effective_events(case.journal)
    lost = undelivered(counted)
    for each in reversed(counted):
        if is_contact(each, "in"):
            return None
        if is_contact(each, "out") and each.text("letter") and each.id not in lost:
            return each
    return None


def reply(context: Recording, written: Written, when: EventStamp, post: Post | None = None) -> Replied:
    """Record a letter as a contact with the customer, with what it was made from and the digest of its bytes; one that
    somebody else approves, or that is to be sent while the office is closed, as a draft, which is owed until then.

    One that is to be sent is put into the outbox first, once. Raises Refused with everything that is wrong with it,
    and as `demand_new` does; UsageError for a channel that the case cannot have, for an e-mail without an address, and
    for one to be sent that is said to be of another time.
    """
    if post:
        demand_now(when)
    case = read(context, written.case_id)
    event_id = when.event_id or context.new_event_id()
    known = case.event(event_id)
    at = (known.at if known else when.at or context.now).replace(microsecond=0)
    said = Event(event_id, at, context.actor.name, "drafted", _said(context, case, written))
    envelope = Envelope(written.wanted.is_email, written.wanted.recipient)
    letter = letter_of(context, case, said, envelope)
    content, waits_first = letter_bytes(letter, envelope), waits(context, written)
    send_at = post.opens_at(context) if post and not waits_first else None
    if post and not known and not waits_first:
        post.keep(letter, (case.id, event_id), content, send_at)

    def propose(case: Case, template: Template) -> Proposal:
        if wrong := faults(context, written, case):
            raise Refused(
                msg("the letter to the customer of {id} cannot go out as it is", id=case.id),
                problems=wrong,
                hint=msg("casectl reply {id} --script {name} --dry-run shows it", id=case.id, name=written.script.name),
            )
        demand_new(context, written, when, case)
        if waits_first or send_at:
            _demand_own(context, case, written)
            return Proposal([EventDraft("drafted", {**said.data, **_waiting(context, case, template, said, send_at)})])
        return Proposal([EventDraft("contacted", contact_details(said, letter, content, envelope))])

    receipt = record(context, written.case_id, propose, replace(when, event_id=event_id))
    return Replied(receipt, None if waits_first or send_at else content)


def _demand_own(context: Recording, case: Case, written: Written) -> None:
    """Raise Refused if a colleague's letter waits, in whose place nobody has asked to write."""
    waiting = draft_of(case)
    if waiting and waiting.by != context.actor.name and not written.wanted.replaces:
        raise Refused(
            msg("a letter of {id} that {name} wrote at {at} is still waiting",
                id=case.id, name=waiting.by, at=to_the_minute(waiting.at, context.zone)),
            hint=msg("casectl reply {id} --replace writes another in its place", id=case.id),
        )  # fmt: skip


def _said(context: Reading, case: Case, written: Written) -> dict[str, Tree]:
    field = context.template(case.header.template).field_at(("channel",))
    channel = as_stored(field, written.wanted.channel) if field and written.wanted.channel else written.wanted.channel
    data: dict[str, Tree] = {
        "script": written.script.name,
        "letter": written.script.kind,
        "subject": written.subject,
        "channel": channel,
        "text": written.text,
    }
    return {key: value for key, value in data.items() if value}


def _waiting(
    context: Recording, case: Case, template: Template, said: Event, send_at: datetime | None
) -> dict[str, Tree]:
    """The follow-up by which a letter waits for those who may approve it, or to be sent, in place of an earlier one."""
    rule, earlier = template.workflow.approval, waiting_letter(case)
    within, who = (rule.within, rule.may[0]) if rule and rule.may else ("4wh", "")
    due = send_at or context.calendar.after(context.now, parse_duration(within))
    whose = (context.actor.name, "", "", HELD) if send_at else (who, "", "", LETTER)
    planned = FollowUp(follow_up_id(said.id), due, said.text("letter"), *whose)
    data: dict[str, Tree] = {"follow_up": earlier.id} if earlier else {}
    if send_at:
        data["send_at"] = Plain(format_instant(send_at, context.zone))
    return {**data, "follow_ups": [follow_up_tree(planned, context.zone)]}


def copy(context: Reading, case_ref: str, envelope: Envelope) -> bytes:
    """The last letter of a case again, as it was recorded. Raises NotFound if none went out."""
    case = read(context, find(context, case_ref))
    journal = reversed(effective_events(case.journal))
    event = next((each for each in journal if each.kind == "contacted" and each.text("letter")), None)
    if event is None:
        raise NotFound(msg("no letter of {id} is on record", id=case.id), hint=msg("casectl reply {id}", id=case.id))
    return letter_bytes(letter_of(context, case, event, envelope), envelope)
