"""The event that takes another one back. The fold leaves both out (`casectl.core.case.fold.effective_events`)."""

from __future__ import annotations

from casectl.core.case.event import UNDONE as NAME
from casectl.core.case.event import Event
from casectl.core.case.kinds.details import EVENT, KIND, REASON, Detail
from casectl.core.case.kinds.kind import EventKind, Titles
from casectl.core.case.model import Header
from casectl.core.values.messages import Value, msg


def _summary(before: Header, event: Event, titles: Titles) -> Value:
    return titles.kind(event.text("what")) if event.text("what") else event.text("undoes")


UNDONE = EventKind(
    NAME,
    msg("undone"),
    msg("an event was taken back: it no longer counts, and still stands"),
    may_be_undone=False,
    details={
        "undoes": Detail(EVENT, msg("the event taken back")),
        "what": Detail(KIND, msg("its kind")),
        "reason": REASON,
    },
    subject="{undoes}",
    trail="{what}",
    summary=_summary,
)
