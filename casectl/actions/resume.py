"""resume: end the pause of a case's clocks."""

from __future__ import annotations

from casectl.actions.context import Recording
from casectl.actions.recording.clock_change import ClockChange, record_clock_change
from casectl.actions.recording.proposal import EventDraft, EventStamp
from casectl.core.clocks.requests import ClockRequest, clocks_to_resume
from casectl.core.reports import Receipt


def resume(context: Recording, case_ref: str, change: ClockChange, when: EventStamp) -> Receipt:
    """End the pause of the clock that is named, or of all that are paused.

    Raises NotFound for an unknown case, UsageError for an unknown clock; Refused if nothing is paused.
    """

    def draft(request: ClockRequest) -> EventDraft:
        clocks = clocks_to_resume(request, request.rule_set.clock_name(change.clock))
        return EventDraft("resumed", {"clock": [*clocks], **change.details()})

    return record_clock_change(context, case_ref, change, draft, when)
