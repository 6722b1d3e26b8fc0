"""Events that schedule and end follow-ups."""

from __future__ import annotations

from casectl.core.case.event import Event
from casectl.core.case.kinds.details import FOLLOW_UP, REASON, TEXT, WORD, Detail
from casectl.core.case.kinds.kind import EventKind, Sum, Titles
from casectl.core.case.model import Header
from casectl.core.values.messages import Value, msg
from casectl.core.values.tree import list_of, mapping_of, text_of

_ID = Detail(FOLLOW_UP, msg("its id"))
_WHAT = Detail(WORD, msg("what it was"))


def _end(found: Sum, event: Event) -> None:
    ended = event.text("follow_up")
    found["follow_ups"] = tuple(each for each in found.get("follow_ups", ()) if each.id != ended)


def _scheduled(before: Header, event: Event, titles: Titles) -> Value:
    entries = [mapping_of(each) for each in list_of(event.data.get("follow_ups"))]
    return [titles.follow_up(text_of(each.get("rule")), text_of(each.get("what"))) for each in entries]


def _ended(before: Header, event: Event, titles: Titles) -> Value:
    follow_up = next((each for each in before.follow_ups if each.id == event.text("follow_up")), None)
    return titles.follow_up(follow_up.rule if follow_up else "", event.text("what"))


FOLLOWUP_ADDED = EventKind(
    "followup_added",
    msg("follow-up added"),
    msg("a follow-up was scheduled"),
    may_be_undone=True,
    summary=_scheduled,
)

FOLLOWUP_DONE = EventKind(
    "followup_done",
    msg("follow-up done"),
    msg("a follow-up was done"),
    may_be_undone=True,
    details={"follow_up": _ID, "what": _WHAT, "outcome": Detail(TEXT, msg("how it went"))},
    effect=_end,
    subject="{follow_up}",
    summary=_ended,
)

FOLLOWUP_CANCELLED = EventKind(
    "followup_cancelled",
    msg("follow-up cancelled"),
    msg("a follow-up was cancelled"),
    may_be_undone=True,
    details={"follow_up": _ID, "what": _WHAT, "reason": REASON},
    effect=_end,
    subject="{follow_up}",
    summary=_ended,
)
