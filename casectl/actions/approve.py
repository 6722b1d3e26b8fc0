"""approve: let a letter go out that somebody else wrote, or send it back."""

from __future__ import annotations

from casectl.actions.context import Recording
from casectl.actions.lookup.find import find, read
from casectl.actions.recording.outgoing import (
    Envelope,
    Post,
    Replied,
    contact_details,
    demand_now,
    letter_bytes,
    letter_of,
)
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal
from casectl.actions.recording.record import record
from casectl.core.case.compose import follow_up_tree
from casectl.core.case.model import Case, Event, FollowUp
from casectl.core.case.owed import LETTER
from casectl.core.clocks.effects import follow_up_id
from casectl.core.law.letters import draft_of, is_sure, waiting_letter
from casectl.core.reports import Receipt
from casectl.core.template.fields import is_blank
from casectl.core.template.model import Template
from casectl.core.time.instants import to_the_minute
from casectl.core.values.messages import NotFound, Refused, UsageError, msg
from casectl.core.values.tree import Tree
from casectl.core.values.value_class import replace, value_class


def waiting(context: Recording, case_ref: str) -> tuple[Case, Event]:
    """The case, and the letter that waits to be approved. Raises NotFound if none does."""
    case = read(context, find(context, case_ref))
    return case, _draft(case)


@value_class
class Approval:
    """How an approved letter goes, and which one is meant: the event of its draft ("": the one that waits)."""

    envelope: Envelope
    draft: str = ""


def approve(context: Recording, case_ref: str, wanted: Approval, when: EventStamp, post: Post | None = None) -> Replied:
    """Record that a letter is approved, and in the same act the contact that it is; one that is to be sent is put into
    the outbox first.

    Raises NotFound if none waits; Refused for whoever wrote it, or has no role that approves, and while the office is
    closed, for another letter than the one that is meant, and where an earlier one may be meant; UsageError for an
    e-mail without an address.
    """
    case, drafted = waiting(context, case_ref)
    envelope, meant = wanted.envelope, wanted.draft or drafted.id
    _demand_meant(context, case, drafted, wanted.draft)
    if post:
        demand_now(when)
        _demand_open(context, case, post)
    event_id = when.event_id or context.new_event_id()
    at = (when.at or context.now).replace(microsecond=0)
    said = Event(f"{event_id}-2", at, context.actor.name, drafted.kind, drafted.data)
    letter = letter_of(context, case, said, envelope)
    content = letter_bytes(letter, envelope)
    if post:
        post.keep(letter, (case.id, said.id), content, None)

    def propose(case: Case, template: Template) -> Proposal:
        found = _draft(case)
        _demand_meant(context, case, found, meant)
        return Proposal(
            [
                EventDraft("approved", _about(case, found)),
                EventDraft("contacted", contact_details(said, letter, content, envelope)),
            ]
        )

    return Replied(record(context, case.id, propose, replace(when, event_id=event_id)), content)


def _demand_meant(context: Recording, case: Case, drafted: Event, meant: str) -> None:
    """Raise Refused unless the letter that waits is the one that is meant, and not one that was written after it."""
    if drafted.id == meant or (not meant and is_sure(case, drafted, context.actor.name)):
        return
    raise Refused(
        msg("the waiting letter of {id}, written by {name} at {at}, replaced an earlier one: confirm which"
            " letter you are approving",
            id=case.id, name=drafted.by, at=to_the_minute(drafted.at, context.zone)),
        hint=msg("casectl approve {id} --show shows the waiting letter and its id", id=case.id),
    )  # fmt: skip


def _demand_open(context: Recording, case: Case, post: Post) -> None:
    if opens_at := post.opens_at(context):
        raise Refused(
            msg("the office is closed until {at}; letters are only sent during office hours",
                at=to_the_minute(opens_at, context.zone)),
            hint=msg("casectl approve {id} --now sends it anyway", id=case.id),
        )  # fmt: skip


def reject(context: Recording, case_ref: str, reason: str, when: EventStamp) -> Receipt:
    """Send a letter back to who wrote it, with the reason; it is owed until it is written again.

    Raises UsageError without a reason, and as `approve` does.
    """
    if is_blank(reason):
        raise UsageError(msg("give the reason: --reject REASON"))
    case, drafted = waiting(context, case_ref)
    event_id = when.event_id or context.new_event_id()

    def propose(case: Case, template: Template) -> Proposal:
        found, kind = _draft(case), drafted.text("letter")
        again = FollowUp(follow_up_id(event_id), context.now, kind, found.by, "", reason, LETTER)
        data = {**_about(case, found), "reason": reason}
        return Proposal([EventDraft("rejected", {**data, "follow_ups": [follow_up_tree(again, context.zone)]})])

    return record(context, case.id, propose, replace(when, event_id=event_id))


def _draft(case: Case) -> Event:
    found = draft_of(case)
    if found is None:
        raise NotFound(
            msg("{id} has no letter waiting for approval", id=case.id), hint=msg("casectl show {id}", id=case.id)
        )
    return found


def _about(case: Case, drafted: Event) -> dict[str, Tree]:
    """Which letter it is, and by which follow-up it waited."""
    waits = waiting_letter(case)
    return {"follow_up": waits.id if waits else "", "draft": drafted.id, "letter": drafted.text("letter")}
