"""The event of a reminder: a stage of a ladder was reached, and people are told of what is due."""

from __future__ import annotations

from casectl.core.case.kinds.kind import CLOCKS, FOLLOW_UP, INSTANT, PEOPLE, WORD, Detail, EventKind
from casectl.core.case.model import Event
from casectl.core.values.messages import Message, msg
from casectl.core.values.tree import list_of, text_of

REMINDED = EventKind(
    "reminded",
    msg("reminded"),
    msg("people were reminded of a deadline, a follow-up or a promise, at a stage that the template sets"),
    may_be_undone=False,
    details={
        "clock": Detail(CLOCKS, msg("the clock")),
        "follow_up": Detail(
            FOLLOW_UP, msg("the follow-up, promise or instruction, if the reminder is not about a clock")
        ),
        "what": Detail(WORD, msg("what the follow-up, promise or instruction is")),
        "deadline": Detail(INSTANT, msg("its deadline")),
        "stage": Detail(WORD, msg("the stage: how long before or after the deadline")),
        "told": Detail(PEOPLE, msg("the people whom the reminder is sent to")),
        "channel": Detail(WORD, msg("how: mail or webhook")),
        "message": Detail(
            WORD, msg("the beginning of the ids of the messages; the name of the recipient follows in each")
        ),
    },
    subject="{clock}{follow_up} → {told}",
    summary=(Message("{clock} {stage} → {told}"), Message("{follow_up} {stage} → {told}")),
    rules=("reminder",),
)


def reminds_of(event: Event) -> str:
    """What a reminder is of: a clock, or the id of a follow-up."""
    return next(map(text_of, list_of(event.data.get("clock"))), "") or event.text("follow_up")
