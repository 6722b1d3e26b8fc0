"""What the tests of the actions share: a case in a certain state, and how a refusal is recognised."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from casectl.actions import followup
from casectl.actions.advance import advance
from casectl.actions.contact import Contact, contact
from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.recording.proposal import EventStamp
from casectl.core.case.ids import case_path
from casectl.core.time.instants import elapsed
from casectl.core.values.messages import CasectlError
from tests.fakes.context import NOW, FakeContext

TICKS = ("heard", "sorry")
AT_ONCE = EventStamp()


@contextmanager
def refused(context: FakeContext, kind: type[CasectlError], *texts: str) -> Iterator[None]:
    """What is done inside raises `kind` with all of the texts, and changes nothing."""
    before = (dict(context.store.files), len(context.ledger.commits))
    with pytest.raises(kind) as error:
        yield
    assert [each for each in texts if each not in str(error.value)] == [], str(error.value)
    assert (context.store.files, len(context.ledger.commits)) == before
    assert not context.ledger.is_locked


def case_in(context: FakeContext, state: str) -> str:
    """A new case that was moved to the state: working, solved or closed."""
    case = context.open()
    advance(context, case, "working", FieldChanges(ticks=TICKS), AT_ONCE)
    if state != "working":
        contact(context, case, Contact("out", "phone", "it is the lid"), AT_ONCE)
        advance(context, case, "solved", FieldChanges([("cause", "a loose lid")]), AT_ONCE)
    if state == "closed":
        followup.done(context, case, "call", followup.Outcome("fine"), AT_ONCE)
        advance(context, case, "closed", FieldChanges(), AT_ONCE)
    return case


def due_in_hours(context: FakeContext, case: str) -> dict[str, float]:
    """The open deadlines of a case, in hours from NOW."""
    return {clock: elapsed(NOW, at) / timedelta(hours=1) for clock, at in context.case(case).header.due.items()}


def break_second(context: FakeContext) -> str:
    """The path of the second case, whose file can no longer be read."""
    path = case_path(context.case_ids()[1])
    context.store.files[path] = b"schema: 1\nid: [\n"
    return path
