"""Checks of times: nothing has happened in the future, and no case was answered or finished before it was received."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, tzinfo

from casectl.core.case.event import Event
from casectl.core.case.fold import effective_events
from casectl.core.case.model import Case
from casectl.core.checks.context import CheckContext, finding_at
from casectl.core.template.model import Workflow
from casectl.core.time.instants import elapsed, format_instant, parse_instant, to_seconds
from casectl.core.values.findings import Finding
from casectl.core.values.messages import Message, msg
from casectl.core.values.value_class import value_class

TOLERANCE = timedelta(minutes=5)
"""How far another machine's clock may be ahead."""


@value_class
class TimeProblem:
    """A time that cannot be: the number of its event in the journal, the code of the finding, and what is wrong."""

    number: int
    code: str
    what: Message


def time_problems(journal: Sequence[Event], workflow: Workflow, now: datetime, zone: tzinfo) -> Iterator[TimeProblem]:
    """The times after `now`, and the answers and ends before the receipt; times are shown in `zone`."""
    received, counted = None, {event.id for event in effective_events(journal)}
    for number, event in enumerate(journal):
        if event.id in counted and "received_at" in event.data:
            received = parse_instant(event.text("received_at"))
            if elapsed(now, received) > TOLERANCE:
                yield TimeProblem(number, "C091", _to_come(msg("the receipt"), received, zone))
        if elapsed(now, event.at) > TOLERANCE:
            yield TimeProblem(number, "C091", _to_come(msg("event {kind}", kind=event.kind), event.at, zone))
    begun = received or next((event.at for event in journal if event.kind == "opened"), None)
    for number, event in enumerate(journal):
        if begun and event.id in counted and _ends(event, workflow) and to_seconds(event.at) < to_seconds(begun):
            at, since = format_instant(event.at, zone), format_instant(begun, zone)
            what = msg("event {kind} is dated {at}, before the case was received, {since}",
                       kind=event.kind, at=at, since=since)  # fmt: skip
            yield TimeProblem(number, "C092", what)


def _ends(event: Event, workflow: Workflow) -> bool:
    """Whether an event answers the customer, or resolves or closes the case."""
    if event.kind == "contacted":
        return event.text("direction") == "out"
    return event.kind == "advanced" and workflow.category(event.text("to")) in ("resolved", "closed")


def _to_come(what: Message, at: datetime, zone: tzinfo) -> Message:
    return msg("{what} is dated {at}, which is still to come", what=what, at=format_instant(at, zone))


def times(case: Case, context: CheckContext) -> Iterator[Finding]:
    """No event is in the future, and none answers or ends the case before it was received."""
    if context.template is None:
        return
    for problem in time_problems(case.journal, context.template.workflow, context.now, context.zone):
        yield finding_at(case, problem.code, ("journal", problem.number, "at"), problem.what)
