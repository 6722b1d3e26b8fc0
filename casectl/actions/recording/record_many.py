"""Many entries, or files that are not cases, in one transaction: all of them are recorded, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from casectl.actions.context import Recording
from casectl.actions.recording.record import (
    Transaction,
    check_out,
    in_transaction,
    recording_at,
    refresh,
    refreshed_or_note,
)
from casectl.core.values.messages import Message
from casectl.core.values.value_class import value_class
from casectl.ports import NewCommit, Trailers


@value_class
class Recorded:
    """The ids of the commits, and notes: what recovery reported before, what could not be written out after."""

    commits: tuple[str, ...]
    notes: tuple[Message, ...]


def record_files(
    context: Recording, files: Mapping[str, bytes], subject: str, event: str = "", at: datetime | None = None
) -> Recorded:
    """Record files that are not cases, such as templates and settings, in one commit at `at` (None: now).

    `event` is the id by which it is known to have been done, if one is given.
    """

    def act(transaction: Transaction) -> Recorded:
        contents: dict[str, bytes | None] = dict(files)
        entry = NewCommit(contents, subject, Trailers(events=(event,) if event else ()))
        [oid] = context.ledger.record(transaction.head, [entry], at or recording_at(context))
        return Recorded((oid,), (*transaction.notes, *refresh(context, contents, oid, {})))

    return in_transaction(context, act)


def record_batch(context: Recording, entries: Callable[[Transaction], Iterable[NewCommit]]) -> Recorded:
    """Record many entries, all or none, and write their files to the work tree.

    `entries` is called again if somebody else committed meanwhile, and consumed lazily.
    """

    def act(transaction: Transaction) -> Recorded:
        touched: dict[str, None] = {}

        def watched() -> Iterable[NewCommit]:
            for entry in entries(transaction):
                touched.update(dict.fromkeys(entry.files))
                yield entry

        commits = tuple(context.ledger.record(transaction.head, watched(), recording_at(context)))
        late = (
            refreshed_or_note(lambda: check_out(context, context.ledger.blobs(touched, commits[-1]), commits[-1], {}))
            if commits
            else []
        )
        return Recorded(commits, (*transaction.notes, *late))

    return in_transaction(context, act)
