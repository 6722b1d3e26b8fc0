"""The table of the kinds of event, a row for each (`casectl.core.case.kinds.kind.EventKind`)."""

from __future__ import annotations

from casectl.core.case.kinds.archived import ARCHIVED, RESTORED
from casectl.core.case.kinds.boundary import BOUNDARY_STATED
from casectl.core.case.kinds.caused import CAUSE_DISPUTED, CAUSE_FOUND
from casectl.core.case.kinds.changed import ADOPTED, CHANGED
from casectl.core.case.kinds.clocks import CONFIRMED, EXTENDED, OVERRIDDEN, PAUSED, RECOMPUTED, RESTARTED, RESUMED
from casectl.core.case.kinds.escalated import ESCALATED
from casectl.core.case.kinds.follow_ups import FOLLOWUP_ADDED, FOLLOWUP_CANCELLED, FOLLOWUP_DONE
from casectl.core.case.kinds.handed import ACCEPTED, ASSIGNED, OFFERED, RETURNED
from casectl.core.case.kinds.inspected import INSPECTED, INSPECTION_APPEALED, INSPECTION_DECIDED
from casectl.core.case.kinds.joined import JOINED, TOOK_OVER
from casectl.core.case.kinds.kind import ANY_EVENT, EventKind
from casectl.core.case.kinds.letters import APPROVED, DRAFTED, REJECTED
from casectl.core.case.kinds.linked import LINKED, UNLINKED
from casectl.core.case.kinds.merged import MERGED, RECONCILED
from casectl.core.case.kinds.moved import ADVANCED, RENAMED, REOPENED
from casectl.core.case.kinds.opened import OPENED
from casectl.core.case.kinds.redress import (
    REDRESS_ACCEPTED,
    REDRESS_APPROVED,
    REDRESS_OFFERED,
    REDRESS_PAID,
    REDRESS_REFUSED,
)
from casectl.core.case.kinds.rekeyed import REKEYED
from casectl.core.case.kinds.reminded import REMINDED
from casectl.core.case.kinds.retyped import RETYPED
from casectl.core.case.kinds.said import ATTACHED, CONTACTED, FILED, NOTED
from casectl.core.case.kinds.surveyed import SURVEY_ANSWERED, SURVEY_SENT
from casectl.core.case.kinds.undone import UNDONE
from casectl.core.case.model import Event
from casectl.core.values.messages import Message, msg

_ROWS = (
    OPENED, ADVANCED, REOPENED, RENAMED, RETYPED, ESCALATED,
    ASSIGNED, OFFERED, ACCEPTED, RETURNED,
    LINKED, UNLINKED, JOINED, TOOK_OVER, CONTACTED, NOTED, BOUNDARY_STATED, FILED, CHANGED, ADOPTED, ATTACHED,
    CAUSE_FOUND, CAUSE_DISPUTED,
    REDRESS_OFFERED, REDRESS_APPROVED, REDRESS_ACCEPTED, REDRESS_REFUSED, REDRESS_PAID,
    SURVEY_SENT, SURVEY_ANSWERED, INSPECTED, INSPECTION_APPEALED, INSPECTION_DECIDED,
    DRAFTED, APPROVED, REJECTED, FOLLOWUP_ADDED, FOLLOWUP_DONE, FOLLOWUP_CANCELLED,
    REMINDED, PAUSED, RESUMED, EXTENDED, RESTARTED, OVERRIDDEN, CONFIRMED, RECOMPUTED,
    UNDONE, MERGED, RECONCILED, REKEYED, ARCHIVED, RESTORED,
)  # fmt: skip

EVENT_KINDS: dict[str, EventKind] = {row.name: row for row in _ROWS}
"""Every kind of event by its name, in the order of the reference."""

SEARCHED = frozenset(
    name
    for details in (*(row.details for row in _ROWS), ANY_EVENT)
    for name, detail in details.items()
    if detail.type.searched
)
"""The details in which text search looks, whatever the kind of the event."""

ENTERING = frozenset(row.name for row in _ROWS if row.enters_state)
"""The kinds with which a case enters the state in the detail ``to``."""

COUNTED = {row.name: row.counted_as for row in _ROWS if row.counted_as}
"""What a case has one more of after an event of a kind: ``contacts`` or ``handoffs``."""


def title_of(event: Event) -> Message:
    """What an event is called."""
    row = kind_of(event.kind)
    return next((title for detail, title in row.titles.items() if is_set(event, detail)), row.title)


def is_set(event: Event, detail: str) -> bool:
    """Whether a detail says yes, or has something in it."""
    return event.text(detail) == "yes" or bool(event.mapping(detail))


def kind_of(name: str) -> EventKind:
    """The row of a kind. Of an unknown kind, as from a newer casectl, nothing is known but its name."""
    known = EVENT_KINDS.get(name)
    return known or EventKind(name, msg("{event}", event=name), msg("{event}", event=name), may_be_undone=True)
