"""undo: reverse one's own last act, or a whole batch, by recording the reversal; history is never rewritten."""

from __future__ import annotations

from casectl.actions.context import Cases, Reading, Recording
from casectl.actions.lookup.find import case_in, find, read
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.actions.recording.bulk import BatchRun, record_for_each, stamp_of_batch
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal, Propose
from casectl.actions.recording.record import record
from casectl.core.case.acts import next_taken_back, of_people, same_act
from casectl.core.case.fold import effective_events
from casectl.core.case.ids import case_path
from casectl.core.case.model import JOINED, TOOK_OVER, UNDONE, Case, Event
from casectl.core.query.excerpt import Excerpt
from casectl.core.reports import Batch, Receipt
from casectl.core.template.free_fields import changed_keys, free_part
from casectl.core.template.model import Template
from casectl.core.values.messages import CasectlError, NotFound, Refused, msg
from casectl.core.values.tree import Tree
from casectl.core.values.value_class import replace


def undo(context: Recording, case_ref: str, reason: str, when: EventStamp) -> Receipt:
    """Reverse the last event of a case, with all that was recorded along with it, if it is the actor's own and of a
    kind that can be reversed.

    What it changed in the free part becomes as it was before.
    Raises NotFound for an unknown case; Refused for any other event, and if the free part has changed again since.
    """
    return record(context, find(context, case_ref), propose_undo(context, reason), when)


def undo_batch(context: Recording, batch: str, reason: str, when: EventStamp, *, dry: bool = False) -> Batch:
    """Reverse a whole batch; a case in which something else has happened since refuses.

    With `dry`, nothing is recorded. Raises NotFound if no case has an effective event of the batch.
    """
    listing = context.excerpts()
    cases = [case for case in listing.cases if _has_event_of(context, batch, case)]
    if not cases:
        raise NotFound(msg("no case has anything from batch {batch} to undo", batch=batch))
    run = BatchRun(stamp_of_batch(context, when), dry, tuple(listing.unreadable), TemplateTitles(context))
    return replace(record_for_each(context, cases, propose_undo(context, reason, batch), run), final=True)


def _has_event_of(context: Cases, batch: str, case: Excerpt) -> bool:
    """Whether an event of the batch is in effect in the case, the last one or an earlier one."""
    event = f"{batch}-{case.id}"
    if case.text("last_event").startswith(event):
        return True
    data = context.store.read(case.path) or b""
    if event.encode() not in data:  # nearly every case
        return False
    return any(each.id.startswith(event) for each in effective_events(case_in(context, case.path, data).journal))


def propose_undo(context: Reading, reason: str, batch: str = "") -> Propose:
    """The proposal of `undo`, for any case; with `batch`, only for an event that was recorded in this batch."""

    def propose(case: Case, template: Template) -> Proposal:
        last = _last(case, batch)
        _refuse_if_kept(case, last, batch)
        act = same_act(effective_events(case.journal), last) or (last,)
        if act[0].kind in (JOINED, TOOK_OVER) and act[0].id.endswith(f"-{case.id}"):
            if not batch:
                raise _of_two_cases(case, act[0])
            other = read(context, act[0].text("case"))
            if any(each.id.startswith(f"{batch}-") for each in effective_events(other.journal)):
                _refuse_if_kept(other, _last(other, batch), batch)
        has_changed = any("changed" in each.data for each in act if each.kind != TOOK_OVER)  # which changes the receipt
        free = _free_before(context, case, act[0]) if has_changed else None
        why: dict[str, Tree] = {"reason": reason} if reason else {}
        return Proposal(
            [EventDraft(UNDONE, {"undoes": each.id, "what": each.kind, **why}) for each in reversed(act)], free
        )

    return propose


def _refuse_if_kept(case: Case, last: Event, batch: str) -> None:
    if batch and not last.id.startswith(f"{batch}-"):
        raise Refused(msg("{id}: other events were recorded after batch {batch}", id=case.id, batch=batch))


def _last(case: Case, batch: str) -> Event:
    """The event that is taken back: the last one, or the last one of the batch, if that may be taken back too."""
    events = of_people(effective_events(case.journal)) or case.journal[:1]
    allowed = [each for each in events if each.id in next_taken_back(events)] or [events[-1]]
    return next((each for each in allowed if batch and each.id.startswith(f"{batch}-")), allowed[-1])


def _of_two_cases(case: Case, event: Event) -> Refused:
    return Refused(
        msg("{id} was merged with {other}, and the merge must be undone in both cases in one step", id=case.id,
            other=event.text("case")),
        hint=msg("casectl undo --batch {batch}", batch=event.id.removesuffix(f"-{case.id}")),
    )  # fmt: skip


def _free_before(context: Cases, case: Case, first: Event) -> dict[str, Tree]:
    """The free part before an act whose first event is `first`, from the commit that recorded it.

    Raises Refused if it has changed again since.
    """
    for revision in reversed(context.ledger.history(case_path(case.id))):
        if revision.before is None or revision.after is None:
            continue
        try:
            after = case_in(context, revision.path, revision.after)
            before = case_in(context, revision.path, revision.before)
        except CasectlError:
            continue
        if after.event(first.id) and not before.event(first.id):
            if changed_keys(free_part(after), free_part(case)):
                break
            return free_part(before)
    raise Refused(
        msg("the values that event {id} changed have been changed again since", id=first.id),
        hint=msg("to correct it: casectl set {id} …", id=case.id),
    )
