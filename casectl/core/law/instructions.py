"""Rules of instructions: a supervisor's order is given by those who may, and answered by whom it is for, in words."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.case.model import FollowUp
from casectl.core.case.owed import INSTRUCTION
from casectl.core.law.moment import Moment
from casectl.core.law.rule_change import says_who_may
from casectl.core.law.verdict import Fault
from casectl.core.template.fields import is_blank
from casectl.core.template.settings import INSTRUCT
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.tree import list_of, mapping_of


def instruction(moment: Moment) -> Iterator[Fault]:
    """Those give an instruction, and take one back, whose role may; anybody where no role says so."""
    book, by, event = moment.in_force.casebook, moment.actor, moment.event
    given = event.kind == "followup_added" and _is_given(moment)
    if not (given or _ended(moment)) or not says_who_may(book, INSTRUCT) or book.may(by, INSTRUCT):
        return
    yield Fault(
        msg("{name} has no role that may give or withdraw instructions", name=by.name),
        hint=msg("a role with may: [instruct] in casectl.yaml allows it; casectl followup add {id} plans what you do"
                 " yourself", id=moment.case.id),
    )  # fmt: skip


def answer(moment: Moment) -> Iterator[Fault]:
    """Whom an instruction is for answers it, or one of the team or role that it is for, and says something."""
    ended = moment.ended
    if ended is None or ended.kind != INSTRUCTION:
        return
    by = moment.actor
    if ended.who not in (by.name, *by.teams, *by.roles):
        yield Fault(
            msg("the instruction is for {who}, who has to answer it", who=ended.who),
            hint=msg("you can add what you know: casectl note {id} TEXT", id=moment.case.id),
        )
    if is_blank(moment.event.text("outcome")):
        yield Fault(
            msg("an instruction needs an answer in words"),
            hint=msg("casectl answer {id} {which} TEXT", id=moment.case.id, which=ended.id),
            refusal=UsageError,
        )


def _is_given(moment: Moment) -> bool:
    """Whether the event brings an instruction of its own; those that it passes on come after that."""
    own = list_of(moment.event.data.get("follow_ups"))[:1]
    return any(mapping_of(each).get("kind") == INSTRUCTION for each in own)


def _ended(moment: Moment) -> list[FollowUp]:
    """The instructions that a cancellation ends."""
    cancelled = moment.event.text("follow_up") if moment.event.kind == "followup_cancelled" else ""
    return [each for each in moment.case.header.follow_ups if each.id == cancelled and each.kind == INSTRUCTION]
