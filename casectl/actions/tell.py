"""note, contact, attach and link: add to what is known of a case."""

from __future__ import annotations

import hashlib

from casectl.actions.desk import Desk
from casectl.actions.find import find
from casectl.actions.proposal import Draft, Proposal, Propose, When
from casectl.actions.record import record
from casectl.core.case.links import link_title
from casectl.core.case.model import Case, Link
from casectl.core.reports import Receipt
from casectl.core.template.fields import is_blank
from casectl.core.template.fields import typed as as_typed
from casectl.core.template.model import Template
from casectl.core.values.errors import Misused, Refused
from casectl.core.values.messages import msg
from casectl.core.values.tree import Plain, Tree
from casectl.core.values.value_class import frozen

DIRECTIONS = ("in", "out")
_SAFE = "._-()[]+@ "
_LONGEST = 200
"""Bytes of a name: file systems take 255, and a mark may come before it."""


@frozen
class Contact:
    """A contact with the customer: in or out, by which channel, what was said."""

    direction: str
    channel: str
    text: str


def note(desk: Desk, typed: str, text: str, when: When) -> Receipt:
    """Record a note. Raises Misused if it is blank."""
    propose = noting(text)
    return record(desk, find(desk, typed), propose, when)


def noting(text: str) -> Propose:
    """What a note with this text is to any case. Raises Misused if it is blank."""
    said = Draft("noted", {"text": _said(text)})
    return lambda *_: Proposal([said])


def contact(desk: Desk, typed: str, what: Contact, when: When) -> Receipt:
    """Record a contact; one that goes out may stop clocks. The channel must be one the template's field knows."""

    def propose(case: Case, template: Template) -> Proposal:
        field = template.field_at(("channel",))
        channel = as_typed(field, what.channel) if field and what.channel else what.channel
        data: dict[str, Tree] = {"direction": what.direction, "channel": channel, "text": _said(what.text)}
        return Proposal([Draft("contacted", {key: value for key, value in data.items() if value})])

    return record(desk, find(desk, typed), propose, when)


def attach(desk: Desk, typed: str, name: str, content: bytes, when: When) -> Receipt:
    """Keep a file under ``attachments/<case>/`` and record its name, size in bytes and SHA-256."""
    case_id = find(desk, typed)
    digest = hashlib.sha256(content).hexdigest()

    def propose(case: Case, template: Template) -> Proposal:
        taken = {event.text("file"): event.text("sha256") for event in case.journal if event.kind == "attached"}
        plain, marked = (f"attachments/{case_id}/{mark}{safe_name(name)}" for mark in ("", f"{digest[:8]}-"))
        for file in (plain, marked):
            if taken.get(file) == digest:
                raise Refused(msg("{file} is attached already", file=file))
        file = marked if plain in taken or desk.store.read(plain) is not None else plain
        data: dict[str, Tree] = {"file": file, "size": Plain(len(content)), "sha256": digest}
        return Proposal([Draft("attached", data)], files={file: content})

    return record(desk, case_id, propose, when)


def safe_name(name: str) -> str:
    """A file's name as it may stand below attachments/: letters, digits and a few signs, no leading dot or dash.

    Its end is kept if it is longer than file systems allow.
    """
    kept = "".join(character if character.isalnum() or character in _SAFE else "_" for character in name)
    return kept.encode()[-_LONGEST:].decode(errors="ignore").strip(". -") or "file"


def link(desk: Desk, typed: str, link_type: str, other: str, when: When) -> Receipt:
    """Relate a case to another one; the other side is found through the index."""
    case_id, target = find(desk, typed), find(desk, other)
    if case_id == target:
        raise Misused(msg("a case cannot be linked to itself"))

    def propose(case: Case, template: Template) -> Proposal:
        if Link(link_type, target) in case.header.links:
            raise Refused(msg("{id} is {type} {target} already", id=case_id, type=link_title(link_type), target=target))
        return Proposal([Draft("linked", {"type": link_type, "case": target})])

    return record(desk, case_id, propose, when)


def unlink(desk: Desk, typed: str, link_type: str, other: str, when: When) -> Receipt:
    """Take a link back. Raises Refused if there is none like it."""
    case_id, target = find(desk, typed), find(desk, other)

    def propose(case: Case, template: Template) -> Proposal:
        if Link(link_type, target) not in case.header.links:
            raise Refused(msg("{id} is not {type} {target}", id=case_id, type=link_title(link_type), target=target))
        return Proposal([Draft("unlinked", {"type": link_type, "case": target})])

    return record(desk, case_id, propose, when)


def _said(text: str) -> str:
    """What was typed, byte for byte. Raises Misused if there is nothing to read."""
    if is_blank(text):
        raise Misused(msg("there is nothing to record: the text is blank"))
    return text
