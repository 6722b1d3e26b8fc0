"""adopt: turn what was edited by hand into a recorded event."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext

from casectl.actions.context import Reading, Recording
from casectl.actions.lookup.archived import refuse_archived
from casectl.actions.lookup.find import find, same_text
from casectl.actions.recording.proposal import FORM_EDITED, EventDraft, EventStamp, Proposal
from casectl.actions.recording.record import Transaction, change_of, commit, in_transaction
from casectl.actions.recording.recorded import journal_edited
from casectl.actions.recording.restored import caught_up, kept, restored
from casectl.actions.recording.unmarked import unmarked
from casectl.core.case.compose import Drift, drift, read_case
from casectl.core.case.governed import way_to_change
from casectl.core.case.ids import case_path
from casectl.core.case.model import GOVERNED, Case, Header
from casectl.core.checks.fields import field_problems, refuse_losses
from casectl.core.clocks.rules import versions_of
from casectl.core.merge.markers import sides_in
from casectl.core.reports import Receipt
from casectl.core.template.fields import is_blank
from casectl.core.template.free_fields import changed_keys, free_part
from casectl.core.template.model import Template
from casectl.core.values.messages import NotFound, Refused, Unreadable, UsageError, msg
from casectl.core.values.tree import Plain, Tree, list_of, text_of
from casectl.core.values.value_class import replace, value_class
from casectl.core.workflow.transitions import state_named


def adopt(context: Recording, case_ref: str, reason: str, when: EventStamp, *, refold: bool = False) -> Receipt:
    """Record the hand edits of a case: changes of the free part or the form, and of state, owner, team or level if
    allowed.

    A changed state must be a step that the workflow allows, with nothing missing; the reason is the step's reason too.
    With `refold` the header is written again from the journal, whatever it says; so is the id; a file with the marks of
    a conflict is merged by what its two sides mean; and what the journal has lost of what was recorded comes back. A
    file that was saved from an older version gets the newer events back, with or without `refold`. A header that was
    edited and committed, and is now as the journal says again, is recorded so. A file that was never recorded is
    adopted whole. Raises Refused for an altered journal or id, for governed keys that only a verb can change, and if
    there is nothing to adopt.
    """
    case_id = find(context, case_ref)
    path = case_path(case_id)

    def act(transaction: Transaction) -> Receipt:
        recorded = context.ledger.blob(path, transaction.head.commit) if transaction.head.commit else None
        on_disk = context.store.read(path)
        if recorded is None:
            refuse_archived(context, case_id)
        if on_disk is None:
            raise NotFound(
                msg("{path} is not in the work tree", path=path), hint=msg("git checkout -- {path}", path=path)
            )
        data = on_disk if recorded is not None and b"\r\n" in recorded else on_disk.replace(b"\r\n", b"\n")
        united = unmarked(context, path, data) if refold else None
        edited = read_case(context.documents.read(path, united or data))
        if when.event_id and (known := edited.event(when.event_id)) and data == recorded:
            return Receipt(edited, edited.header, (known,), already=True)
        is_known = recorded is not None and not (refold and sides_in(recorded.decode(errors="replace")))
        old = _recorded(context, path, recorded) if recorded is not None and is_known else None
        wrong = ["id"] if edited.id != case_id else []
        back, notes = frozenset[str](), transaction.notes
        if refold:
            edited = replace(edited, id=case_id)
        if old and (newer := caught_up(context, old, edited)):
            notes = (*notes, kept(old, edited))
            edited = read_case(context.documents.read(path, newer))
        if refold:
            edited, back = _restored(context, edited)
        _refuse_altered(case_id, old, edited, back if united is None else None)
        template = context.template(edited.header.template)
        drafts = _HandEdit(context, edited, old, template, reason, back).drafts(wrong, refold=refold)
        rules = template, context.rule_set(template.name, versions_of(edited.journal))
        with nullcontext() if len(drafts) == 1 else _way_back(case_id):
            try:
                change = change_of(context, edited, Proposal(drafts, before=free_part(old) if old else {}), rules, when)
            except UsageError as error:
                raise _in_file(path, drafts, error) from None
        before = old.header if old else Header()
        return commit(context, replace(transaction, notes=notes), replace(change, before=before, seen={path: on_disk}))

    return in_transaction(context, act)


def _in_file(path: str, drafts: Sequence[EventDraft], error: UsageError) -> UsageError:
    """The error with the file that it is about; a file that holds all its keys may have no room for their names too."""
    names = sum(len(list_of(each.data.get("changed"))) for each in drafts)
    many = msg("too many keys were edited at once ({count}): adopt fewer at a time", count=names)
    return UsageError(
        msg("{path}: {what}", path=path, what=error.what),
        problems=error.problems,
        hint=error.hint or (many if names > _MANY else None),
    )


_MANY = 1000
"""So many names of keys are much of what a file may hold."""


def _recorded(context: Reading, path: str, data: bytes) -> Case:
    """The case as it was committed. Raises Refused if that cannot be read: it was committed with git."""
    try:
        return read_case(context.documents.read(path, data))
    except Unreadable as error:
        raise Refused(
            msg("{path} is correct now, but the committed version cannot be read: {why}", path=path, why=error.why),
            hint=msg("commit it as it is now: git commit -m fixed {path}", path=path),
        ) from error


def _restored(context: Reading, edited: Case) -> tuple[Case, frozenset[str]]:
    """The case with what its journal has lost of what was recorded, and the ids of the events that this changes."""
    whole = restored(context, edited)
    back = frozenset(each.id for each in whole.journal if edited.event(each.id) != each)
    return (whole if back else edited), back


def _refuse_altered(case_id: str, old: Case | None, edited: Case, back: frozenset[str] | None) -> None:
    """Raises Refused if the id or the journal was edited by hand; `back` are the events that were put right, None where
    it is united from two sides and has grown.
    """
    if edited.id != case_id:
        raise Refused(
            msg("the file of case {id} contains a different id, {other}", id=case_id, other=edited.id or "-"),
            hint=msg("casectl adopt --refold {id} restores the id", id=case_id),
        )
    if old is None:
        return
    known = [each for each in edited.journal if back is not None or old.event(each.id)]
    now, before = ([each for each in some if each.id not in (back or ())] for some in (known, old.journal))
    if now != before:
        raise journal_edited(case_id)


@value_class
class _HandEdit:
    """A case as it was edited by hand and as it is recorded (None: never), and the reason given; `back` are the ids of
    the events that were put back.
    """

    context: Reading
    edited: Case
    old: Case | None
    template: Template
    reason: str
    back: frozenset[str] = frozenset()

    def drafts(self, wrong: Sequence[str], *, refold: bool) -> list[EventDraft]:
        """The events that the hand edit amounts to; `wrong` are the keys that are corrected with `refold`.

        Raises Refused and NotFound for what may not be adopted, UsageError for fields of the wrong type.
        """
        edited, old, zone = self.edited, self.old, self.context.zone
        faults = field_problems(self.template, free_part(edited), free_part(old) if old else None)
        if faults:
            raise UsageError(msg("{id} would have errors after this edit", id=edited.id), problems=faults)
        if old:
            refuse_losses(old, self.template, free_part(edited))
        drifted = [each for each in drift(edited, zone) if each.key not in wrong]
        keys = [*wrong, *(each.key for each in drifted)]
        others = [key for key in GOVERNED if old and key not in keys and old.tree.get(key) != edited.tree.get(key)]
        names = [*changed_keys(free_part(old) if old else {}, free_part(edited)), *others]
        if refold:
            return [self._adopted(names, refolded=keys)]
        steps = [draft for each in drifted if (draft := self._governed(each))]
        return [self._adopted([*names, *keys]), *steps]

    def _adopted(self, changed: Sequence[str], refolded: Sequence[str] = ()) -> EventDraft:
        """The event of the adoption itself. Raises Refused if there is nothing to adopt."""
        details: dict[str, Tree] = {"changed": [*changed]} if changed or not self.old else {}
        details |= {"refolded": [*refolded]} if refolded else {}
        details |= {"restored": [each.id for each in self.edited.journal if each.id in self.back]} if self.back else {}
        old, edited = self.old, self.edited
        if old and not details:
            if same_text(old.source.data, edited.source.data):
                raise Refused(msg("{id} has no hand edit to adopt", id=edited.id))
            details |= FORM_EDITED
        return EventDraft("adopted", {**details, **self._said})

    @property
    def _said(self) -> dict[str, Tree]:
        return {} if is_blank(self.reason) else {"reason": self.reason}

    def _governed(self, what: Drift) -> EventDraft | None:
        """The event that a hand edit of a governed key amounts to; None for one that follows from the others."""
        id, handler = self.edited.id, _HANDLERS.get(what.key)
        if handler is None:
            if what.key in ("next_due", "closed_at"):
                return None
            raise Refused(
                msg("{key} of {id} was edited by hand, which cannot be adopted", key=what.key, id=id),
                hint=msg(
                    "casectl adopt --refold {id} reverts the edit; {way}",
                    id=id,
                    way=way_to_change(what.key, id),
                ),
            )
        with _way_back(id):
            draft = handler(self.context, self.edited, self.template)
        return EventDraft(draft.kind, {**draft.data, **self._said})


@contextmanager
def _way_back(case_id: str) -> Iterator[None]:
    """Add to a refusal how the hand edit is taken back."""
    try:
        yield
    except (NotFound, Refused) as error:
        back = msg("casectl adopt --refold {id} reverts the edit", id=case_id)
        hint = msg("{hint}; or {other}", hint=error.hint, other=back) if error.hint else back
        raise type(error)(error.what, problems=error.problems, hint=hint) from None


def _state(context: Reading, edited: Case, template: Template) -> EventDraft:
    return EventDraft("advanced", {"to": state_named(template, text_of(edited.tree.get("state")))})


def _owner(context: Reading, edited: Case, template: Template) -> EventDraft:
    return EventDraft("assigned", {"to": context.casebook.person(text_of(edited.tree.get("owner"))).name})


def _team(context: Reading, edited: Case, template: Template) -> EventDraft:
    team = context.casebook.team(text_of(edited.tree.get("team")))
    return EventDraft("assigned", {"to": text_of(edited.tree.get("owner")) or edited.header.owner, "team": team})


def _level(context: Reading, edited: Case, template: Template) -> EventDraft:
    return EventDraft("escalated", {"level": Plain(text_of(edited.tree.get("level")))})


_HANDLERS: dict[str, Callable[[Reading, Case, Template], EventDraft]] = {
    "state": _state,
    "owner": _owner,
    "team": _team,
    "level": _level,
}
"""The governed keys whose hand edits can become events; the other ones have verbs."""
