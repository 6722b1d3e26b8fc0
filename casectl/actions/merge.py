"""merge: join two records of one complaint; one case goes on, and the other names it from then on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from casectl.actions.context import Recording
from casectl.actions.lookup.find import find, joined_to, read
from casectl.actions.lookup.named import known_here
from casectl.actions.recording.bulk import stamp_of_batch
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal, Propose, require_reason
from casectl.actions.recording.record import CaseChange, Transaction, entry_of, in_transaction, proposed, record
from casectl.actions.recording.record_many import record_batch
from casectl.actions.recording.recorded import recorded_case
from casectl.core.case.compose import follow_up_tree
from casectl.core.case.contacts import Contact, contacts_in, contacts_tree, taken_over
from casectl.core.case.fold import effective_events
from casectl.core.case.model import JOINED, TOOK_OVER, Case
from casectl.core.clocks.effects import follow_up_id
from casectl.core.clocks.going_on import going_on
from casectl.core.clocks.runs import Run
from casectl.core.reports import Receipt
from casectl.core.template.model import JOINED_STATE, Template
from casectl.core.time.instants import format_instant, to_seconds
from casectl.core.values.messages import Refused, UsageError, msg
from casectl.core.values.tree import Plain, Tree
from casectl.core.values.value_class import replace
from casectl.ports.recording import NewCommit


def merge(context: Recording, case_ref: str, into_ref: str, reason: str, when: EventStamp) -> Receipt:
    """Join the case `case_ref` to the case `into_ref`, both in one step; the receipt of the one that goes on.

    That one counts from the earlier receipt and with the contacts of both, and gets what somebody has planned in the
    other, which is over: its clocks and follow-ups end, and its file and history stay. Whoever names it means the other
    one from then on. Of a case that was joined to this one before, the contacts that it got since are taken over.
    Raises NotFound for an unknown case, UsageError without a reason or for one case; Refused if either is over, or if
    the law forbids it.
    """
    require_reason(reason)
    case_id, into = find(context, case_ref), find(context, into_ref)
    if case_id == into:
        same = msg("{one} and {other} are the same case, {id}", one=case_ref, other=into_ref, id=into)
        return in_transaction(context, partial(_recorded_before, context, into, when, UsageError(same)))
    if joined_to(read(context, case_id)) == into:
        return record(context, into, _later_contacts(context, case_id, reason), when)
    stamp, found = stamp_of_batch(context, when), list[CaseChange | Receipt]()

    def entries(transaction: Transaction) -> Iterator[NewCommit]:
        def asked(case: str, propose: Propose) -> CaseChange | Receipt:
            return proposed(context, transaction, case, propose, replace(stamp, event_id=f"{stamp.event_id}-{case}"))

        other, taken_id = recorded_case(context, case_id, transaction.head), f"{stamp.event_id}-{into}"
        taken = asked(into, _taking_over(context, other, reason, taken_id))
        owed = tuple(going_on(taken.case.journal, taken_id))
        found[:] = asked(case_id, _joined(context, into, reason, owed)), taken
        yield from (entry_of(context, each) for each in found if isinstance(each, CaseChange))

    recorded = record_batch(context, entries)
    change = found[-1]
    if isinstance(change, Receipt):
        return change
    back = msg("{id} now refers to this case; casectl undo --batch {batch} reverses the merge", id=case_id,
               batch=stamp.event_id)  # fmt: skip
    notes = (*recorded.notes, *(note for each in found for note in each.notes), back)
    return Receipt(change.case, change.before, change.events, recorded.commits[-1], notes=notes)


def _recorded_before(
    context: Recording, into: str, when: EventStamp, error: UsageError, transaction: Transaction
) -> Receipt:
    """The receipt of a join that was recorded with this event id, what was interrupted being finished; else `error`."""
    case = recorded_case(context, into, transaction.head)
    known = case.event(f"{when.event_id}-{into}") if when.event_id else None
    if known is None:
        raise error
    return Receipt(case, case.header, (known,), already=True, notes=transaction.notes)


def _joined(context: Recording, into: str, reason: str, owed: Sequence[Run]) -> Propose:
    """The proposal for the case that ends: it says which of its regulatory duties go on in the other, `owed` there."""

    def propose(case: Case, template: Template) -> Proposal:
        regulatory = {each.name for each in template.clocks if each.kind == "regulatory"}
        goes_on: dict[str, Tree] = {
            run.clock: {"due": Plain(format_instant(run.due, context.zone))} for run in owed if run.clock in regulatory
        }
        data: dict[str, Tree] = {"case": into, "to": JOINED_STATE.name, "reason": reason}
        return Proposal([EventDraft(JOINED, {**data, **({"goes_on": goes_on} if goes_on else {})})])

    return propose


def _taking_over(context: Recording, other: Case, reason: str, event_id: str) -> Propose:
    """The proposal for the case that goes on: from the earlier receipt, with what somebody planned in the other.

    What was planned for somebody whom only the source of an import knows is for the owner.
    """

    def propose(case: Case, template: Template) -> Proposal:
        events = [EventDraft(TOOK_OVER, {"case": other.id, **_earlier(context, case, other), "reason": reason})]
        if contacts := contacts_tree(_new_contacts(case, other), context.zone):
            events.append(EventDraft(TOOK_OVER, {"case": other.id, "contacts": {**contacts}, "reason": reason}))
        for number, each in enumerate((one for one in other.header.follow_ups if not one.rule), len(events) + 1):
            who = each.who and (known_here(context, each.who) or case.header.owner)
            planned = replace(each, id=follow_up_id(f"{event_id}-{number}"), kind="", who=who)
            events.append(EventDraft("followup_added", {"follow_ups": [follow_up_tree(planned, context.zone)]}))
        return Proposal(events)

    return propose


def _later_contacts(context: Recording, case_id: str, reason: str) -> Propose:
    """The proposal for a case with the contacts that a joined one got since."""

    def propose(case: Case, template: Template) -> Proposal:
        contacts = contacts_tree(_new_contacts(case, read(context, case_id)), context.zone)
        if not contacts:
            raise Refused(msg("{id} has all contacts of {other} already", id=case.id, other=case_id))
        return Proposal([EventDraft(TOOK_OVER, {"case": case_id, "contacts": {**contacts}, "reason": reason})])

    return propose


def _new_contacts(case: Case, other: Case) -> list[Contact]:
    """The contacts of the other case that this one has not taken over yet."""
    known = {each.event for event in effective_events(case.journal) for each in taken_over(event)}
    return [each for each in contacts_in(effective_events(other.journal)) if each.event not in known]


def _earlier(context: Recording, case: Case, other: Case) -> dict[str, Tree]:
    """The receipt of the other case, if that is the earlier one, and what was recorded here."""
    here, there = case.header.received_at, other.header.received_at
    if not here or not there or to_seconds(there) >= to_seconds(here):
        return {}
    after, before = (Plain(format_instant(at, context.zone)) for at in (there, here))
    return {"received_at": after, "received_before": before, "changed": ["received_at"]}
