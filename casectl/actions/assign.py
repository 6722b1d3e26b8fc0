"""assign: give a case to a person, at once."""

from __future__ import annotations

from casectl.actions.context import Reading, Recording
from casectl.actions.recording.handoff_form import HandoffForm, details_given, find_and_name, named_form
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal, Propose
from casectl.actions.recording.record import record
from casectl.core.case.model import Case
from casectl.core.reports import Receipt
from casectl.core.template.model import Template
from casectl.core.values.errors import Refused
from casectl.core.values.messages import msg


def assign(context: Recording, case_ref: str, form: HandoffForm, when: EventStamp) -> Receipt:
    """Make a person the owner of a case; `form.team` moves the case to another team as well.

    Raises NotFound for an unknown case, person or team (all of them); Refused if the case is closed, or is that
    person's already.
    """
    case_id, form = find_and_name(context, case_ref, form)
    return record(context, case_id, propose_assign(context, form), when)


def propose_assign(context: Reading, form: HandoffForm) -> Propose:
    """The proposal of `assign`, for any case. Raises NotFound for an unknown person or team."""
    form = named_form(context, form)
    to, team = form.to, form.team

    def propose(case: Case, template: Template) -> Proposal:
        if case.header.owner == to and team in ("", case.header.team):
            raise Refused(msg("{id} already belongs to {owner}", id=case.id, owner=to))
        return Proposal([EventDraft("assigned", details_given(to=to, team=team, reason=form.reason))])

    return propose
