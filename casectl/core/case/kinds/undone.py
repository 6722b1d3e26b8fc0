"""The event that takes another one back. The fold leaves both out (`casectl.core.case.fold.effective_events`)."""

from __future__ import annotations

from casectl.core.case.kinds.kind import EVENT, KIND, REASON, Detail, EventKind
from casectl.core.case.model import UNDONE as NAME
from casectl.core.values.messages import Message, msg

UNDONE = EventKind(
    NAME,
    msg("undone"),
    msg("an event was undone: it no longer counts, and stays in the journal"),
    may_be_undone=False,
    details={
        "undoes": Detail(EVENT, msg("the event that was undone")),
        "what": Detail(KIND, msg("its kind")),
        "reason": REASON,
    },
    subject="{undoes}",
    trail="{what}",
    summary=(Message("{what}"), Message("{undoes}")),
    rules=("undoing", "undone_whole", "notice_stays"),
)
