"""Events that schedule and end follow-ups."""

from __future__ import annotations

from functools import lru_cache

from casectl.core.case.kinds.kind import FOLLOW_UP, INSTANT, NUMBER, OUTCOME, REASON, TEXT, WORD, Detail, EventKind, Sum
from casectl.core.case.model import Event
from casectl.core.values.messages import Message, msg

REACHED, NOT_REACHED, KEPT, BROKEN = "reached", "not_reached", "kept", "broken"
OUTCOMES: dict[str, Message] = {
    REACHED: msg("reached"),
    NOT_REACHED: msg("not reached"),
    KEPT: msg("kept"),
    BROKEN: msg("broken"),
}
"""How a call or a promise ended, each with its title: the customer was reached or not, the promise kept or broken."""

OUTCOME_WORDS: dict[str, tuple[str, ...]] = {
    REACHED: ("spoken to", "answered", "已联系上", "已接通", "接通", "联系上"),
    NOT_REACHED: ("not-reached", "unreachable", "no answer", "voicemail", "无人接听", "未接通", "未联系上", "联系不上"),
    KEPT: ("done in time", "已兑现", "兑现", "按时完成"),
    BROKEN: ("missed", "未兑现", "失约", "未按时完成"),
}
"""What else people type for each."""

SCORES = range(1, 6)
"""How satisfied a customer may be: 5 is very satisfied, 1 not at all."""

_ID = Detail(FOLLOW_UP, msg("the follow-up's id"))
_WHAT = Detail(WORD, msg("what was to be done"))


def _end(found: Sum, event: Event) -> None:
    ended = event.text("follow_up")
    found["follow_ups"] = tuple(each for each in found.get("follow_ups", ()) if each.id != ended)


def _ends_with(event: Event) -> tuple[str, ...]:
    """``outcome:reached``; a score of 2 is ``low:2``, ``low:3`` and so on, which are that score or a lower one."""
    return _ended_so(event.text("result"), event.text("score"))


@lru_cache(256)
def _ended_so(result: str, score: str) -> tuple[str, ...]:
    ended = (f"outcome:{result}",) if result else ()
    return (*ended, *(f"low:{most}" for most in SCORES if score.isdecimal() and int(score) <= most))


FOLLOWUP_ADDED = EventKind(
    "followup_added",
    msg("follow-up added"),
    msg("a follow-up was scheduled"),
    may_be_undone=True,
    rules=("instruction",),
    summary=(Message("{follow_ups}"),),
)

FOLLOWUP_DONE = EventKind(
    "followup_done",
    msg("follow-up done"),
    msg("a follow-up was done"),
    may_be_undone=True,
    details={
        "follow_up": _ID,
        "what": _WHAT,
        "outcome": Detail(TEXT, msg("how it went")),
        "result": Detail(OUTCOME, msg("how it ended: reached, not_reached; for a promise: kept, broken")),
        "score": Detail(NUMBER, msg("how satisfied the customer is, from 1 to 5")),
        "again": Detail(INSTANT, msg("when to try again, if the customer was not reached")),
    },
    effect=_end,
    subject="{follow_up}",
    summary=(
        msg("{follow_up}: {result}, {score} of 5"),
        msg("{follow_up}: {score} of 5"),
        msg("{follow_up}: {result}"),
        Message("{follow_up}"),
    ),
    triggers=_ends_with,
    rules=("outcome", "answer", "approval"),
)

FOLLOWUP_CANCELLED = EventKind(
    "followup_cancelled",
    msg("follow-up cancelled"),
    msg("a follow-up was cancelled"),
    may_be_undone=True,
    details={"follow_up": _ID, "what": _WHAT, "reason": REASON},
    effect=_end,
    subject="{follow_up}",
    rules=("instruction", "approval"),
)
