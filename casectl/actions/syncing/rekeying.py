"""Two cases under one id: the one that others have not seen yet gets another id;
its files and what links to it follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from casectl.actions.context import Recording
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal
from casectl.actions.recording.record import Transaction, change_of, entry_of
from casectl.actions.recording.record_many import record_batch
from casectl.actions.recording.recorded import recorded_case, refuse_drift
from casectl.core.case.attached import attached_files
from casectl.core.case.folders import ATTACHMENTS
from casectl.core.case.ids import case_path
from casectl.core.case.links import RELATED
from casectl.core.case.model import REKEYED, Case
from casectl.core.clocks.rules import versions_of
from casectl.core.query.clause import among_lines
from casectl.core.query.selection import Selection
from casectl.core.sharing.reports import Renamed
from casectl.core.values.value_class import replace
from casectl.ports.recording import NewCommit


def rekey(context: Recording, ids: Sequence[str]) -> list[Renamed]:
    """Give these cases other ids, each in an event of its own; the links of all cases here follow, in theirs.

    Each is then related to the case that has its id. Raises Refused for a case with hand edits that are not recorded;
    then nothing is.
    """
    found = [Renamed(each, context.new_case_id()) for each in ids]
    new = dict(found)

    def entries(transaction: Transaction) -> Iterator[NewCommit]:
        for each in found:
            yield _moved(context, transaction, each, new)
        for linking in sorted({*_linking(context, ids)} - {*ids}):
            yield _entry(context, _recorded(context, transaction, linking), new)

    record_batch(context, entries)
    return found


def _linking(context: Recording, ids: Sequence[str]) -> Iterator[str]:
    for each in ids:
        yield from (case.id for case in context.excerpts(Selection(among_lines("linked", each))).cases)


def _moved(context: Recording, transaction: Transaction, each: Renamed, new: Mapping[str, str]) -> NewCommit:
    """The commit that gives a case its new id: its file and what was attached to it are then under that."""
    case = _recorded(context, transaction, each.old)
    files = _files(context, transaction, case, each)
    went = {"files": f"{ATTACHMENTS}/{each.new}"} if files else {}
    drafts = (
        EventDraft(REKEYED, {"was": each.old, **went}),
        EventDraft("linked", {"type": RELATED, "case": each.old}),
    )
    called = replace(case, id=each.new, source=replace(case.source, file=case_path(each.new)))
    entry = _entry(context, called, new, drafts)
    return replace(entry, files={case_path(each.old): None, **files, **entry.files})


def _files(context: Recording, transaction: Transaction, case: Case, each: Renamed) -> dict[str, bytes | None]:
    """What was attached to the case, as far as it is there, from the old folder to the new one."""
    old, found = f"{ATTACHMENTS}/{each.old}/", dict[str, bytes | None]()
    for *_, path in attached_files(case.journal):
        content = context.ledger.blob(path, transaction.head.commit) if path.startswith(old) else None
        if content is not None:
            found |= {path: None, f"{ATTACHMENTS}/{each.new}/{path.removeprefix(old)}": content}
    return found


def _recorded(context: Recording, transaction: Transaction, case_id: str) -> Case:
    """The case as it was recorded. Raises Refused where it has hand edits that are not."""
    case = recorded_case(context, case_id, transaction.head)
    refuse_drift(context, case_id, case)
    return case


def _entry(context: Recording, case: Case, new: Mapping[str, str], first: Sequence[EventDraft] = ()) -> NewCommit:
    """The commit with events of a case, and then with its links to cases that get `new` ids."""
    template = context.template(case.header.template)
    rules = template, context.rule_set(template.name, versions_of(case.journal))
    return entry_of(context, change_of(context, case, Proposal([*first, *_relinked(case, new)]), rules, EventStamp()))


def _relinked(case: Case, new: Mapping[str, str]) -> Iterator[EventDraft]:
    for link in (each for each in case.header.links if each.case in new):
        yield EventDraft("unlinked", {"type": link.type, "case": link.case})
        yield EventDraft("linked", {"type": link.type, "case": new[link.case]})
