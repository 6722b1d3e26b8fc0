"""undo: take back one's own last event by recording the reversal; history is never rewritten."""

from __future__ import annotations

from casectl.actions.context import CommandContext
from casectl.actions.find import case_in, find
from casectl.actions.proposal import EventDraft, EventStamp, Proposal, Propose
from casectl.actions.record import record
from casectl.core.case.event import UNDONE, Event
from casectl.core.case.event_kinds import kind_of
from casectl.core.case.fold import effective_events
from casectl.core.case.ids import case_path
from casectl.core.case.model import Case
from casectl.core.reports import Receipt
from casectl.core.template.free_fields import changed_keys, free_part
from casectl.core.template.model import Template
from casectl.core.values.errors import CasectlError, Refused
from casectl.core.values.messages import msg
from casectl.core.values.tree import Tree


def undo(context: CommandContext, case_ref: str, reason: str, when: EventStamp) -> Receipt:
    """Reverse the last event of a case, if it is the actor's own and of a kind that can be taken back.

    What it changed in the free part is put back as it was, unless that has changed since. Raises Refused.
    """
    return record(context, find(context, case_ref), undoing(context, reason), when)


def undoing(context: CommandContext, reason: str, batch: str = "") -> Propose:
    """What reverses the last event of a case; with `batch`, only if that was recorded in this batch."""

    def propose(case: Case, template: Template) -> Proposal:
        last = next(reversed(effective_events(case.journal)), case.journal[0])
        if batch and not last.id.startswith(f"{batch}-"):
            raise Refused(msg("{id}: something else has happened since batch {batch}", id=case.id, batch=batch))
        _check_own(context, case, last)
        free = _free_before(context, case, last) if "changed" in last.data else None
        data: dict[str, Tree] = {"undoes": last.id, "what": last.kind, **({"reason": reason} if reason else {})}
        return Proposal([EventDraft(UNDONE, data)], free)

    return propose


def _check_own(context: CommandContext, case: Case, last: Event) -> None:
    if last.by != context.actor.name:
        raise Refused(
            msg(
                "the last event of {id} ({kind}) is {by}'s, not yours",
                id=case.id,
                kind=kind_of(last.kind).title,
                by=last.by,
            ),
            hint=msg("only one's own last event can be taken back"),
        )
    if not kind_of(last.kind).may_be_undone:
        raise Refused(
            msg("{kind} cannot be taken back", kind=kind_of(last.kind).title),
            hint=msg(
                "record what is right instead: set {id} received_at=… --reason …, advance {id} withdrawn, handoff",
                id=case.id,
            ),
        )


def _free_before(context: CommandContext, case: Case, last: Event) -> dict[str, Tree]:
    """The free part as it stood before `last`, from the commit that recorded it. Raises Refused if it changed since."""
    for revision in reversed(context.ledger.history(case_path(case.id))):
        if revision.before is None or revision.after is None:
            continue
        try:
            after = case_in(context, revision.path, revision.after)
            before = case_in(context, revision.path, revision.before)
        except CasectlError:
            continue
        if after.event(last.id) and not before.event(last.id):
            if changed_keys(free_part(after), free_part(case)):
                break
            return free_part(before)
    raise Refused(
        msg("what event {id} changed has changed again since", id=last.id),
        hint=msg("put it right with: casectl set {id} …", id=case.id),
    )
