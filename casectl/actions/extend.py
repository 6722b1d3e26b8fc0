"""extend: move a clock's deadline later, as far as its rule allows."""

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
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.tree import Plain, Tree
from casectl.core.values.value_class import value_class


@value_class
class ExtensionRequest:
    """By how long a deadline is extended (`10wd`, `30d`), or until when (None: by `length`)."""

    length: str = ""
    until: TypedDeadline | None = None


def extend(
    context: Recording, case_ref: str, change: ClockChange, extension: ExtensionRequest, when: EventStamp
) -> Receipt:
    """Extend the clock that is named.

    Raises NotFound for an unknown case; UsageError for an unknown clock, without a reason, and unless there is either
    a length or a deadline; Refused with every reason why the rule does not allow it.
    """
    if bool(extension.length) == (extension.until is not None):
        raise UsageError(msg("say how long: --by DURATION, or --to TIME"))
    require_reason(change.reason)

    def draft(request: ClockRequest) -> EventDraft:
        clock = clock_of(request, request.rule_set.clock_name(change.clock)).name
        until = ""
        if extension.until:
            until = format_instant(resolved_deadline(request.rule_set, clock, extension.until), context.zone)
        length: dict[str, Tree] = {"length": extension.length} if extension.length else {"until": Plain(until)}
        return EventDraft("extended", {"clock": [clock], **length, **change.details()})

    return record_clock_change(context, case_ref, change, draft, when)
