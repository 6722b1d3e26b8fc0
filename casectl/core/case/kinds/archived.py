"""Events that take a case that is over out of the daily work, and bring it back."""

from __future__ import annotations

from casectl.core.case.kinds.kind import REASON, EventKind
from casectl.core.case.model import ARCHIVED as NAME
from casectl.core.case.model import RESTORED as RETURN
from casectl.core.values.messages import msg

ARCHIVED = EventKind(
    NAME,
    msg("archived"),
    msg("the case was archived: its file is now in the archive, its history stays in the casebook"),
    may_be_undone=True,
    details={"reason": REASON},
    rules=("archiving",),
)

RESTORED = EventKind(
    RETURN,
    msg("brought back"),
    msg("the case came back from the archive"),
    may_be_undone=False,
    details={"reason": REASON},
)
