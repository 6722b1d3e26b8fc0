"""The event that raises a case's level."""

from __future__ import annotations

from casectl.core.case.kinds.kind import LEVEL, REASON, Detail, EventKind
from casectl.core.values.messages import msg

ESCALATED = EventKind(
    "escalated",
    msg("escalated"),
    msg("the level was raised"),
    may_be_undone=True,
    details={"level": Detail(LEVEL, msg("the new level")), "reason": REASON},
    subject="level {old_level} → {level}",
    summary=(msg("level {old_level} → {level}"),),
    rules=("not_over", "level", "of_a_colleague"),
)
