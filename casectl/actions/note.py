"""note: add a note to a case."""

from __future__ import annotations

from casectl.actions.context import Recording
from casectl.actions.lookup.find import find
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal, Propose
from casectl.actions.recording.record import record
from casectl.actions.recording.recorded_text import recorded_text
from casectl.core.reports import Receipt


def note(context: Recording, case_ref: str, text: str, when: EventStamp) -> Receipt:
    """Record a note. Raises UsageError if it is blank, NotFound for an unknown case."""
    propose = propose_note(text)
    return record(context, find(context, case_ref), propose, when)


def propose_note(text: str) -> Propose:
    """The proposal of `note`, for any case. Raises UsageError if the text is blank."""
    draft = EventDraft("noted", {"text": recorded_text(text)})
    return lambda *_: Proposal([draft])
