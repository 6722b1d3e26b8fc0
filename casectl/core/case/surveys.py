"""The survey about a case, as its journal has it."""

from __future__ import annotations

from collections.abc import Sequence

from casectl.core.case.acts import act_id
from casectl.core.case.fold import effective_events
from casectl.core.case.model import Event
from casectl.core.values.value_class import NamedTuple

SENT, ANSWERED = "survey_sent", "survey_answered"
NPS, CES = range(11), range(1, 8)
"""What may be answered to the two questions besides satisfaction."""


def is_answer(event: Event) -> bool:
    """Whether it is a customer's answer to a survey or a score given in a call-back, and not that they want none."""
    return (event.kind == ANSWERED and event.text("declined") != "yes") or bool(event.text("score"))


def answers_taken_back(journal: Sequence[Event]) -> list[Event]:
    """The events that took a customer's answer back, one for each answer that was recorded."""
    known = {event.id: event for event in journal}
    found: dict[str, Event] = {}
    for event in journal:
        for gone in (known[each] for each in event.takes_back if each in known):
            if is_answer(gone):
                found.setdefault(act_id(gone) or gone.id, event)
    return [*found.values()]


class Survey(NamedTuple):
    """The events by which the customer was asked, was reminded, answered, and said that they want no surveys."""

    asked: Event | None = None
    reminded: Event | None = None
    answer: Event | None = None
    declined: Event | None = None


NO_SURVEY = Survey()


def survey_of(journal: Sequence[Event]) -> Survey:
    """The survey about a case, without what was taken back; a call-back in which a score was given is an answer too."""
    if not any(each.kind in (SENT, ANSWERED) or "score" in each.data for each in journal):
        return NO_SURVEY
    found = NO_SURVEY
    for event in effective_events(journal):
        if event.kind == SENT:
            found = found._replace(reminded=event) if found.asked else found._replace(asked=event)
        elif event.kind == ANSWERED and event.text("declined") == "yes":
            found = found._replace(declined=event)
        elif event.kind == ANSWERED or (event.text("score") and found.answer is None):
            found = found._replace(answer=event)
    return found
