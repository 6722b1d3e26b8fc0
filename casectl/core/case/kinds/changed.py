"""Events that change a case's own fields, by a verb or by hand."""

from __future__ import annotations

from casectl.core.case.kinds.kind import CHANGED as CHANGED_FIELDS
from casectl.core.case.kinds.kind import EVENTS, FIELDS, FORM, INSTANT, REASON, Detail, EventKind, Sum
from casectl.core.case.model import Event
from casectl.core.time.instants import parse_instant
from casectl.core.values.messages import Message, msg


def _correct(found: Sum, event: Event) -> None:
    if received := event.text("received_at"):
        found["received_at"] = parse_instant(received)


CHANGED = EventKind(
    "changed",
    msg("changed"),
    msg("fields were changed, or the time of receipt was corrected"),
    may_be_undone=True,
    details={
        "changed": CHANGED_FIELDS,
        "received_at": Detail(INSTANT, msg("the corrected time of the complaint")),
        "received_before": Detail(INSTANT, msg("what had been recorded before")),
        "form": FORM,
        "reason": REASON,
    },
    effect=_correct,
    summary=(Message("{changed}"), Message("{form}")),
    triggers=lambda event: ("received",) if "received_at" in event.data else (),
    rules=("of_a_colleague",),
)

ADOPTED = EventKind(
    "adopted",
    msg("hand edit adopted"),
    msg("a hand edit was recorded"),
    may_be_undone=True,
    details={
        "changed": CHANGED_FIELDS,
        "form": FORM,
        "refolded": Detail(FIELDS, msg("the header's keys that were rewritten from the journal")),
        "restored": Detail(
            EVENTS, msg("the events that were missing from the file or altered in it, and were restored as recorded")
        ),
        "reason": REASON,
    },
    summary=(
        Message("{changed}"),
        msg("header from the journal: {refolded}"),
        msg("restored: {restored}"),
        Message("{form}"),
    ),
    rules=("of_a_colleague",),
)
