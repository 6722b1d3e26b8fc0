"""Events of surveys: a customer was asked, or reminded, and answered; or wants to be asked nothing."""

from __future__ import annotations

from casectl.core.case.kinds.follow_ups import SCORES
from casectl.core.case.kinds.kind import CHANNEL, NUMBER, TEXT, YES, Detail, EventKind
from casectl.core.case.model import Event
from casectl.core.values.messages import Message, msg

_CHANNEL = Detail(CHANNEL, msg("channel"))

SURVEY_SENT = EventKind(
    "survey_sent",
    msg("survey sent"),
    msg("the customer was asked what they think of how the complaint was handled; it is not a contact"),
    may_be_undone=True,
    titles={"reminder": msg("survey reminder")},
    details={"channel": _CHANNEL, "reminder": Detail(YES, msg("yes if the customer had been asked before"))},
    summary=(Message("{channel}"),),
    rules=("survey_sent",),
)


def _low(event: Event) -> tuple[str, ...]:
    """A score of 2 is ``low:2``, ``low:3`` and so on, which are that score or a lower one."""
    score = event.text("score")
    return tuple(f"low:{most}" for most in SCORES if score.isdecimal() and int(score) <= most)


SURVEY_ANSWERED = EventKind(
    "survey_answered",
    msg("survey answered"),
    msg("the customer answered a survey, or does not want to be asked"),
    may_be_undone=True,
    titles={"declined": msg("customer wants no surveys")},
    details={
        "score": Detail(NUMBER, msg("how satisfied the customer is, from 1 to 5")),
        "nps": Detail(NUMBER, msg("how likely the customer is to recommend us, from 0 to 10")),
        "ces": Detail(NUMBER, msg("how easy we made it, from 1 to 7, where 7 is easy")),
        "text": Detail(TEXT, msg("what the customer says")),
        "channel": _CHANNEL,
        "declined": Detail(YES, msg("yes if the customer wants no surveys, about any case")),
    },
    summary=(
        msg("{score} of 5, recommends {nps} of 10, ease {ces} of 7"),
        msg("{score} of 5, recommends {nps} of 10"),
        msg("{score} of 5, ease {ces} of 7"),
        msg("recommends {nps} of 10, ease {ces} of 7"),
        msg("{score} of 5"),
        msg("recommends {nps} of 10"),
        msg("ease {ces} of 7"),
    ),
    triggers=_low,
    rules=("survey_answer",),
)
