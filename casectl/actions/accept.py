"""accept: take over a case that was offered."""

from __future__ import annotations

from casectl.actions.context import Recording
from casectl.actions.lookup.find import find
from casectl.actions.recording.handoff_form import details_given
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal
from casectl.actions.recording.record import record
from casectl.core.case.model import Case
from casectl.core.reports import Receipt
from casectl.core.template.model import Template


def accept(context: Recording, case_ref: str, when: EventStamp) -> Receipt:
    """Make the actor the owner of a case that was offered to the actor or the actor's team.

    Raises NotFound for an unknown case; Refused if it was not offered, or to somebody else.
    """

    def propose(case: Case, template: Template) -> Proposal:
        offer = case.header.offer
        given = {"giver": offer.by, "team": offer.team} if offer else {}
        return Proposal([EventDraft("accepted", details_given(to=context.actor.name, **given))])

    return record(context, find(context, case_ref), propose, when)
