"""archive: take closed cases out of the daily work, into a repository of their own; archive --restore: bring one back.

First each case says so in an event; then the archive has the files, durably; then they go from the casebook, with a
line for each in its list. A kill between these loses nothing, and the next run goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from casectl.actions.context import Recording
from casectl.actions.lookup.case_links import open_neighbours
from casectl.actions.lookup.find import case_in, find, same_text
from casectl.actions.lookup.matching_cases import matching_cases
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.actions.recording.bulk import BatchRun, Bulk, record_for_each, stamp_of_batch
from casectl.actions.recording.merged_file import merged_file
from casectl.actions.recording.merged_form import Sides
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal, require_reason
from casectl.actions.recording.record import Transaction, change_of, commit, in_transaction
from casectl.actions.recording.record_many import record_batch
from casectl.core.case.archived import ArchivedCase, archived_in, archiving_subject, by_list, list_path, written
from casectl.core.case.folders import ATTACHMENTS, CASES, attached_to
from casectl.core.case.ids import case_path
from casectl.core.case.model import ARCHIVED, RESTORED, Case
from casectl.core.clocks.rules import versions_of
from casectl.core.query.excerpt import Excerpt
from casectl.core.reports import Batch, BatchRow, Receipt, Unread
from casectl.core.template.model import Template
from casectl.core.values.messages import Message, Refused, RepositoryError, Unreadable, msg
from casectl.core.values.tree import Tree
from casectl.core.values.value_class import replace
from casectl.ports.archiving import Archive
from casectl.ports.recording import NewCommit

_NAMED = 20
"""So many files that cannot be read are named."""
_MARK = f"event: {ARCHIVED}\n".encode()


def archive(context: Recording, kept_in: Archive, bulk: Bulk, reason: str, when: EventStamp) -> Batch:
    """Take the closed cases that meet the query, and owe nothing, to the archive; what became of each, by id.

    A case that is linked to one that is not over stays. What a run before had begun is ended. Raises Unreadable if some
    case cannot be read, Refused for the archive of another casebook, RepositoryError.
    """
    _refuse_shallow(context)
    titles = TemplateTitles(context)
    found, unreadable = matching_cases(context, bulk.query, titles)
    _refuse_unreadable(unreadable)
    links = open_neighbours(context, {each.id for each in found}, titles)
    begun = {each.id for each in found if each.id not in links and _has_begun(context, each)}
    data: dict[str, Tree] = {"reason": reason} if reason.strip() else {}

    def propose(case: Case, template: Template) -> Proposal:
        if others := links.get(case.id):
            raise Refused(
                msg("{id} is linked to cases that are still open: {others}", id=case.id, others=others),
                hint=msg("casectl show {id}", id=case.id),
            )
        return Proposal([EventDraft(ARCHIVED, data)])

    run = BatchRun(stamp_of_batch(context, when), bulk.dry, (), titles)
    batch = record_for_each(context, [each for each in found if each.id not in begun], propose, run)
    rows = [*batch.rows, *(_going_on(each) for each in found if each.id in begun)]
    batch = replace(batch, rows=sorted(rows, key=lambda each: each.case_id))
    return batch if bulk.dry else _taken_out(context, kept_in, batch)


def _refuse_shallow(context: Recording) -> None:
    if context.ledger.is_shallow() or context.ledger.is_partial():
        raise RepositoryError(
            msg("this clone does not have the whole history, which the archive needs"),
            hint=msg("git fetch --unshallow or git fetch --refetch --no-filter fetches it"),
        )


def _refuse_unreadable(unread: Sequence[Unread]) -> None:
    """Raise Unreadable if some case cannot be read: it may be open, and linked to one that would go."""
    if unread:
        raise Unreadable(
            msg(
                "cases that cannot be read: {count}; whether they are linked to open cases is unknown",
                count=len(unread),
            ),
            problems=[msg("{path}: {why}", path=path, why=why) for path, why in unread[:_NAMED]],
            hint=msg("casectl check lists every problem; fix them first"),
        )


def _has_begun(context: Recording, found: Excerpt) -> bool:
    """Whether the last event of a case says that it goes to the archive: a run before was interrupted."""
    data = context.store.read(found.path) or b""
    return _MARK in data and case_in(context, found.path, data).journal[-1].kind == ARCHIVED


def _going_on(case: Excerpt) -> BatchRow:
    return BatchRow(
        case.id, case.text("title"), case.text("template"), True, "", case.text("state"), case.text("owner")
    )


def _taken_out(context: Recording, kept_in: Archive, batch: Batch) -> Batch:
    """The batch after its cases are in the archive, and no longer here; one that was changed meanwhile stays."""
    ids = [row.case_id for row in batch.rows if row.done]
    head = context.ledger.head().commit
    if not ids:
        return batch
    blobs = context.ledger.listed(CASES, head)
    cases = [(each, blobs.get(case_path(each), "")) for each in ids]
    commit = kept_in.keep(ids, head)
    taken, notes = _take_out(context, [ArchivedCase(each, blob, commit) for each, blob in cases])
    rows = [row if row.case_id in taken or not row.done else _stays(row) for row in batch.rows]
    return replace(batch, rows=rows, notes=(*batch.notes, *notes))


def _stays(row: BatchRow) -> BatchRow:
    why = Refused(msg("{id} has changed in the meantime and was not archived", id=row.case_id))
    return replace(row, done=False, refusal=why)


def bring_back(context: Recording, case_ref: str, reason: str, when: EventStamp) -> Receipt:
    """Bring a case back as it went, with what was attached to it, and with an event that says so.

    Where two clones had archived it, or somebody kept its file, what each recorded is in it. Raises NotFound for an
    unknown case, UsageError without a reason, Refused for one that is not in the archive.
    """
    require_reason(reason)
    case_id = find(context, case_ref)
    path, list_file = case_path(case_id), list_path(case_id)

    def act(transaction: Transaction) -> Receipt:
        head = transaction.head.commit
        known = [*archived_in(context.ledger.blob(list_file, head) or b"")]
        others = [each for each in known if each.id != case_id]
        if len(others) == len(known):
            raise Refused(msg("{id} is not in the archive", id=case_id), hint=msg("casectl show {id}", id=case_id))
        blobs = [each.blob for each in known if each.id == case_id]
        case = case_in(context, path, _united(context, path, blobs, head))
        template = context.template(case.header.template)
        rules = template, context.rule_set(template.name, versions_of(case.journal))
        files = {**_attached(context, path), list_file: written(others)}
        proposal = Proposal([EventDraft(RESTORED, {"reason": reason})], files=files)
        return commit(context, transaction, change_of(context, case, proposal, rules, when))

    return in_transaction(context, act)


def _united(context: Recording, path: str, blobs: list[str], head: str) -> bytes:
    """What all the versions of a case have: those that were archived, and one that is here all the same."""
    here = context.ledger.blob(path, head)
    found = [each for each in (*context.ledger.by_ids(blobs), here) if each is not None]
    if len(found) < len(blobs):
        raise Unreadable(msg("this clone does not have the content of {path}", path=path))
    whole = found[0]
    for other in found[1:]:
        whole = merged_file(context.documents, path, Sides(None, whole, other), context.zone)[1]
    return whole


def _attached(context: Recording, path: str) -> dict[str, bytes]:
    """What was attached to the case when its file was taken out."""
    gone = next((each for each in reversed(context.ledger.history(path)) if each.after is None), None)
    if gone is None:
        return {}
    folder = f"{ATTACHMENTS}/{path.rpartition('/')[2].removesuffix('.yaml')}"
    listed = context.ledger.listed(folder, gone.parent)
    return {name: data for name, data in context.ledger.blobs(listed, gone.parent) if data is not None}


def _take_out(context: Recording, cases: Sequence[ArchivedCase]) -> tuple[frozenset[str], Sequence[Message]]:
    """Take these cases out of the casebook, in one commit; the ids of those that went, and notes.

    One stays that is not as the archive has it, here or in the work tree, or that got another event since.
    """
    gone: list[ArchivedCase] = []

    def entries(transaction: Transaction) -> Iterator[NewCommit]:
        gone[:] = _ready(context, cases, transaction.head.commit)
        if gone:
            yield _removal(context, gone, transaction.head.commit)

    notes = record_batch(context, entries).notes
    return frozenset(each.id for each in gone), notes


def _ready(context: Recording, cases: Sequence[ArchivedCase], commit: str) -> Iterator[ArchivedCase]:
    recorded = context.ledger.listed(CASES, commit)
    same = [each for each in cases if recorded.get(case_path(each.id)) == each.blob]
    for each, data in zip(same, context.ledger.by_ids(case.blob for case in same), strict=True):
        path = case_path(each.id)
        case, on_disk = case_in(context, path, data or b""), context.store.read(path)
        if case.journal[-1].kind == ARCHIVED and same_text(on_disk or b"", data or b""):
            yield each._replace(source=":".join(case.header.source or ()))


def _removal(context: Recording, cases: Iterable[ArchivedCase], commit: str) -> NewCommit:
    found = [*cases]
    ids = {each.id for each in found}
    attached = (path for path in context.ledger.listed(ATTACHMENTS, commit) if attached_to(path) in ids)
    files: dict[str, bytes | None] = dict.fromkeys((*(case_path(each.id) for each in found), *attached))
    for path, new in by_list(found).items():
        known = archived_in(context.ledger.blob(path, commit) or b"")
        files[path] = written([*known, *new])
    return NewCommit(files, archiving_subject([each.id for each in found]))
