"""advance: move a case to another state of its workflow."""

from __future__ import annotations

from casectl.actions.context import Present, Recording
from casectl.actions.lookup.find import find
from casectl.actions.recording.field_changes import FieldChanges, transition_context_of, transition_details
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal, Propose
from casectl.actions.recording.record import record
from casectl.core.case.model import Case
from casectl.core.checks.fields import refuse_losses
from casectl.core.reports import Receipt
from casectl.core.template.model import Template
from casectl.core.workflow.transitions import state_named


def advance(context: Recording, case_ref: str, target: str, changes: FieldChanges, when: EventStamp) -> Receipt:
    """Move the case that `case_ref` means to the state `target`, and make the changes.

    Raises NotFound for an unknown case, UsageError for an unknown state, field or value; Refused, naming everything
    that is missing.
    """
    return record(context, find(context, case_ref), propose_advance(context, target, changes), when)


def propose_advance(context: Present, target: str, changes: FieldChanges) -> Propose:
    """The proposal of `advance`, for any case."""

    def propose(case: Case, template: Template) -> Proposal:
        transition = transition_context_of(context, case, template, changes)
        refuse_losses(case, template, transition.free)
        details = transition_details(case, state_named(template, target), transition)
        return Proposal([EventDraft("advanced", details)], transition.free)

    return propose
