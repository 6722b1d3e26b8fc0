"""A work tree that lags behind its branch, since a command was killed in between, is brought up to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from casectl.adapters.git import recovery
from casectl.adapters.git.command import GitCommand
from casectl.adapters.git.index import GitIndex
from casectl.adapters.git.pending import PendingCheckout, PendingCheckouts
from casectl.adapters.git.repository_paths import RepositoryPaths
from casectl.adapters.git.stream import PathChange
from casectl.core.values.messages import Message, msg
from casectl.ports.recording import Ledger, Store


class LateCheckouts:
    """What was recorded in `ledger` and not laid out; `nothing` is the id of the empty tree. Callers hold the lock."""

    def __init__(self, git: GitCommand, repo: RepositoryPaths, index: GitIndex, ledger: Ledger, nothing: str) -> None:
        self._git, self._repo, self._index, self._ledger, self._nothing = git, repo, index, ledger, nothing
        head = ledger.commit_named("HEAD")
        self._head = head.commit if head else ""

    def finish(
        self, journal: PendingCheckouts, late: Sequence[PendingCheckout], store: Store, wanted: Callable[[str], bool]
    ) -> list[Message]:
        """Lay out the files that are `wanted` of these entries of the journal; returns what to report."""
        notes = list[Message]()
        for each in late:
            recovery.clear_ref_locks(self._repo, each, journal.written_ns(each))
            changes = recovery.pending_changes(self._git, each, self._head, self._nothing, wanted)
            notes += self._laid_out(each, changes, store)
            if not changes or self._index.update_unchanged(changes, self._head):
                journal.remove(each.commit)
            else:
                notes.append(msg("git's index does not show {commit} yet; the next command tries again",
                                 commit=each.commit))  # fmt: skip
        return notes

    def _laid_out(self, pending: PendingCheckout, changes: Mapping[str, PathChange], store: Store) -> list[Message]:
        if not changes:
            return []
        self._index.hold()
        recorded = self._ledger.blobs(changes, self._head)
        return recovery.restore(pending.commit, changes, store, recorded, self._ledger.blob_id, {})
