"""advance and reopen: move a case through its workflow."""

from __future__ import annotations

from collections.abc import Sequence

from casectl.actions.context import CommandContext
from casectl.actions.find import find
from casectl.actions.proposal import EventDraft, EventStamp, Proposal, Propose
from casectl.actions.record import record
from casectl.actions.typed_dates import parse_typed_dates
from casectl.core.case.model import Case
from casectl.core.checks.fields import refuse_losses
from casectl.core.reports import Receipt
from casectl.core.template.free_fields import changed_keys, free_part, with_changes
from casectl.core.template.model import Template
from casectl.core.values.tree import Tree
from casectl.core.values.value_class import value_class
from casectl.core.workflow.transition_context import TransitionContext
from casectl.core.workflow.transitions import check_advance, check_reopen


@value_class
class Given:
    """What is given along with a step: values for fields, checklist items to tick, the reason."""

    values: Sequence[tuple[str, Tree]] = ()
    ticks: Sequence[str] = ()
    reason: str = ""


def advance(context: CommandContext, case_ref: str, target: str, given: Given, when: EventStamp) -> Receipt:
    """Move the case that `case_ref` means to the state `target`.

    Raises Refused naming everything that is missing; Misused for an unknown state or field.
    """
    return record(context, find(context, case_ref), advancing(context, target, given), when)


def advancing(context: CommandContext, target: str, given: Given) -> Propose:
    """What moves a case to the state `target`."""

    def propose(case: Case, template: Template) -> Proposal:
        transition_context = transition_context_of(context, case, template, given)
        check_advance(transition_context, target)
        refuse_losses(case, template, transition_context.free)
        return Proposal(
            [EventDraft("advanced", _details(target, given, case, transition_context))], transition_context.free
        )

    return propose


def reopen(context: CommandContext, case_ref: str, given: Given, when: EventStamp) -> Receipt:
    """Take a resolved or closed case up again, in the state that its template names. `given.reason` says why."""

    def propose(case: Case, template: Template) -> Proposal:
        transition_context = transition_context_of(context, case, template, given)
        target = check_reopen(transition_context)
        return Proposal(
            [EventDraft("reopened", _details(target, given, case, transition_context))], transition_context.free
        )

    return record(context, find(context, case_ref), propose, when)


def transition_context_of(context: CommandContext, case: Case, template: Template, given: Given) -> TransitionContext:
    """The case as it would stand with what is given."""
    free = with_changes(free_part(case), template, parse_typed_dates(context, template, given.values), given.ticks)
    return TransitionContext(case, template, context.actor, free, given.reason, context.keyboard)


def _details(target: str, given: Given, case: Case, transition_context: TransitionContext) -> dict[str, Tree]:
    names = changed_keys(free_part(case), transition_context.free)
    return {
        "to": target,
        **({"reason": given.reason} if given.reason else {}),
        **({"changed": [*names]} if names else {}),
    }
