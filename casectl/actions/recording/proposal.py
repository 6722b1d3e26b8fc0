"""What a verb proposes to have recorded: events, changed fields, files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from datetime import datetime

from casectl.core.case.model import Case
from casectl.core.template.fields import is_blank
from casectl.core.template.model import Template
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.tree import Plain, Tree
from casectl.core.values.value_class import NamedTuple, value_class


@value_class
class EventStamp:
    """When an event happened (None: now), the id that the caller gives it ("": a new one is made), and why it is
    recorded so late ("": nothing is said).
    """

    at: datetime | None = None
    event_id: str = ""
    late: str = ""


@value_class
class EventDraft:
    """An event as a verb proposes it: what happened and its details."""

    kind: str
    data: Mapping[str, Tree] = field(default_factory=dict)


FORM_EDITED: Mapping[str, Tree] = {"form": Plain("yes")}
"""The details of an event that changed nothing but the form of the case's file."""


class Rewritten(NamedTuple):
    """A text of a case's file that was edited: `before` and `after`."""

    before: bytes
    after: bytes


@value_class
class Proposal:
    """What a verb wants recorded: events, the case's free keys if they change, and files beside the case.

    `rewritten` is an edited text of the case's file, whose form is kept: its comments, order and layout. `before` are
    the free keys as they are recorded, where the case that the events are put to has others already.
    """

    events: Sequence[EventDraft]
    free: dict[str, Tree] | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    rewritten: Rewritten | None = None
    before: Mapping[str, Tree] | None = None


Propose = Callable[[Case, Template], Proposal]
"""A verb as a function: from the case as HEAD has it, and its template, to what is to be recorded."""


def recorded_text(text: str) -> str:
    """The text as it was typed, byte for byte. Raises UsageError if it is blank."""
    if is_blank(text):
        raise UsageError(msg("there is nothing to record: the text is blank"))
    return text


def require_reason(reason: str) -> None:
    """Raises UsageError if the reason is blank."""
    if is_blank(reason):
        raise UsageError(msg("say why: --reason TEXT"))
