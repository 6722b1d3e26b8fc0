"""Many entries, or files that are not cases, in one transaction: all of them are recorded, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from itertools import chain, islice

from casectl.actions.context import Recording
from casectl.actions.recording.record import Transaction, in_transaction, recording_at, refresh
from casectl.actions.recording.rules_allowed import refuse_rules
from casectl.core.values.messages import Message
from casectl.core.values.value_class import value_class
from casectl.ports.recording import NewCommit, Trailers


@value_class
class Recorded:
    """The ids of the commits, and notes: what recovery reported before, what could not be written out after."""

    commits: tuple[str, ...]
    notes: tuple[Message, ...]


def record_files(
    context: Recording, files: Mapping[str, bytes], subject: str, event: str = "", at: datetime | None = None
) -> Recorded:
    """Record files that are not cases, such as templates and settings, in one commit at `at` (None: now).

    `event` is the id by which it is known to have been done, if one is given. Raises Refused for rules, of somebody who
    may not change them.
    """

    entry = NewCommit({**files}, subject, Trailers(events=(event,) if event else ()))

    def entries(transaction: Transaction) -> list[NewCommit]:
        refuse_rules(context, transaction, files)
        return [entry]

    return record_batch(context, entries, at)


def record_batch(
    context: Recording, entries: Callable[[Transaction], Iterable[NewCommit]], at: datetime | None = None
) -> Recorded:
    """Record many entries, all or none, dated `at` (None: now), and write their files to the work tree.

    `entries` is called again if somebody else committed meanwhile, and consumed lazily.
    """

    def act(transaction: Transaction) -> Recorded:
        touched: dict[str, None] = {}
        given = iter(entries(transaction))
        first = [*islice(given, 1)]  # what is refused at once leaves nothing behind in the repository

        def watched() -> Iterable[NewCommit]:
            for entry in chain(first, given):
                touched.update(dict.fromkeys(entry.files))
                yield entry

        commits = tuple(context.ledger.record(transaction.head, watched(), at or recording_at(context)))
        if not commits:
            return Recorded((), transaction.notes)
        late = refresh(context, context.ledger.blobs(touched, commits[-1]), commits[-1], {})
        return Recorded(commits, (*transaction.notes, *late))

    return in_transaction(context, act)
