"""escalate: raise a case to a higher level."""

from __future__ import annotations

from casectl.actions.context import Recording
from casectl.actions.recording.handoff_form import (
    HandoffForm,
    details_given,
    find_and_name,
    offer_draft,
)
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal
from casectl.actions.recording.record import record
from casectl.actions.recording.recorded_text import require_reason
from casectl.core.case.model import Case
from casectl.core.reports import Receipt
from casectl.core.template.model import Template
from casectl.core.values.tree import Plain


def escalate(context: Recording, case_ref: str, level: int, form: HandoffForm, when: EventStamp) -> Receipt:
    """Raise a case's level, with the reason; deadlines that depend on the level move with it.

    `level` 0 means one higher. With `form.to` or `form.team` the case is offered to them in the same commit.
    Raises NotFound for an unknown case or person, UsageError without a reason; Refused if the case is closed, if the
    template has no such level, or if the level is not higher.
    """
    case_id, form = find_and_name(context, case_ref, form, lambda: require_reason(form.reason))

    def propose(case: Case, template: Template) -> Proposal:
        wanted = level or case.header.level + 1
        drafts = [EventDraft("escalated", {"level": Plain(wanted), **details_given(reason=form.reason)})]
        if form.to or form.team:
            drafts.append(offer_draft(context, case, form))
        return Proposal(drafts)

    return record(context, case_id, propose, when)
