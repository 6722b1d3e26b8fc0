"""restart: start a clock again from the beginning, for a reason that its rule knows."""

from __future__ import annotations

from casectl.actions.context import Recording
from casectl.actions.recording.clock_change import ClockChange, record_clock_change
from casectl.actions.recording.proposal import EventDraft, EventStamp
from casectl.core.clocks.requests import ClockRequest, clock_of, code_meant
from casectl.core.reports import Receipt


def restart(context: Recording, case_ref: str, change: ClockChange, when: EventStamp) -> Receipt:
    """Start the clock that is named again, for the reason `change.code`.

    Raises NotFound for an unknown case, UsageError for an unknown clock; Refused if its rule does not allow it.
    """

    def draft(request: ClockRequest) -> EventDraft:
        clock = clock_of(request, request.rule_set.clock_name(change.clock))
        code = code_meant(change.code, dict(clock.restarts))
        return EventDraft("restarted", {"clock": [clock.name], "code": code, **change.details()})

    return record_clock_change(context, case_ref, change, draft, when)
