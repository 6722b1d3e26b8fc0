"""Events that change a case's own fields, by a verb or by hand."""

from __future__ import annotations

from collections.abc import Iterable

from casectl.core.case.event import Event
from casectl.core.case.kinds.details import CHANGED as CHANGED_FIELDS
from casectl.core.case.kinds.details import INSTANT, REASON, Detail
from casectl.core.case.kinds.kind import EventKind, Sum, Titles
from casectl.core.case.model import Header
from casectl.core.time.instants import parse_instant
from casectl.core.values.messages import Value, msg
from casectl.core.values.tree import list_of, text_of

SHOWN = 3
"""How many names of changed fields a line lists."""


def short_names(event: Event) -> list[Value]:
    """The names of what the event changed; of many, the first few and how many more there are."""
    names = [text_of(each).removeprefix("fields.") for each in list_of(event.data.get("changed"))]
    more: list[Value] = [f"+{len(names) - SHOWN}"] if len(names) > SHOWN else []
    return [*names[:SHOWN], *more]


def _correct(found: Sum, event: Event) -> None:
    if received := event.text("received_at"):
        found["received_at"] = parse_instant(received)


def _summary(before: Header, event: Event, titles: Titles) -> Value:
    return short_names(event)


def _triggers(event: Event) -> Iterable[str]:
    return ("received",) if "received_at" in event.data else ()


CHANGED = EventKind(
    "changed",
    msg("changed"),
    msg("fields were changed by a verb, or the moment of receipt was put right"),
    may_be_undone=True,
    details={
        "changed": CHANGED_FIELDS,
        "received_at": Detail(INSTANT, msg("when the customer complained, put right")),
        "received_before": Detail(INSTANT, msg("what had been recorded as that")),
        "reason": REASON,
    },
    effect=_correct,
    summary=_summary,
    triggers=_triggers,
)

ADOPTED = EventKind(
    "adopted",
    msg("hand edit adopted"),
    msg("a hand edit was recorded"),
    may_be_undone=True,
    details={"changed": CHANGED_FIELDS, "reason": REASON},
    summary=_summary,
)
