"""note, contact, attach and link: add to what is known of a case."""

from __future__ import annotations

import hashlib

from casectl.actions.context import CommandContext
from casectl.actions.find import find
from casectl.actions.proposal import EventDraft, EventStamp, Proposal, Propose
from casectl.actions.record import record
from casectl.core.case.links import link_title
from casectl.core.case.model import Case, Link
from casectl.core.reports import Receipt
from casectl.core.template.fields import as_stored, is_blank
from casectl.core.template.model import Template
from casectl.core.values.errors import Refused, UsageError
from casectl.core.values.messages import msg
from casectl.core.values.tree import Plain, Tree
from casectl.core.values.value_class import value_class

DIRECTIONS = ("in", "out")
_SAFE = "._-()[]+@ "
_LONGEST = 200
"""Bytes of a name: file systems take 255, and a mark may come before it."""


@value_class
class Contact:
    """A contact with the customer: in or out, by which channel, what was said."""

    direction: str
    channel: str
    text: str


def note(context: CommandContext, case_ref: str, text: str, when: EventStamp) -> Receipt:
    """Record a note. Raises UsageError if it is blank."""
    propose = noting(text)
    return record(context, find(context, case_ref), propose, when)


def noting(text: str) -> Propose:
    """What a note with this text is to any case. Raises UsageError if it is blank."""
    said = EventDraft("noted", {"text": _said(text)})
    return lambda *_: Proposal([said])


def contact(context: CommandContext, case_ref: str, what: Contact, when: EventStamp) -> Receipt:
    """Record a contact; one that goes out may stop clocks. The channel must be one the template's field knows."""

    def propose(case: Case, template: Template) -> Proposal:
        field = template.field_at(("channel",))
        channel = as_stored(field, what.channel) if field and what.channel else what.channel
        data: dict[str, Tree] = {"direction": what.direction, "channel": channel, "text": _said(what.text)}
        return Proposal([EventDraft("contacted", {key: value for key, value in data.items() if value})])

    return record(context, find(context, case_ref), propose, when)


def attach(context: CommandContext, case_ref: str, name: str, content: bytes, when: EventStamp) -> Receipt:
    """Keep a file under ``attachments/<case>/`` and record its name, size in bytes and SHA-256."""
    case_id = find(context, case_ref)
    digest = hashlib.sha256(content).hexdigest()

    def propose(case: Case, template: Template) -> Proposal:
        taken = {event.text("file"): event.text("sha256") for event in case.journal if event.kind == "attached"}
        plain, marked = (f"attachments/{case_id}/{mark}{safe_name(name)}" for mark in ("", f"{digest[:8]}-"))
        for file in (plain, marked):
            if taken.get(file) == digest:
                raise Refused(msg("{file} is attached already", file=file))
        file = marked if plain in taken or context.store.read(plain) is not None else plain
        data: dict[str, Tree] = {"file": file, "size": Plain(len(content)), "sha256": digest}
        return Proposal([EventDraft("attached", data)], files={file: content})

    return record(context, case_id, propose, when)


def safe_name(name: str) -> str:
    """A file's name as it may stand below attachments/: letters, digits and a few signs, no leading dot or dash.

    Its end is kept if it is longer than file systems allow.
    """
    kept = "".join(character if character.isalnum() or character in _SAFE else "_" for character in name)
    return kept.encode()[-_LONGEST:].decode(errors="ignore").strip(". -") or "file"


def link(context: CommandContext, case_ref: str, link_type: str, other: str, when: EventStamp) -> Receipt:
    """Relate a case to another one; the other side is found through the index."""
    case_id, target = find(context, case_ref), find(context, other)
    if case_id == target:
        raise UsageError(msg("a case cannot be linked to itself"))

    def propose(case: Case, template: Template) -> Proposal:
        if Link(link_type, target) in case.header.links:
            raise Refused(msg("{id} is {type} {target} already", id=case_id, type=link_title(link_type), target=target))
        return Proposal([EventDraft("linked", {"type": link_type, "case": target})])

    return record(context, case_id, propose, when)


def unlink(context: CommandContext, case_ref: str, link_type: str, other: str, when: EventStamp) -> Receipt:
    """Take a link back. Raises Refused if there is none like it."""
    case_id, target = find(context, case_ref), find(context, other)

    def propose(case: Case, template: Template) -> Proposal:
        if Link(link_type, target) not in case.header.links:
            raise Refused(msg("{id} is not {type} {target}", id=case_id, type=link_title(link_type), target=target))
        return Proposal([EventDraft("unlinked", {"type": link_type, "case": target})])

    return record(context, case_id, propose, when)


def _said(text: str) -> str:
    """What was typed, byte for byte. Raises UsageError if there is nothing to read."""
    if is_blank(text):
        raise UsageError(msg("there is nothing to record: the text is blank"))
    return text
