"""advance and reopen: move a case through its workflow."""

from __future__ import annotations

from collections.abc import Sequence

from casectl.actions.desk import Desk
from casectl.actions.find import find
from casectl.actions.proposal import Draft, Proposal, Propose, When
from casectl.actions.record import record
from casectl.actions.spoken import spoken
from casectl.core.case.model import Case
from casectl.core.checks.fields import refuse_losses
from casectl.core.reports import Receipt
from casectl.core.template.free_fields import changed_names, free_part, with_changes
from casectl.core.template.model import Template
from casectl.core.values.tree import Tree
from casectl.core.values.value_class import frozen
from casectl.core.workflow.transition_context import Situation
from casectl.core.workflow.transitions import check_advance, check_reopen


@frozen
class Given:
    """What is given along with a step: values for fields, checklist items to tick, the reason."""

    values: Sequence[tuple[str, Tree]] = ()
    ticks: Sequence[str] = ()
    reason: str = ""


def advance(desk: Desk, typed: str, target: str, given: Given, when: When) -> Receipt:
    """Move the case that `typed` means to the state `target`.

    Raises Refused naming everything that is missing; Misused for an unknown state or field.
    """
    return record(desk, find(desk, typed), advancing(desk, target, given), when)


def advancing(desk: Desk, target: str, given: Given) -> Propose:
    """What moves a case to the state `target`."""

    def propose(case: Case, template: Template) -> Proposal:
        situation = situation_of(desk, case, template, given)
        check_advance(situation, target)
        refuse_losses(case, template, situation.free)
        return Proposal([Draft("advanced", _details(target, given, case, situation))], situation.free)

    return propose


def reopen(desk: Desk, typed: str, given: Given, when: When) -> Receipt:
    """Take a resolved or closed case up again, in the state that its template names. `given.reason` says why."""

    def propose(case: Case, template: Template) -> Proposal:
        situation = situation_of(desk, case, template, given)
        target = check_reopen(situation)
        return Proposal([Draft("reopened", _details(target, given, case, situation))], situation.free)

    return record(desk, find(desk, typed), propose, when)


def situation_of(desk: Desk, case: Case, template: Template, given: Given) -> Situation:
    """The case as it would stand with what is given."""
    free = with_changes(free_part(case), template, spoken(desk, template, given.values), given.ticks)
    return Situation(case, template, desk.actor, free, given.reason, desk.keyboard)


def _details(target: str, given: Given, case: Case, situation: Situation) -> dict[str, Tree]:
    names = changed_names(free_part(case), situation.free)
    return {
        "to": target,
        **({"reason": given.reason} if given.reason else {}),
        **({"changed": [*names]} if names else {}),
    }
