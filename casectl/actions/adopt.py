"""adopt: turn what was edited by hand into a recorded event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from casectl.actions.context import Cases, Present, Reading, Recording, Rules
from casectl.actions.lookup.find import find
from casectl.actions.recording.field_changes import FieldChanges, transition_context_of
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal
from casectl.actions.recording.record import Transaction, change_of, commit, in_transaction
from casectl.core.case.compose import Drift, drift, read_case
from casectl.core.case.ids import case_path
from casectl.core.case.model import Case, Header
from casectl.core.checks.fields import field_problems, refuse_losses
from casectl.core.checks.journal import WAYS
from casectl.core.clocks.rules import versions_of
from casectl.core.reports import Receipt
from casectl.core.template.fields import is_blank
from casectl.core.template.free_fields import changed_keys, free_part
from casectl.core.template.model import Template
from casectl.core.values.errors import NotFound, Refused, UsageError
from casectl.core.values.messages import msg
from casectl.core.values.tree import Plain, Tree, text_of
from casectl.core.workflow.transitions import check_advance


def adopt(context: Recording, case_ref: str, reason: str, when: EventStamp) -> Receipt:
    """Record the hand edits of a case: changes of the free part, and of state, owner, team or level if allowed.

    A changed state must be a step that the workflow allows, with nothing missing. A header that was edited and
    committed, and is now as the journal says again, is recorded so. A file that was never recorded
    is adopted whole. Raises Refused for an altered journal or id, for governed keys that only a verb can change,
    and if there is nothing to adopt.
    """
    case_id = find(context, case_ref)
    path = case_path(case_id)

    def act(transaction: Transaction) -> Receipt:
        recorded = context.ledger.blob(path, transaction.head.commit) if transaction.head.commit else None
        on_disk = context.store.read(path)
        if on_disk is None:
            raise NotFound(
                msg("{path} is not in the work tree", path=path), hint=msg("git checkout -- {path}", path=path)
            )
        data = on_disk.replace(b"\r\n", b"\n") if recorded is not None and b"\r\n" not in recorded else on_disk
        edited = read_case(context.documents.read(path, data))
        if when.event_id and (known := edited.event(when.event_id)) and data == recorded:
            return Receipt(edited, edited.header, (known,), already=True)
        old = read_case(context.documents.read(path, recorded)) if recorded is not None else None
        _refuse_altered(case_id, old, edited)
        template = context.template(edited.header.template)
        drafts = _drafts(context, edited, template, old, reason)
        rules = template, context.rule_set(template.name, versions_of(edited.journal))
        change = change_of(context, edited, Proposal(drafts), rules, when)
        before = old.header if old else Header()
        return commit(context, transaction, replace(change, before=before, seen={path: on_disk}))

    return in_transaction(context, act)


def _refuse_altered(case_id: str, old: Case | None, edited: Case) -> None:
    """Raises Refused if the id or the journal was edited by hand."""
    hint = msg("put it back: git checkout -- {path}", path=case_path(case_id))
    if edited.id != case_id:
        raise Refused(msg("the file of {id} says that it is {other}", id=case_id, other=edited.id or "-"), hint=hint)
    if old and edited.journal != old.journal:
        raise Refused(msg("the journal of {id} was altered; it grows through verbs alone", id=case_id), hint=hint)


def _drafts(context: Reading, edited: Case, template: Template, old: Case | None, reason: str) -> list[EventDraft]:
    faults = field_problems(template, free_part(edited))
    if faults:
        raise UsageError(msg("{id} would not be right", id=edited.id), problems=faults)
    if old:
        refuse_losses(old, template, free_part(edited))
    names = changed_keys(free_part(old) if old else {}, free_part(edited))
    drifted = drift(edited, context.zone)
    put_back = [each.key for each in drift(old, context.zone)] if old and not drifted else []
    drafts = [draft for each in drifted if (draft := _governed(context, edited, template, each))]
    if not names and not drifted and not put_back and old:
        raise Refused(msg("{id} has no hand edit to adopt", id=edited.id))
    said: dict[str, Tree] = {"reason": reason} if not is_blank(reason) else {}
    return [EventDraft("adopted", {"changed": [*names, *put_back, *(each.key for each in drifted)], **said}), *drafts]


def _governed(context: Reading, edited: Case, template: Template, what: Drift) -> EventDraft | None:
    """The event that a hand edit of a governed key amounts to."""
    handler = _HANDLERS.get(what.key)
    if handler is None:
        if what.key in ("next_due", "closed_at"):
            return None
        raise Refused(
            msg("{key} of {id} was edited by hand, and only a verb can change it", key=what.key, id=edited.id),
            hint=msg("put it back to {folded} and use the verb: {way}", folded=what.folded, way=WAYS[what.key])
            if what.key in WAYS
            else msg("put it back to {folded}", folded=what.folded),
        )
    try:
        return handler(context, edited, template)
    except (NotFound, Refused) as error:
        back = msg("put {key}: {folded} back by hand, and adopt again if the edit is committed",
                   key=what.key, folded=what.folded)  # fmt: skip
        hint = msg("{hint}; or {other}", hint=error.hint, other=back) if error.hint else back
        raise type(error)(error.what, problems=error.problems, hint=hint) from None


def _state(context: Present, edited: Case, template: Template) -> EventDraft:
    target = text_of(edited.tree.get("state"))
    check_advance(transition_context_of(context, edited, template, FieldChanges()), target)
    return EventDraft("advanced", {"to": target})


def _owner(context: Rules, edited: Case, template: Template) -> EventDraft:
    return EventDraft("assigned", {"to": context.casebook.person(text_of(edited.tree.get("owner"))).name})


def _team(context: Rules, edited: Case, template: Template) -> EventDraft:
    team = context.casebook.team(text_of(edited.tree.get("team")))
    return EventDraft("assigned", {"to": text_of(edited.tree.get("owner")) or edited.header.owner, "team": team})


def _level(context: Cases, edited: Case, template: Template) -> EventDraft:
    level = text_of(edited.tree.get("level"))
    if template.levels and level not in dict(template.levels):
        raise Refused(
            msg("there is no level {level}; levels are {levels}", level=level, levels=list(dict(template.levels)))
        )
    return EventDraft("escalated", {"level": Plain(level)})


_HANDLERS: dict[str, Callable[[Reading, Case, Template], EventDraft]] = {
    "state": _state,
    "owner": _owner,
    "team": _team,
    "level": _level,
}
"""The governed keys whose hand edits can become events; the other ones have verbs."""
