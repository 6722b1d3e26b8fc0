"""boundary: what an abusive customer was told, kept as evidence and shown to whoever meets that customer next."""

from __future__ import annotations

from datetime import datetime

from casectl.actions.context import Recording
from casectl.actions.lookup.find import find
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal, recorded_text
from casectl.actions.recording.record import record
from casectl.core.reports import Receipt
from casectl.core.time.instants import format_instant
from casectl.core.values.value_class import value_class


@value_class
class Boundary:
    """What the customer had said or done, what they were told, what comes next, and until when that holds."""

    abuse: str
    told: str
    next: str
    until: datetime


def boundary(context: Recording, case_ref: str, stated: Boundary, when: EventStamp) -> Receipt:
    """Record a boundary. It is no contact, so that no clock stops by it.

    Raises UsageError for a blank text or an end in the past, NotFound for an unknown case.
    """
    draft = EventDraft(
        "boundary_stated",
        {
            "text": recorded_text(stated.told),
            "abuse": recorded_text(stated.abuse),
            "next": recorded_text(stated.next),
            "until": format_instant(stated.until, context.zone),
        },
    )
    return record(context, find(context, case_ref), lambda *_: Proposal([draft]), when)
