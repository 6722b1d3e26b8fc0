"""What a verb proposes to have recorded: events, changed fields, files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from datetime import datetime

from casectl.core.case.model import Case
from casectl.core.template.model import Template
from casectl.core.values.tree import Tree
from casectl.core.values.value_class import value_class


@value_class
class EventStamp:
    """When an event happened (None: now), and the id that the caller gives it ("": a new one is made)."""

    at: datetime | None = None
    event_id: str = ""


@value_class
class EventDraft:
    """An event as a verb proposes it: what happened and its details."""

    kind: str
    data: Mapping[str, Tree] = field(default_factory=dict)


@value_class
class Proposal:
    """What a verb wants recorded: events, the case's free keys if they change, and files beside the case.

    `rewritten` has an edited text of the case's file under the text it was made from; it is taken as it is, with its
    comments, if the file still has that text.
    """

    events: Sequence[EventDraft]
    free: dict[str, Tree] | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    rewritten: Mapping[bytes, bytes] = field(default_factory=dict)


Propose = Callable[[Case, Template], Proposal]
"""A verb as a function: from the case as HEAD has it, and its template, to what is to be recorded."""
