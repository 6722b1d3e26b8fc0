"""Events that move a case to another state."""

from __future__ import annotations

from casectl.core.case.kinds.kind import CHANGED, FIELD_NAMES, REASON, STATE, TO_STATE, YES, Detail, EventKind, Sum
from casectl.core.case.model import Event
from casectl.core.values.messages import Message, msg


def _move(found: Sum, event: Event) -> None:
    found["state"] = event.text("to")
    found["closed_at"] = event.at if event.text("closes") == "yes" else None


def _rename(found: Sum, event: Event) -> None:
    if "state" in event.data:
        found["state"] = event.text("state")


ADVANCED = EventKind(
    "advanced",
    msg("advanced"),
    msg("the case moved to another state"),
    may_be_undone=True,
    details={
        "to": TO_STATE,
        "reason": REASON,
        "changed": CHANGED,
        "closes": Detail(YES, msg("yes if the state is a closed one")),
    },
    effect=_move,
    subject="{old_state} → {to}",
    trail="{old_state} → {to}",
    triggers=lambda event: (f"state:{event.text('to')}",),
    rules=("step", "step_ready", "no_letter_waits"),
)

RENAMED = EventKind(
    "renamed",
    msg("renamed"),
    msg("the state or fields of the case were renamed in its template; nothing else changed"),
    may_be_undone=False,
    details={
        "state": Detail(STATE, msg("the new name of its state")),
        "fields": Detail(FIELD_NAMES, msg("old names of fields, each with the new one")),
    },
    effect=_rename,
    subject="{former} → {present}",
    trail="{former} → {present}",
    summary=(Message("{old_state} → {state}"), Message("{former} → {present}")),
    rules=("renaming",),
)

REOPENED = EventKind(
    "reopened",
    msg("reopened"),
    msg("a resolved or closed case was reopened"),
    may_be_undone=True,
    details={"to": TO_STATE, "reason": REASON, "changed": CHANGED},
    effect=_move,
    subject="{old_state} → {to}",
    trail="{old_state} → {to}",
    triggers=lambda event: (f"state:{event.text('to')}",),
    rules=("reopening",),
)
