"""Ownership: who may hand off, accept, return or escalate a case."""

from __future__ import annotations

from casectl.core.case.model import Case, Offer
from casectl.core.template.model import Template
from casectl.core.template.settings import Person
from casectl.core.values.errors import Refused
from casectl.core.values.messages import msg


def check_not_closed(case: Case, template: Template) -> None:
    """Raises Refused if the case is closed: it must be reopened first."""
    if template.workflow.category(case.header.state) == "closed":
        raise Refused(
            msg("{id} is {state}: it is over", id=case.id, state=template.workflow.title(case.header.state)),
            hint=msg("to take it up again: casectl reopen {id}", id=case.id),
        )


def check_offer(case: Case, giver: Person, to: str) -> None:
    """Raises Refused if somebody else owns the case, a handoff is pending, or it would go to its owner."""
    header = case.header
    if header.offer:
        raise Refused(
            msg("{id} is offered to {name} already", id=case.id, name=header.offer.to or header.offer.team),
            hint=msg("who offered it takes it back with: casectl return {id} --reason TEXT", id=case.id),
        )
    if header.owner and header.owner != giver.name:
        raise Refused(
            msg("{id} belongs to {owner}, who alone can hand it over", id=case.id, owner=header.owner),
            hint=msg("a supervisor can give it to somebody: casectl assign {id} NAME --reason TEXT", id=case.id),
        )
    if to and to == header.owner:
        raise Refused(msg("{id} is with {owner} already", id=case.id, owner=to))


def check_accept(case: Case, taker: Person) -> Offer:
    """The pending handoff. Raises Refused if there is none, or `taker` may not accept it."""
    offer = _pending(case)
    if offer.to and offer.to != taker.name:
        raise Refused(
            msg("{id} is offered to {to}, not to {name}", id=case.id, to=offer.to, name=taker.name),
            hint=msg("{to} accepts it, or {by} takes it back", to=offer.to, by=offer.by),
        )
    if not offer.to and offer.team not in taker.teams:
        raise Refused(
            msg("{id} is offered to team {team}, and {name} is not in it", id=case.id, team=offer.team, name=taker.name)
        )
    if taker.name == offer.by:
        raise Refused(msg("{name} offered {id} and cannot accept it", name=taker.name, id=case.id))
    return offer


def check_return(case: Case, sender: Person) -> Offer:
    """The pending handoff. Raises Refused if there is none, or the person neither offered nor may accept it."""
    offer = _pending(case)
    is_recipient = offer.to == sender.name or (not offer.to and offer.team in sender.teams)
    if not is_recipient and offer.by != sender.name:
        raise Refused(
            msg("the handoff of {id} is between {by} and {to}", id=case.id, by=offer.by, to=offer.to or offer.team)
        )
    return offer


def _pending(case: Case) -> Offer:
    if not case.header.offer:
        raise Refused(
            msg("{id} is not on offer", id=case.id),
            hint=msg("casectl handoff --pending lists what is"),
        )
    return case.header.offer
