"""The event of a boundary: after abuse the customer was told what is not accepted, and what comes next."""

from __future__ import annotations

from datetime import datetime, tzinfo

from casectl.core.case.kinds.kind import INSTANT, TEXT, Detail, EventKind
from casectl.core.case.model import Event
from casectl.core.time.instants import parse_instant, to_seconds, to_the_minute
from casectl.core.values.messages import Message, UsageError, msg

BOUNDARY_STATED = EventKind(
    "boundary_stated",
    msg("boundary stated"),
    msg(
        "after abuse, the customer was informed of what is not accepted, and of what happens next time; it is"
        " not a contact"
    ),
    may_be_undone=True,
    details={
        "text": Detail(TEXT, msg("what the customer was told")),
        "abuse": Detail(TEXT, msg("what the customer said or did")),
        "next": Detail(TEXT, msg("what happens the next time")),
        "until": Detail(INSTANT, msg("until when it applies")),
    },
    summary=(msg("next time: {next}"),),
    rules=("boundary",),
)


def holds(event: Event, now: datetime) -> bool:
    """Whether an event states a boundary that still holds."""
    if event.kind != BOUNDARY_STATED.name:
        return False
    try:
        return to_seconds(parse_instant(event.text("until"))) > to_seconds(now)
    except UsageError:  # edited by hand, which check reports
        return False


def in_words(event: Event, zone: tzinfo) -> Message:
    """What was stated, by whom, what comes next and until when."""
    return msg("boundary until {until}, stated by {by}: {text}; next time: {next}",
               until=to_the_minute(parse_instant(event.text("until")), zone), by=event.by, text=event.text("text"),
               next=event.text("next"))  # fmt: skip
