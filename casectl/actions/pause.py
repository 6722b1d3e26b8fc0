"""pause: stop a case's clocks for a while, for a reason that their rules know."""

from __future__ import annotations

from casectl.actions.context import Recording
from casectl.actions.recording.clock_change import ClockChange, record_clock_change
from casectl.actions.recording.proposal import EventDraft, EventStamp
from casectl.core.clocks.requests import ClockRequest, clocks_to_pause
from casectl.core.reports import Receipt


def pause(context: Recording, case_ref: str, change: ClockChange, when: EventStamp) -> Receipt:
    """Pause the clock that is named, or all that know the reason `change.code`.

    Raises NotFound for an unknown case, UsageError for an unknown clock or without a reason; Refused, naming for each
    clock why it cannot pause.
    """

    def draft(request: ClockRequest) -> EventDraft:
        clocks, code = clocks_to_pause(request, request.rule_set.clock_name(change.clock), change.code)
        return EventDraft("paused", {"clock": [*clocks], "code": code, **change.details()})

    return record_clock_change(context, case_ref, change, draft, when)
