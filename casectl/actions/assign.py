"""assign: give a case to a person, at once."""

from __future__ import annotations

from casectl.actions.context import Recording, Rules
from casectl.actions.recording.handoff_form import HandoffForm, filled, find_and_check, name_checks
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal, Propose
from casectl.actions.recording.record import record
from casectl.core.case.model import Case
from casectl.core.reports import Receipt
from casectl.core.template.model import Template
from casectl.core.values.errors import Refused, errors_of, raise_together
from casectl.core.values.messages import msg
from casectl.core.workflow.ownership import check_not_closed


def assign(context: Recording, case_ref: str, form: HandoffForm, when: EventStamp) -> Receipt:
    """Make a person the owner of a case; `form.team` moves the case to another team as well.

    Raises NotFound for an unknown case, person or team (all of them); Refused if the case is closed, or is that
    person's already.
    """
    case_id = find_and_check(context, case_ref, *name_checks(context, form))
    return record(context, case_id, propose_assign(context, form), when)


def propose_assign(context: Rules, form: HandoffForm) -> Propose:
    """The proposal of `assign`, for any case. Raises NotFound for an unknown person or team."""
    raise_together(errors_of(*name_checks(context, form)))
    to = context.casebook.person(form.to)
    team = form.team

    def propose(case: Case, template: Template) -> Proposal:
        check_not_closed(case, template)
        if case.header.owner == to.name and team in ("", case.header.team):
            raise Refused(msg("{id} is with {owner} already", id=case.id, owner=to.name))
        return Proposal([EventDraft("assigned", filled(to=to.name, team=team, reason=form.reason))])

    return propose
