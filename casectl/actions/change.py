"""set and edit: change the free part of a case through a verb."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from casectl.actions.advance import Given
from casectl.actions.context import CommandContext
from casectl.actions.find import find
from casectl.actions.proposal import EventDraft, EventStamp, Proposal, Propose
from casectl.actions.receipt_date import RECEIVED, correct_receipt
from casectl.actions.record import record
from casectl.actions.typed_dates import parse_typed_dates
from casectl.core.case.compose import read_case
from casectl.core.case.ids import case_path
from casectl.core.case.model import GOVERNED, Case
from casectl.core.checks.fields import field_problems, refuse_losses
from casectl.core.reports import Receipt
from casectl.core.template.free_fields import changed_keys, free_keys, free_part, with_changes
from casectl.core.template.model import Template
from casectl.core.values.errors import Refused, UsageError
from casectl.core.values.messages import msg
from casectl.core.values.tree import Tree

Rewrite = Callable[[bytes], bytes | None]


def set_values(context: CommandContext, case_ref: str, given: Given, when: EventStamp) -> Receipt:
    """Set fields (a blank value takes one away) and tick checklist items.

    Raises UsageError for unknown names and values their type refuses; Refused if nothing would change, or if the case
    would lack what it must say.
    """
    return record(context, find(context, case_ref), setting(context, given), when)


def setting(context: CommandContext, given: Given) -> Propose:
    """What sets the fields of a case."""

    def propose(case: Case, template: Template) -> Proposal:
        receipt = correct_receipt(context, case, given.values, given.reason)
        values = [each for each in given.values if each[0] != RECEIVED]
        free = with_changes(free_part(case), template, parse_typed_dates(context, template, values), given.ticks)
        refuse_losses(case, template, free)
        return _changed(case, free, given.reason, receipt)

    return propose


def edit_case(context: CommandContext, case_ref: str, rewrite: Rewrite, when: EventStamp) -> Receipt:
    """Let `rewrite` (an editor) change the case's text, and record what it changed in the free part.

    `rewrite` is called outside the lock; what others recorded meanwhile is kept, unless they changed the same keys.
    If nobody did, the text stays as it was edited, with its comments.
    Raises Refused for governed keys or the journal touched by hand, naming the verbs that do it properly, and if
    the case would lack what it must say.
    """
    case_id = find(context, case_ref)
    path = case_path(case_id)
    before = context.store.read(path) or b""
    after = rewrite(before)
    if after is None or after == before:
        raise Refused(msg("nothing was changed"))
    old = read_case(context.documents.read(path, before))
    new = context.documents.read(path, after).tree
    touched = [key for key in (*GOVERNED, "journal") if old.tree.get(key) != new.get(key)]
    if touched:
        raise Refused(
            msg("the journal governs these, and they cannot be edited: {keys}", keys=touched),
            hint=msg(
                "use the verbs: advance, assign, escalate, followup, link; casectl show {id} says more", id=case_id
            ),
        )

    def propose(case: Case, template: Template) -> Proposal:
        free = _merged(free_part(old), free_keys(new), free_part(case))
        faults = field_problems(template, free)
        if faults:
            raise UsageError(msg("{id} would not be right", id=case.id), problems=faults)
        refuse_losses(case, template, free)
        return replace(_changed(case, free, "", {}), rewritten={before: after})

    return record(context, case_id, propose, when)


def _changed(case: Case, free: dict[str, Tree], reason: str, receipt: Mapping[str, Tree]) -> Proposal:
    names = [*changed_keys(free_part(case), free), *([RECEIVED] if receipt else [])]
    if not names:
        raise Refused(msg("{id} says all that already; nothing was recorded", id=case.id))
    data: dict[str, Tree] = {"changed": [*names], **receipt, **({"reason": reason} if reason else {})}
    return Proposal([EventDraft("changed", data)], free)


def _merged(old: dict[str, Tree], new: dict[str, Tree], now: dict[str, Tree]) -> dict[str, Tree]:
    """`now` with what was edited from `old` to `new`; a key that both changed differently is refused."""
    clash = [key for key in {**new, **now} if old.get(key) != new.get(key) != now.get(key) != old.get(key)]
    if clash:
        raise Refused(
            msg("changed by somebody else while you edited: {keys}", keys=clash),
            hint=msg("edit again: your text is kept in the recovery file named above"),
        )
    merged = {**now, **{key: value for key, value in new.items() if old.get(key) != value}}
    gone = [key for key in old if key not in new]
    return {key: value for key, value in merged.items() if key not in gone}
