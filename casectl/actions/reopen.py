"""reopen: open a resolved or closed case again."""

from __future__ import annotations

from casectl.actions.context import Recording
from casectl.actions.lookup.find import find
from casectl.actions.recording.field_changes import FieldChanges, transition_context_of, transition_details
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal
from casectl.actions.recording.record import record
from casectl.core.case.model import Case
from casectl.core.reports import Receipt
from casectl.core.template.model import Template


def reopen(context: Recording, case_ref: str, changes: FieldChanges, when: EventStamp) -> Receipt:
    """Move a resolved or closed case to the state that its template names for this, and make the changes.

    Raises NotFound for an unknown case, UsageError for an unknown field or value; Refused if the case is still open,
    after the time for reopening, or without the fields that the template requires.
    """

    def propose(case: Case, template: Template) -> Proposal:
        transition = transition_context_of(context, case, template, changes)
        details = transition_details(case, template.workflow.reopens_to, transition)
        return Proposal([EventDraft("reopened", details)], transition.free)

    return record(context, find(context, case_ref), propose, when)
