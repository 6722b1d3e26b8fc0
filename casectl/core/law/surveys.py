"""Rules of surveys: nobody is asked before it is over, or more than twice; an answer is one, and counts once."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.case.kinds.follow_ups import SCORES
from casectl.core.case.surveys import ANSWERED, CES, NPS, survey_of
from casectl.core.law.moment import Moment
from casectl.core.law.verdict import Fault
from casectl.core.template.fields import is_blank
from casectl.core.template.model import FINISHED
from casectl.core.values.messages import UsageError, msg

_QUESTIONS = {"score": SCORES, "nps": NPS, "ces": CES}


def survey_sent(moment: Moment) -> Iterator[Fault]:
    """A customer is asked once the case is resolved or closed, reminded once, and left alone after an answer."""
    found, case_id = survey_of(moment.case.journal), moment.case.id
    if moment.in_force.template.workflow.category(moment.case.header.state) not in FINISHED:
        yield Fault(msg("{id} is neither resolved nor closed, so it is too early to ask", id=case_id))
    if found.declined:
        yield Fault(msg("the customer wants no surveys"))
    elif found.answer:
        yield Fault(msg("the customer has answered already"))
    elif found.reminded:
        yield Fault(msg("the customer was asked and reminded: nobody is asked a third time"))
    elif bool(found.asked) != (moment.event.text("reminder") == "yes"):
        yield Fault(msg("the first request to the customer is not a reminder, the second one is"))


def survey_answer(moment: Moment) -> Iterator[Fault]:
    """An answer has a number within its range or a text; who wants no surveys has given none. One answer counts."""
    event, before = moment.event, survey_of(moment.case.journal).answer
    given = [name for name in (*_QUESTIONS, "text") if not is_blank(event.text(name))]
    for name, allowed in _QUESTIONS.items():
        if name in event.data and event.text(name) not in map(str, allowed):
            yield Fault(
                msg("{name} must be a number from {low} to {high}, not {text}", name=f"--{name}", low=allowed[0],
                    high=allowed[-1], text=event.text(name)),
                path=(name,), refusal=UsageError,
            )  # fmt: skip
    if event.text("declined") == "yes":
        if given:
            yield Fault(
                msg("a customer who declined the survey cannot have answered it: {names}", names=given),
                refusal=UsageError,
            )
    elif not given:
        yield Fault(msg("an answer needs a number or a text"),
                    hint=msg("--score 1..5, --nps 0..10, --ces 1..7 or --text TEXT; --declined if they want none"),
                    refusal=UsageError)  # fmt: skip
    elif before is not None and before.kind == ANSWERED:
        yield Fault(
            msg("the customer has answered already"),
            hint=msg("to record what they say now: casectl note {id} TEXT; a colleague who never had the case"
                     " can undo the answer",
                     id=moment.case.id),
        )  # fmt: skip
