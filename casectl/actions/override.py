"""override: set a deadline by hand."""

from __future__ import annotations

from casectl.actions.context import Recording
from casectl.actions.recording.clock_change import (
    ClockChange,
    TypedDeadline,
    record_clock_change,
    resolved_deadline,
)
from casectl.actions.recording.proposal import EventDraft, EventStamp, require_reason
from casectl.core.clocks.requests import ClockRequest, clock_of
from casectl.core.reports import Receipt
from casectl.core.time.instants import format_instant
from casectl.core.values.tree import Plain


def override(context: Recording, case_ref: str, change: ClockChange, due: TypedDeadline, when: EventStamp) -> Receipt:
    """Set the deadline of the clock that is named to `due`; no rule moves it from then on.

    Raises NotFound for an unknown case, UsageError for an unknown clock or without a reason; Refused if the clock
    does not run, or if somebody else must do it.
    """
    require_reason(change.reason)

    def draft(request: ClockRequest) -> EventDraft:
        clock = clock_of(request, request.rule_set.clock_name(change.clock)).name
        deadline = resolved_deadline(request.rule_set, clock, due)
        until = Plain(format_instant(deadline, context.zone))
        return EventDraft("overridden", {"clock": [clock], "until": until, **change.details()})

    return record_clock_change(context, case_ref, change, draft, when)
