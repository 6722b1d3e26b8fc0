"""Cases that the archive has go from the casebook: their files, what was attached to them, and a line for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from casectl.actions.context import Recording
from casectl.actions.lookup.find import case_in, same_text
from casectl.actions.recording.record import Transaction
from casectl.actions.recording.record_many import record_batch
from casectl.core.case.archived import ArchivedCase, archived_in, archiving_subject, by_list, written
from casectl.core.case.event import ARCHIVED
from casectl.core.case.folders import ATTACHMENTS, CASES, attached_to
from casectl.core.case.ids import case_path
from casectl.core.values.messages import Message
from casectl.ports.recording import NewCommit


def take_out(context: Recording, cases: Sequence[ArchivedCase]) -> tuple[frozenset[str], Sequence[Message]]:
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
