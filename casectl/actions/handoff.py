"""handoff: offer a case to a person or a team; handoff --pending: the offers that nobody has accepted yet."""

from __future__ import annotations

from datetime import datetime

from casectl.actions.context import Reading, Recording
from casectl.actions.recording.handoff_form import (
    HandoffForm,
    find_and_name,
    offer_draft,
    require_recipient,
)
from casectl.actions.recording.proposal import EventStamp, Proposal, require_reason
from casectl.actions.recording.record import record
from casectl.core.case.model import Case
from casectl.core.case.owed import DEADLINE
from casectl.core.query.clause import Clause
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.selection import Selection
from casectl.core.reports import PendingHandoff, PendingHandoffs, Receipt
from casectl.core.template.model import Template
from casectl.core.time.instants import elapsed, to_seconds
from casectl.core.values.messages import CasectlError


def handoff(context: Recording, case_ref: str, form: HandoffForm, when: EventStamp) -> Receipt:
    """Offer a case to a person or a team; the present owner stays responsible until it is accepted.

    Raises UsageError without a recipient or a reason, NotFound for an unknown case, person or team; Refused if the
    case is closed, or is not the actor's to hand over.
    """
    required = (lambda: require_recipient(form), lambda: require_reason(form.reason))
    case_id, form = find_and_name(context, case_ref, form, *required)

    def propose(case: Case, template: Template) -> Proposal:
        return Proposal([offer_draft(context, case, form)])

    return record(context, case_id, propose, when)


def pending_handoffs(context: Reading, person: str = "", team: str = "") -> PendingHandoffs:
    """The handoffs that nobody has accepted yet, the longest waiting first; all of them without `person` and `team`.

    A person's are those that the person gave, and those offered to the person or to one of the person's teams.
    A team's are those offered to it, and those of its cases.
    """
    listing = context.excerpts(Selection(Clause("offer_to IS NOT NULL")))
    teams = next((each.teams for each in context.casebook.people if each.name == person), ())
    rows = [
        _row(context, case)
        for case in listing.cases
        if (offer := case.offer)
        and (person in ("", offer["to"], offer["by"]) or (not offer["to"] and offer["team"] in teams))
        and team in ("", offer["team"], case.text("team"))
    ]
    return PendingHandoffs(sorted(rows, key=lambda row: to_seconds(row.since)), listing.unreadable,
                           dict(context.casebook.teams))  # fmt: skip


def _row(context: Reading, case: Excerpt) -> PendingHandoff:
    offer = case.offer
    since, to = datetime.fromisoformat(offer["at"]), (offer["to"], offer["team"])
    waited = elapsed(since, context.now)
    return PendingHandoff(case, offer["by"], *to, since, waited, offer["reason"], _answer_due(context, case))


def _answer_due(context: Reading, case: Excerpt) -> datetime | None:
    """The earliest deadline of the answer; None if the template has none, or cannot be read."""
    try:
        answering = context.labels(case.text("template")).answering
    except CasectlError:  # check reports it
        return None
    return next((each.at for each in case.owed if each.kind == DEADLINE and each.name in answering), None)
