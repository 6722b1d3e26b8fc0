"""escalate: raise a case to a higher level."""

from __future__ import annotations

from casectl.actions.context import Recording
from casectl.actions.lookup.routing import Router, RoutingRule
from casectl.actions.recording.handoff_form import (
    HandoffForm,
    details_given,
    find_and_name,
    offer_draft,
)
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal, require_reason
from casectl.actions.recording.record import record
from casectl.core.case.model import Case
from casectl.core.query.case_facts import excerpt_of
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.model import EVERY
from casectl.core.reports import Receipt
from casectl.core.template.model import Template
from casectl.core.template.routing_settings import Route
from casectl.core.values.messages import Refused, msg
from casectl.core.values.tree import Plain
from casectl.core.values.value_class import replace


def escalate(context: Recording, case_ref: str, level: int, form: HandoffForm, when: EventStamp) -> Receipt:
    """Raise a case's level, with the reason; deadlines that depend on the level move with it.

    `level` 0 means one higher. With `form.to` or `form.team` the case is offered to them in the same commit, without
    them to whom the template's escalation: gives it at that level.
    Raises NotFound for an unknown case or person, UsageError without a reason; Refused if the case is closed, if the
    template has no such level, if the level is not higher, or if all whom the template means are away.
    """
    case_id, form = find_and_name(context, case_ref, form, lambda: require_reason(form.reason))

    def propose(case: Case, template: Template) -> Proposal:
        wanted = level or case.header.level + 1
        drafts = [EventDraft("escalated", {"level": Plain(wanted), **details_given(reason=form.reason)})]
        whole = form if form.to or form.team else _by_template(context, case, template, wanted, form)
        if whole.to or whole.team:
            drafts.append(offer_draft(context, case, whole))
        return Proposal(drafts)

    return record(context, case_id, propose, when)


def _by_template(context: Recording, case: Case, template: Template, level: int, form: HandoffForm) -> HandoffForm:
    """The form with whom the template means; as it is if that is whoever has the case, or has it on offer."""
    to = "" if case.header.offer else template.escalates_to(level, case.fields)
    if to in dict(context.casebook.teams):
        return replace(form, team=to) if to != case.header.team else form
    if not to:
        return form
    router = Router(context, [RoutingRule(1, Route(to=to), EVERY)])
    chosen = router.of(Excerpt(case.source.file, excerpt_of(case))).person
    if not chosen:
        raise Refused(
            msg("an escalated case of this kind is offered to {to}, but none of them can take it now", to=to),
            hint=msg("--to PERSON or --team TEAM offers it to somebody else"),
        )
    return replace(form, to=chosen) if chosen != case.header.owner else form
