"""edit: change the free part of a case in an editor."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casectl.actions.context import Recording
from casectl.actions.lookup.find import find
from casectl.actions.recording.field_changes import propose_changed
from casectl.actions.recording.proposal import FORM_EDITED, EventDraft, EventStamp, Proposal, Rewritten
from casectl.actions.recording.record import in_transaction, record
from casectl.actions.recording.recorded import recorded_case, refuse_drift
from casectl.core.case.governed import free_keys, way_to_change
from casectl.core.case.model import GOVERNED, Case
from casectl.core.checks.fields import field_problems, refuse_losses
from casectl.core.reports import Receipt
from casectl.core.template.free_fields import changed_keys, free_part
from casectl.core.template.model import Template
from casectl.core.values.messages import Refused, UsageError, msg
from casectl.core.values.tree import Tree
from casectl.core.values.value_class import replace

Rewrite = Callable[[bytes], bytes | None]
"""From the text of a case's file to the edited text; None if it was not edited."""


def edit(context: Recording, case_ref: str, rewrite: Rewrite, when: EventStamp, reason: str = "") -> Receipt:
    """Let `rewrite` (an editor) change the case's text, and record what it changed in the free part.

    `rewrite` gets the recorded text, outside the lock; what others record meanwhile is kept, unless they change the
    same keys. The text stays as it was edited, with its comments, also if nothing else was edited.
    Raises NotFound for an unknown case, UsageError for values of the wrong type; Refused for hand edits that are not
    recorded, if nothing was changed, if governed keys or the journal were edited (naming the verbs for that), and if
    the case would lack what it must say.
    """
    case_id = find(context, case_ref)
    old = in_transaction(context, lambda transaction: recorded_case(context, case_id, transaction.head))
    refuse_drift(context, case_id, old)
    before = old.source.data
    after = rewrite(before)
    if after is None or after == before:
        raise Refused(msg("nothing was changed"))
    new = context.documents.read(old.source.file, after).tree
    _refuse_governed(case_id, old.tree, new)
    is_form_alone = not changed_keys(free_part(old), free_keys(new))

    def propose(case: Case, template: Template) -> Proposal:
        free = _merged(free_part(old), free_keys(new), free_part(case))
        faults = field_problems(template, free, free_part(case))
        if faults:
            raise UsageError(msg("{id} would have errors after this edit", id=case.id), problems=faults)
        refuse_losses(case, template, free)
        if is_form_alone:
            return Proposal([EventDraft("changed", FORM_EDITED)], free, rewritten=Rewritten(before, after))
        why: dict[str, Tree] = {"reason": reason} if reason else {}
        proposal = propose_changed(case, free, changed_keys(free_part(case), free), why)
        return replace(proposal, rewritten=Rewritten(before, after))

    return record(context, case_id, propose, when)


def _refuse_governed(case_id: str, old: Mapping[str, Tree], new: Mapping[str, Tree]) -> None:
    """Raises Refused if keys that the journal governs were edited, or the journal itself."""
    edited = [key for key in GOVERNED if old.get(key) != new.get(key)]
    problems = [msg("{key}: {way}", key=key, way=way_to_change(key, case_id)) for key in edited]
    if old.get("journal") != new.get("journal"):
        edited.append("journal")
        problems.append(
            msg("{key}: {way}", key="journal", way=msg("casectl commands add to it, and nothing in it is ever removed"))
        )
    if edited:
        raise Refused(
            msg("these values are calculated from the journal and cannot be edited: {keys}", keys=edited),
            problems=problems,
        )


def _merged(old: dict[str, Tree], new: dict[str, Tree], now: dict[str, Tree]) -> dict[str, Tree]:
    """`now` with what was edited from `old` to `new`. Raises Refused for a key that both changed differently."""
    clash = [key for key in {**new, **now} if old.get(key) != new.get(key) != now.get(key) != old.get(key)]
    if clash:
        raise Refused(
            msg("somebody else changed these while you were editing: {keys}", keys=clash),
            hint=msg("edit again: your text is kept in the recovery file named above"),
        )
    merged = {**now, **{key: value for key, value in new.items() if old.get(key) != value}}
    gone = [key for key in old if key not in new]
    return {key: value for key, value in merged.items() if key not in gone}
