"""link: relate a case to another one; link --remove: end that relation."""

from __future__ import annotations

from casectl.actions.context import Recording
from casectl.actions.lookup.case_links import wholes
from casectl.actions.lookup.find import find
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal, Propose
from casectl.actions.recording.record import record
from casectl.core.case.links import PART_OF, link_title, whole_of
from casectl.core.case.model import Case, Link
from casectl.core.reports import Receipt
from casectl.core.template.model import Template
from casectl.core.values.messages import Refused, UsageError, msg


def link(context: Recording, case_ref: str, link_type: str, other: str, when: EventStamp) -> Receipt:
    """Link a case to the case `other`, whose file stays as it is: its side of the link is found through the index.

    Raises NotFound for an unknown case, UsageError for a link to itself, Refused if there is this link already,
    or if the case would be a part of itself.
    """
    case_id = find(context, case_ref)
    return record(context, case_id, propose_link(context, link_type, other), when)


def propose_link(context: Recording, link_type: str, other: str) -> Propose:
    """The proposal of `link`, for any case. Raises NotFound if there is no case `other`."""
    target = find(context, other)

    def propose(case: Case, template: Template) -> Proposal:
        if case.id == target:
            raise UsageError(msg("a case cannot be linked to itself"))
        if Link(link_type, target) in case.header.links:
            raise Refused(msg("{id} is {type} {target} already", id=case.id, type=link_title(link_type), target=target))
        if link_type == PART_OF and case.id in whole_of(target, wholes(context)):
            raise _circle(case.id, target)
        return Proposal([EventDraft("linked", {"type": link_type, "case": target})])

    return propose


def _circle(part: str, whole: str) -> Refused:
    return Refused(
        msg("{id} cannot be part of {target}, which is part of {id}", id=part, target=whole),
        hint=msg("if that link is direct, remove it first: casectl link {target} part-of {id} --remove", id=part,
                 target=whole),
    )  # fmt: skip


def unlink(context: Recording, case_ref: str, link_type: str, other: str, when: EventStamp) -> Receipt:
    """Remove a link. Raises NotFound for an unknown case, Refused if there is no such link."""
    case_id = find(context, case_ref)
    return record(context, case_id, propose_unlink(context, link_type, other), when)


def propose_unlink(context: Recording, link_type: str, other: str) -> Propose:
    """The proposal of `unlink`, for any case. Raises NotFound if there is no case `other`."""
    target = find(context, other)

    def propose(case: Case, template: Template) -> Proposal:
        if Link(link_type, target) not in case.header.links:
            raise Refused(msg("{id} is not {type} {target}", id=case.id, type=link_title(link_type), target=target))
        return Proposal([EventDraft("unlinked", {"type": link_type, "case": target})])

    return propose
