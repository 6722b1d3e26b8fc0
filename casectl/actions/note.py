"""note: add a note to a case."""

from __future__ import annotations

from collections.abc import Sequence

from casectl.actions.context import Recording
from casectl.actions.lookup.find import find
from casectl.actions.lookup.knowledge import cited
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal, Propose, recorded_text
from casectl.actions.recording.record import record
from casectl.core.reports import Receipt
from casectl.core.values.tree import Tree


def note(context: Recording, case_ref: str, text: str, when: EventStamp, cites: Sequence[str] = ()) -> Receipt:
    """Record a note, which may cite articles.

    Raises UsageError if it is blank, NotFound for an unknown case or article.
    """
    propose = propose_note(text, cited(context, cites))
    return record(context, find(context, case_ref), propose, when)


def propose_note(text: str, cites: Sequence[str] = ()) -> Propose:
    """The proposal of `note`, for any case. Raises UsageError if the text is blank."""
    data: dict[str, Tree] = {"cites": [*cites]} if cites else {}
    draft = EventDraft("noted", {"text": recorded_text(text), **data})
    return lambda *_: Proposal([draft])
