"""The events that a verb proposes, each with its id, its time, who acts and who types, and its act."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casectl.actions.context import Present, Recording
from casectl.actions.recording.proposal import EventDraft, EventStamp, recorded_text
from casectl.core.case.acts import ACT
from casectl.core.case.model import EVENT_ID, LATE, RECORDED, Event
from casectl.core.time.instants import elapsed, format_instant
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.tree import Plain, Tree


def stamped(context: Recording, drafts: Sequence[EventDraft], when: EventStamp) -> Iterator[Event]:
    """The proposed events; those after the first name it as their act.

    Raises UsageError for a time to come, and for an id that no event can have.
    """
    at = (when.at or context.now).replace(microsecond=0)
    if elapsed(context.now, at) > LATE:
        raise UsageError(
            msg("{at} is in the future; nothing can be recorded for the future", at=format_instant(at, context.zone))
        )
    first: dict[str, Tree] = {"via": name} if (name := typed_by(context)) else {}
    if elapsed(at, context.now) > LATE:
        first[RECORDED] = Plain(format_instant(context.now.replace(microsecond=0), context.zone))
    if when.late:
        first["late"] = recorded_text(when.late)
    act: dict[str, Tree] = {}
    for number, draft in enumerate(drafts):
        event = Event(_id(context, when, number), at, context.actor.name, draft.kind, {**first, **draft.data, **act})
        act.setdefault(ACT, event.id)
        yield event


def _id(context: Recording, when: EventStamp, number: int) -> str:
    given = when.event_id and (f"{when.event_id}-{number + 1}" if number else when.event_id)
    if given and not EVENT_ID.fullmatch(given):
        raise UsageError(
            msg("{id} is not a valid event id", id=given),
            hint=msg("use 4 to 64 letters, digits, dots, dashes or underscores"),
        )
    return given or context.new_event_id()


def typed_by(context: Present) -> str:
    """Who is at the keyboard, if that is not who acts."""
    return "" if context.keyboard.name == context.actor.name else context.keyboard.name
