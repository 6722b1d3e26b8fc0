"""The next step in a case, as the words of the command that takes it."""

from __future__ import annotations

from casectl.core.case.owed import DEADLINE, HELD, INSTRUCTION, LETTER, OFFER, PROMISE, UNDELIVERED, Owed
from casectl.core.query.excerpt import Excerpt
from casectl.core.template.clock_rules import ASKS_SCORE
from casectl.core.template.labels import Label, Labels


def next_command(case: Excerpt, owed: Owed, labels: Labels) -> tuple[str, ...]:
    """What ends what is owed in a case, or lets it count on; a deadline that a step ends is shown with its steps."""
    if owed.kind == OFFER or (owed.kind == DEADLINE and owed.name in labels.answering):
        return _answer(case, owed)
    if owed.kind == DEADLINE:
        return ("contact", case.id, "out", "TEXT") if owed.name in labels.told else ("show", case.id)
    if owed.kind == INSTRUCTION:
        return ("answer", case.id, owed.follow_up, "TEXT")
    if owed.kind == HELD:
        return ("deliver",)
    if owed.kind == UNDELIVERED:
        return ("contact", case.id, "out", "TEXT")
    if owed.kind == LETTER:  # what was sent back has the reason with it
        return ("reply", case.id) if owed.note else ("approve", case.id, "--show")
    which = owed.follow_up if owed.kind == PROMISE else owed.called
    return ("followup", "done", case.id, which, *_asked(labels.follow_ups.get(owed.rule)))


def _asked(rule: Label | None) -> tuple[str, ...]:
    """What is said with it where its template asks for that."""
    asks = rule.kind if rule else ""
    return (*(("--outcome", "reached") if asks else ()), *(("--score", "1-5") if asks == ASKS_SCORE else ()))


def _answer(case: Excerpt, owed: Owed) -> tuple[str, ...]:
    """A handoff is accepted by whom it is offered to, taken by one of a team, and looked at by whoever waits for it."""
    offer = case.offer
    if not offer or owed.who != (offer["to"] or offer["team"]):
        return ("show", case.id)
    return ("accept" if offer["to"] else "take", case.id)
