"""The rows of what a desk does beside the workflow and its clocks: promises, letters, redress, causes, quality."""

from __future__ import annotations

from casectl.core.law.boundaries import boundary
from casectl.core.law.causes import cause, cause_dispute
from casectl.core.law.inspections import inspection, inspection_appeal, inspection_decision
from casectl.core.law.instructions import answer, instruction
from casectl.core.law.letters import approval, approved_first, no_letter_waits
from casectl.core.law.outcomes import outcome
from casectl.core.law.promises import late_promise_explained, names_no_promise
from casectl.core.law.redress import redress_offer, redress_step
from casectl.core.law.reminders import reminder
from casectl.core.law.rule import Rule, details
from casectl.core.law.surveys import survey_answer, survey_sent
from casectl.core.values.messages import msg

DESK_RULES: dict[str, Rule] = {
    "late_promise_explained": Rule(
        "C114",
        msg("a promise whose time has passed is moved or removed only with a reason"),
        late_promise_explained,
        about=names_no_promise,
    ),
    "instruction": Rule(
        "C152", msg("an instruction is given and withdrawn only by people whose role allows it"), instruction
    ),
    "answer": Rule("C153", msg("an instruction is answered in words, by the person it is for"), answer),
    "reminder": Rule(
        "C155",
        msg("people are reminded of open items at the stages set for them, once for each stage and person"),
        reminder,
    ),
    "cause": Rule(
        "C170",
        msg(
            "a cause is one of those in the settings, and the person named as responsible may neither name"
            " somebody else instead nor decide a dispute"
        ),
        cause,
    ),
    "cause_dispute": Rule(
        "C171", msg("only the person or team that a cause names disputes it, once and with a reason"), cause_dispute
    ),
    "boundary": Rule(
        "C180",
        msg("a boundary says what had happened, what the customer was told, what comes next, and until when"),
        boundary,
    ),
    "redress_offer": Rule(
        "C172",
        msg(
            "an offer of redress is of a known kind, and marked where it is above the limit of the person who offers it"
        ),
        redress_offer,
    ),
    "redress_step": Rule(
        "C173",
        msg("redress above a limit is approved by a second person whose limit allows it, and paid up to its sum"),
        redress_step,
    ),
    "survey_sent": Rule(
        "C188",
        msg(
            "a customer is surveyed after a case is resolved or closed, reminded once, and not asked again"
            " after an answer"
        ),
        survey_sent,
    ),
    "survey_answer": Rule(
        "C189", msg("an answer to a survey has numbers within their ranges or a text, and counts once"), survey_answer
    ),
    "inspection": Rule(
        "C185",
        msg("the handling of a case is marked by somebody else whose role allows it, on every line of the score sheet"),
        inspection,
    ),
    "inspection_appeal": Rule(
        "C186", msg("only the person inspected appeals, once, in time and with a reason"), inspection_appeal
    ),
    "inspection_decision": Rule(
        "C187",
        msg("an appeal against an inspection is decided by a third person, with a reason"),
        inspection_decision,
    ),
    "approval": Rule(
        "C160", msg("a waiting letter is approved, or sent back, by somebody else whose role allows it"), approval
    ),
    "approved_first": Rule(
        "C161",
        msg("a letter that needs approval goes out exactly as it was approved"),
        approved_first,
        about=details("letter"),
    ),
    "no_letter_waits": Rule(
        "C162", msg("a case is not resolved while one of its letters has not been sent"), no_letter_waits
    ),
    "outcome": Rule(
        "C150", msg("a follow-up ends with what its template asks for, and a promise is kept by its time"), outcome
    ),
}
