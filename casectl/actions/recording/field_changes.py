"""Fields that a verb fills along with what it does, and the event that says which fields changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from casectl.actions.context import Present
from casectl.actions.recording.proposal import EventDraft, Proposal
from casectl.actions.recording.typed_dates import parse_typed_dates
from casectl.core.case.model import Case
from casectl.core.template.free_fields import changed_keys, free_part, with_changes
from casectl.core.template.model import Template
from casectl.core.values.messages import Refused, msg
from casectl.core.values.tree import Tree
from casectl.core.values.value_class import value_class
from casectl.core.workflow.transition_context import TransitionContext

NO_DETAILS: Mapping[str, Tree] = {}


@value_class
class FieldChanges:
    """Values for fields, by name; checklist items to tick; the reason ("": none)."""

    values: Sequence[tuple[str, Tree]] = ()
    ticks: Sequence[str] = ()
    reason: str = ""


def changed_free_part(context: Present, case: Case, template: Template, changes: FieldChanges) -> dict[str, Tree]:
    """The free part of a case with the changes. Raises UsageError for unknown names and values of the wrong type."""
    values = parse_typed_dates(context, template, changes.values)
    return with_changes(free_part(case), template, values, changes.ticks)


def transition_context_of(context: Present, case: Case, template: Template, changes: FieldChanges) -> TransitionContext:
    """The case with the changes, as the workflow's guards look at it. Raises as `changed_free_part` does."""
    free = changed_free_part(context, case, template, changes)
    return TransitionContext(case, template, context.actor, free, changes.reason, context.keyboard,
                             teams=dict(context.casebook.teams))  # fmt: skip


def transition_details(case: Case, target: str, transition: TransitionContext) -> dict[str, Tree]:
    """The details of an event that moves a case to the state `target`."""
    names = changed_keys(free_part(case), transition.free)
    return {
        "to": target,
        **({"reason": transition.reason} if transition.reason else {}),
        **({"changed": [*names]} if names else {}),
    }


def propose_changed(
    case: Case, free: dict[str, Tree], names: Sequence[str], details: Mapping[str, Tree] = NO_DETAILS
) -> Proposal:
    """The event that changed the keys `names` of a case, whose free part is `free` from then on.

    Raises Refused if there are no names: nothing would change.
    """
    if not names:
        raise Refused(msg("no changes: {id} already has these values", id=case.id))
    return Proposal([EventDraft("changed", {"changed": [*names], **details})], free)
