"""take: make oneself the owner of a case that nobody has, or accept one that is offered to one's team."""

from __future__ import annotations

from casectl.actions.context import Recording
from casectl.actions.lookup.find import find
from casectl.actions.recording.handoff_form import details_given
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal
from casectl.actions.recording.record import record
from casectl.core.case.model import Case
from casectl.core.reports import Receipt
from casectl.core.template.model import Template
from casectl.core.values.messages import Refused, msg


def take(context: Recording, case_ref: str, when: EventStamp) -> Receipt:
    """Make the actor the owner: of a case that is on offer by accepting it, of another one if nobody has it.

    Raises NotFound for an unknown case; Refused if somebody has it, or it is offered to somebody else.
    """

    def propose(case: Case, template: Template) -> Proposal:
        me, owner, offer = context.actor.name, case.header.owner, case.header.offer
        if offer and offer.by != me:
            return Proposal([EventDraft("accepted", details_given(to=me, giver=offer.by, team=offer.team))])
        if owner == me:
            raise Refused(msg("{id} already belongs to {owner}", id=case.id, owner=me))
        if owner:
            raise Refused(
                msg("{id} is with {owner}; only a case without an owner can be taken", id=case.id, owner=owner),
                hint=msg("the owner can offer it: casectl handoff {id} NAME --reason TEXT; a supervisor can"
                         " assign it: casectl assign {id} {me} --reason TEXT", id=case.id, me=me),
            )  # fmt: skip
        return Proposal([EventDraft("assigned", details_given(to=me))])

    return record(context, find(context, case_ref), propose, when)
