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
from casectl.core.values.errors import Refused
from casectl.core.values.messages import msg
from casectl.core.values.tree import Plain
from casectl.core.workflow.ownership import check_not_closed


def escalate(context: Recording, case_ref: str, level: int, form: HandoffForm, when: EventStamp) -> Receipt:
    """Raise a case's level, with the reason; deadlines that depend on the level move with it.

    `level` 0 means one higher. With `form.to` the case is offered to that person in the same commit.
    Raises NotFound for an unknown case or person, UsageError without a reason; Refused if the case is closed, if the
    template has no such level, or if the level is not higher.
    """
    case_id, form = find_and_name(context, case_ref, form, lambda: require_reason(form.reason))

    def propose(case: Case, template: Template) -> Proposal:
        check_not_closed(case, template)
        wanted = level or case.header.level + 1
        _check_level(case, template, wanted)
        drafts = [EventDraft("escalated", {"level": Plain(wanted), **details_given(reason=form.reason)})]
        if form.to:
            drafts.append(offer_draft(context, case, form))
        return Proposal(drafts)

    return record(context, case_id, propose, when)


def _check_level(case: Case, template: Template, wanted: int) -> None:
    """Raises Refused if the template has no such level, or the case is as high already."""
    levels = [name for name, _ in template.levels]
    if levels and str(wanted) not in levels:
        raise Refused(msg("there is no level {level}; levels are {levels}", level=wanted, levels=levels))
    if wanted <= case.header.level:
        raise Refused(msg("{id} is at level {level} already", id=case.id, level=case.header.level))
