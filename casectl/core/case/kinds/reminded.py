"""The event of a reminder: a stage of a clock's ladder was reached, and people are told of the deadline."""

from __future__ import annotations

from casectl.core.case.event import Event
from casectl.core.case.kinds.details import CLOCKS, INSTANT, PEOPLE, WORD, Detail
from casectl.core.case.kinds.kind import EventKind
from casectl.core.values.messages import Message, msg
from casectl.core.values.tree import list_of, text_of

REMINDED = EventKind(
    "reminded",
    msg("reminded"),
    msg("people were reminded of a deadline, as the stages of its clock say"),
    may_be_undone=False,
    details={
        "clock": Detail(CLOCKS, msg("the clock")),
        "deadline": Detail(INSTANT, msg("its deadline")),
        "stage": Detail(WORD, msg("the stage: how long before or after the deadline")),
        "told": Detail(PEOPLE, msg("whom it is sent to")),
        "channel": Detail(WORD, msg("how: mail or webhook")),
        "message": Detail(WORD, msg("what the ids of the messages begin with; each goes on with a person's name")),
    },
    subject="{clock} → {told}",
    summary=(Message("{clock} {stage} → {told}"),),
    rules=("reminder",),
)


def clock_of(event: Event) -> str:
    """The clock of a reminder."""
    return next(map(text_of, list_of(event.data.get("clock"))), "")
