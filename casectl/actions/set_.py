"""set: change fields of a case, its title, or when the complaint was received."""

from __future__ import annotations

from collections.abc import Iterable

from casectl.actions.context import Reading, Recording
from casectl.actions.lookup.find import find
from casectl.actions.recording.field_changes import FieldChanges, changed_free_part, propose_changed
from casectl.actions.recording.proposal import EventStamp, Proposal, Propose
from casectl.actions.recording.record import record
from casectl.core.case.model import Case
from casectl.core.checks.fields import refuse_losses
from casectl.core.reports import Receipt
from casectl.core.template.fields import is_blank
from casectl.core.template.free_fields import changed_keys, free_part
from casectl.core.template.model import Template
from casectl.core.time.instants import format_instant, parse_instant, to_seconds
from casectl.core.values.messages import Refused, UsageError, msg
from casectl.core.values.tree import Plain, Tree
from casectl.core.values.value_class import replace

RECEIVED = "received_at"


def set_fields(context: Recording, case_ref: str, changes: FieldChanges, when: EventStamp) -> Receipt:
    """Set fields (a blank value removes one) and tick checklist items.

    ``received_at`` among them corrects when the complaint was received; deadlines and follow-ups that count from it
    move with it, and a reason is required.
    Raises NotFound for an unknown case, UsageError for unknown names and values of the wrong type; Refused if nothing
    would change, or if the case would lack what it must say.
    """
    return record(context, find(context, case_ref), propose_set(context, changes), when)


def propose_set(context: Reading, changes: FieldChanges) -> Propose:
    """The proposal of `set_fields`, for any case."""
    typed = [value for name, value in changes.values if name == RECEIVED]
    others = replace(changes, values=[each for each in changes.values if each[0] != RECEIVED])

    def propose(case: Case, template: Template) -> Proposal:
        details = _receipt_details(context, case, typed, changes.reason)
        free = changed_free_part(context, case, template, others)
        refuse_losses(case, template, free)
        names = [*changed_keys(free_part(case), free), *([RECEIVED] if details else [])]
        reason: dict[str, Tree] = {"reason": changes.reason} if changes.reason else {}
        return propose_changed(case, free, names, {**details, **reason})

    return propose


def _receipt_details(context: Reading, case: Case, typed: Iterable[Tree], reason: str) -> dict[str, Tree]:
    """The details of an event that corrects when the complaint was received; the last of the typed times counts.

    Raises UsageError without a reason, or for a time after the case was opened; Refused if nothing would change, or if
    somebody else must approve it.
    """
    before, values = case.header.received_at, [*typed]
    if not values or before is None:
        return {}
    if is_blank(reason):
        raise UsageError(msg("say why: --reason TEXT"))
    stored = context.typed_times.stored(str(values[-1]), whole_day=False, past=True)
    after, opened = parse_instant(stored), case.header.opened_at
    if opened and to_seconds(after) > to_seconds(opened):
        raise UsageError(msg("{at} is later than the opening of the case, {opened}", at=stored,
                          opened=format_instant(opened, context.zone)))  # fmt: skip
    if to_seconds(after) == to_seconds(before):
        raise Refused(msg("no changes: {id} already has these values", id=case.id))
    return {RECEIVED: Plain(stored), "received_before": Plain(format_instant(before, context.zone))}
