"""Writing `next_due` as it is now in cases that 0.1.0 wrote, which left out the follow-ups."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from casectl.actions.context import Recording
from casectl.actions.recording.record import Transaction
from casectl.actions.recording.record_many import record_batch
from casectl.actions.recording.recorded import recorded_case
from casectl.core.case.compose import has_old_next_due, with_tree
from casectl.core.case.ids import id_of_path
from casectl.core.checks.health import Problem
from casectl.core.values.messages import CasectlError, counted
from casectl.ports.recording import NewCommit


def renew_next_due(context: Recording, *, fix: bool) -> Iterator[Problem]:
    """With `fix`, write every old `next_due` in one commit, and report how many there were; without, there is nothing
    wrong with them: the next event of a case writes it too.

    Cases with hand edits that are not recorded are left as they are.
    """
    renewed: dict[str, bytes | None] = {}

    def entries(transaction: Transaction) -> Iterator[NewCommit]:
        renewed.clear()
        renewed.update(_renewed(context, transaction))
        if renewed:
            yield NewCommit(dict(renewed), f"next_due of {len(renewed)} cases counts follow-ups")

    if fix:
        record_batch(context, entries)
    if renewed:
        what = counted(
            "next_due did not count the follow-ups in {count} case",
            "next_due did not count the follow-ups in {count} cases",
            len(renewed),
        )
        yield Problem("next-due", what, fixed=True)


def _renewed(context: Recording, transaction: Transaction) -> Iterator[tuple[str, bytes]]:
    """The path and the new content of each case with an old `next_due`."""
    head = transaction.head
    for path in context.ledger.listed("cases", head.commit) if head.commit else ():
        with suppress(CasectlError):  # check names what is wrong with a case
            case = recorded_case(context, id_of_path(path), head)
            if has_old_next_due(case, context.zone):
                yield path, context.documents.edit(case.source, with_tree(case, None, context.zone).tree)
