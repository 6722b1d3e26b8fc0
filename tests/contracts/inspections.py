"""Quality inspections and surveys with all that they may be given."""

from __future__ import annotations

from datetime import date

from casectl.actions.inspect import Marked, appeal, decide, inspect
from casectl.actions.lookup.draws import Draw
from casectl.actions.survey import Answer, answer, ask
from casectl.core.figures.periods import Period
from tests.actions.cases import AT_ONCE, case_in
from tests.fakes.context import FakeContext

MARKS = tuple(f"{name}=3" for name in ("script", "diagnosis", "solution", "emotion", "accuracy"))


def inspected(context: FakeContext) -> str:
    """Bob marks how Ada handled a case, she appeals, and Cy gives other marks."""
    recorder, context.recorder = context.recorder, ""  # who types the marks does not type the appeal
    case, week = case_in(context.by("ada"), "solved"), Period(date(2026, 11, 23), date(2026, 11, 30))
    inspect(context.by("bob"), case, Marked(MARKS, "ada", Draw(week, number=99, seed="7"), "Listen first"), AT_ONCE)
    appeal(context.by("ada"), case, "", "It was right", AT_ONCE)
    decide(context.by("cy"), case, "", MARKS, "Heard it again", AT_ONCE)
    context.recorder = recorder
    return case


def surveyed(context: FakeContext) -> str:
    """A customer who is asked, reminded and answers, and wants no more."""
    case = case_in(context, "closed")
    ask(context, case, "mail", AT_ONCE)
    ask(context, case, "mail", AT_ONCE)
    answer(context, case, Answer("5", "9", "6", "Quick", "mail"), AT_ONCE)
    answer(context, case, Answer(declined=True), AT_ONCE)
    return case
