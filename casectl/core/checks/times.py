"""Checks of times: nothing has happened in the future, and nothing was done about a case before it was received."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, tzinfo

from casectl.core.case.event import UNDONE, Event
from casectl.core.case.fold import effective_events
from casectl.core.case.model import Case
from casectl.core.checks.context import CheckContext, finding_at
from casectl.core.template.model import Workflow
from casectl.core.time.instants import elapsed, format_instant, parse_instant
from casectl.core.values.findings import Finding
from casectl.core.values.messages import Message, msg
from casectl.core.values.value_class import value_class

TOLERANCE = timedelta(minutes=5)
"""How far another machine's clock may be ahead."""

END_BEFORE_RECEIPT, ACT_BEFORE_RECEIPT = "C092", "C093"
"""The codes of what is dated before the case was received: an answer or an end, and any other act."""


@value_class
class TimeProblem:
    """A time that cannot be: the number of its event in the journal, the code of the finding, and what is wrong."""

    number: int
    code: str
    what: Message

    @property
    def is_before_receipt(self) -> bool:
        """Whether an event is dated before the receipt."""
        return self.code in (END_BEFORE_RECEIPT, ACT_BEFORE_RECEIPT)


def time_problems(journal: Sequence[Event], workflow: Workflow, now: datetime, zone: tzinfo) -> Iterator[TimeProblem]:
    """The times after `now`, and what was done before the receipt; times are shown in `zone`.

    Machines whose clocks differ by no more than TOLERANCE are at no fault.
    """
    effective = {event.id for event in effective_events(journal)}
    received = None
    for number, event in enumerate(journal):
        if event.id in effective and "received_at" in event.data:
            received = parse_instant(event.text("received_at"))
            if elapsed(now, received) > TOLERANCE:
                yield TimeProblem(number, "C091", _to_come(msg("the receipt"), received, zone))
        if elapsed(now, event.at) > TOLERANCE:
            yield TimeProblem(number, "C091", _to_come(msg("event {kind}", kind=event.kind), event.at, zone))
    begun = received or next((event.at for event in journal if event.kind == "opened"), None)
    for number, event in enumerate(journal):
        code = _code_before_receipt(journal, event, workflow) if event.id in effective or event.kind == UNDONE else ""
        if begun and code and elapsed(event.at, begun) > TOLERANCE:
            at, since = format_instant(event.at, zone), format_instant(begun, zone)
            what = msg("event {kind} is dated {at}, before the case was received, {since}",
                       kind=event.kind, at=at, since=since)  # fmt: skip
            yield TimeProblem(number, code, what)


def _code_before_receipt(journal: Sequence[Event], event: Event, workflow: Workflow) -> str:
    """The code of the finding if the event is dated before the receipt; "" where that can be so.

    Of an imported case the events are another system's, which may have noted something before it took the complaint
    in; only an answer or an end cannot have come first.
    """
    if _ends(event, workflow):
        return END_BEFORE_RECEIPT
    return "" if event.kind == "opened" or journal[0].mapping("source") else ACT_BEFORE_RECEIPT


def _ends(event: Event, workflow: Workflow) -> bool:
    """Whether an event answers the customer, or resolves or closes the case."""
    if event.kind == "contacted":
        return event.text("direction") == "out"
    return event.kind == "advanced" and workflow.category(event.text("to")) in ("resolved", "closed")


def _to_come(what: Message, at: datetime, zone: tzinfo) -> Message:
    return msg("{what} is dated {at}, which is still to come", what=what, at=format_instant(at, zone))


def times(case: Case, context: CheckContext) -> Iterator[Finding]:
    """No event is in the future, and none is dated before the case was received."""
    if context.template is None:
        return
    for problem in time_problems(case.journal, context.template.workflow, context.now, context.zone):
        yield finding_at(case, problem.code, ("journal", problem.number, "at"), problem.what)
