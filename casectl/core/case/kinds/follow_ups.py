"""Events that schedule and end follow-ups."""

from __future__ import annotations

from casectl.core.case.event import Event
from casectl.core.case.kinds.details import FOLLOW_UP, REASON, TEXT, WORD, Detail
from casectl.core.case.kinds.kind import EventKind, Sum
from casectl.core.values.messages import Message, msg

_ID = Detail(FOLLOW_UP, msg("its id"))
_WHAT = Detail(WORD, msg("what it was"))


def _end(found: Sum, event: Event) -> None:
    ended = event.text("follow_up")
    found["follow_ups"] = tuple(each for each in found.get("follow_ups", ()) if each.id != ended)


FOLLOWUP_ADDED = EventKind(
    "followup_added",
    msg("follow-up added"),
    msg("a follow-up was scheduled"),
    may_be_undone=True,
    summary=(Message("{follow_ups}"),),
)

FOLLOWUP_DONE = EventKind(
    "followup_done",
    msg("follow-up done"),
    msg("a follow-up was done"),
    may_be_undone=True,
    details={"follow_up": _ID, "what": _WHAT, "outcome": Detail(TEXT, msg("how it went"))},
    effect=_end,
    subject="{follow_up}",
)

FOLLOWUP_CANCELLED = EventKind(
    "followup_cancelled",
    msg("follow-up cancelled"),
    msg("a follow-up was cancelled"),
    may_be_undone=True,
    details={"follow_up": _ID, "what": _WHAT, "reason": REASON},
    effect=_end,
    subject="{follow_up}",
)
