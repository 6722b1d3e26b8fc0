"""return: decline a case that was offered, with the reason."""

from __future__ import annotations

from casectl.actions.context import Recording
from casectl.actions.recording.handoff_form import details_given, find_and_check
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal, require_reason
from casectl.actions.recording.record import record
from casectl.core.case.model import Case
from casectl.core.reports import Receipt
from casectl.core.template.model import Template


def return_case(context: Recording, case_ref: str, reason: str, when: EventStamp) -> Receipt:
    """End an offer, with the reason; the present owner keeps the case. Who made it may withdraw it so.

    Raises NotFound for an unknown case, UsageError without a reason; Refused if there is no offer, or it is between
    other people.
    """
    case_id = find_and_check(context, case_ref, lambda: require_reason(reason))

    def propose(case: Case, template: Template) -> Proposal:
        offer = case.header.offer
        sides = {"to": offer.by, "giver": offer.to or offer.team} if offer else {}
        return Proposal([EventDraft("returned", details_given(**sides, reason=reason))])

    return record(context, case_id, propose, when)
