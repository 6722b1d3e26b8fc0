"""Events of letters that somebody else approves before they go out."""

from __future__ import annotations

from casectl.core.case.kinds.kind import (
    CHANNEL,
    EVENT,
    FOLLOW_UP,
    INSTANT,
    LETTER,
    REASON,
    TEXT,
    WORD,
    Detail,
    EventKind,
    Sum,
)
from casectl.core.case.model import Event
from casectl.core.values.messages import Message, msg

LETTER_KINDS: dict[str, Message] = {
    "acknowledgement": msg("acknowledgement"),
    "holding": msg("holding letter"),
    "delay": msg("delay letter"),
    "final": msg("final response"),
}
"""What a letter is, each with its title."""

SAID_ONCE = ("acknowledgement", "final")
"""Letters that a customer gets once, in whatever words, until the customer writes again."""

LETTER_DETAILS = {
    "script": Detail(WORD, msg("the script that the letter was made from")),
    "letter": Detail(LETTER, msg("what the letter is: acknowledgement, holding, delay, final")),
    "subject": Detail(WORD, msg("the subject of an e-mail")),
}
"""The details of a letter, besides its channel and its text."""

_WAITING = Detail(FOLLOW_UP, msg("the follow-up that held the letter until it was approved or sent"))
_DRAFT = Detail(EVENT, msg("the event with the letter"))


def _end(found: Sum, event: Event) -> None:
    ended = event.text("follow_up")
    found["follow_ups"] = tuple(each for each in found.get("follow_ups", ()) if each.id != ended)


DRAFTED = EventKind(
    "drafted",
    msg("letter drafted"),
    msg("a letter was written, and waits for approval or for the office to open"),
    may_be_undone=True,
    details={
        **LETTER_DETAILS,
        "channel": Detail(CHANNEL, msg("channel")),
        "text": Detail(TEXT, msg("the letter")),
        "follow_up": Detail(FOLLOW_UP, msg("the follow-up of an earlier letter that this letter replaces")),
        "send_at": Detail(INSTANT, msg("when it is to be sent, if the office was closed when it was written")),
    },
    effect=_end,
    subject="{letter}",
)

APPROVED = EventKind(
    "approved",
    msg("letter approved"),
    msg("a letter was approved and went out"),
    may_be_undone=False,
    details={"follow_up": _WAITING, "draft": _DRAFT, "letter": LETTER_DETAILS["letter"]},
    effect=_end,
    subject="{letter}",
    rules=("approval",),
)

REJECTED = EventKind(
    "rejected",
    msg("letter sent back"),
    msg("a letter was not approved and went back to its writer"),
    may_be_undone=False,
    details={"follow_up": _WAITING, "draft": _DRAFT, "letter": LETTER_DETAILS["letter"], "reason": REASON},
    effect=_end,
    subject="{letter}",
    rules=("approval",),
)
