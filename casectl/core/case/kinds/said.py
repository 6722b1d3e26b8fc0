"""Events that record what was said or noted, or keep a file."""

from __future__ import annotations

from collections.abc import Iterable

from casectl.core.case.event import Event
from casectl.core.case.kinds.details import FILE, NUMBER, TEXT, WORD, Detail
from casectl.core.case.kinds.kind import EventKind, Titles
from casectl.core.case.model import Header
from casectl.core.values.messages import Value, msg


def _contact(before: Header, event: Event, titles: Titles) -> Value:
    way = msg("from the customer") if event.text("direction") == "in" else msg("to the customer")
    channel = event.text("channel")
    return [way, titles.choice("channel", channel)] if channel else way


def _triggers(event: Event) -> Iterable[str]:
    return (f"contact:{event.text('direction')}",)


def _file(before: Header, event: Event, titles: Titles) -> Value:
    return event.text("file")


CONTACTED = EventKind(
    "contacted",
    msg("contact"),
    msg("the customer was spoken to, or spoke to us"),
    may_be_undone=True,
    details={
        "direction": Detail(WORD, msg("in: from the customer; out: to the customer")),
        "channel": Detail(WORD, msg("by which way")),
        "text": Detail(TEXT, msg("what was said")),
    },
    subject="{direction}, {channel}",
    summary=_contact,
    triggers=_triggers,
    counted_as="contacts",
)

NOTED = EventKind(
    "noted", msg("noted"), msg("a note"), may_be_undone=True, details={"text": Detail(TEXT, msg("the note"))}
)

ATTACHED = EventKind(
    "attached",
    msg("attached"),
    msg("a file was attached"),
    may_be_undone=False,
    details={
        "file": Detail(FILE, msg("where it is kept")),
        "size": Detail(NUMBER, msg("its size in bytes")),
        "sha256": Detail(WORD, msg("its SHA-256")),
    },
    summary=_file,
)
