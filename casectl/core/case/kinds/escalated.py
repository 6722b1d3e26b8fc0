"""The event that raises a case's level."""

from __future__ import annotations

from casectl.core.case.event import Event
from casectl.core.case.kinds.details import LEVEL, REASON, Detail
from casectl.core.case.kinds.kind import EventKind, Titles
from casectl.core.case.model import Header
from casectl.core.values.messages import Value, msg


def _summary(before: Header, event: Event, titles: Titles) -> Value:
    return msg("level {old} → {new}", old=before.level, new=event.text("level"))


ESCALATED = EventKind(
    "escalated",
    msg("escalated"),
    msg("the level was raised"),
    may_be_undone=True,
    details={"level": Detail(LEVEL, msg("the new level")), "reason": REASON},
    subject="level {old_level} → {level}",
    summary=_summary,
)
