"""The one place where a branch moves: with compare and swap, after a note of the files that are then to be laid out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from casectl.adapters.files import durable
from casectl.adapters.git import recovery
from casectl.adapters.git.command import GitCommand
from casectl.adapters.git.index import GitIndex
from casectl.adapters.git.pending import PendingCheckout, PendingCheckouts
from casectl.adapters.git.repository_paths import RepositoryPaths
from casectl.adapters.git.state import has_switched
from casectl.adapters.git.stream import PathChange
from casectl.adapters.system import interrupts
from casectl.core.values.messages import RepositoryError
from casectl.ports.recording import BranchMoved, Head


class CommitPoint:
    """Moves a branch; `commit_of` says which commit it is at. The index stays locked, until it is released."""

    def __init__(
        self, git: GitCommand, repo: RepositoryPaths, index: GitIndex, pending: PendingCheckouts,
        commit_of: Callable[[str], str],
    ) -> None:  # fmt: skip
        self._git, self._repo, self._index, self._pending, self._commit_of = git, repo, index, pending, commit_of

    def move(self, head: Head, commit: str, changes: Mapping[str, PathChange], made: Sequence[Path]) -> None:
        """Move the branch from `head` to a commit; `made` are the folders of objects that were written for it.

        Raises BranchMoved if it is no longer at `head`, RepositoryError if git or the disk refused; then it has not
        moved.
        """
        self._index.hold()  # from here on no other branch can be checked out
        if has_switched(self._repo, head.ref):
            raise BranchMoved(head.ref)
        self._index.prepare(changes, commit)
        note = PendingCheckout(head.ref, head.commit, commit)
        with durable.syncing([self._repo.common_dir / "objects", *made]):
            self._pending.add(note)
        interrupts.ignore_interrupts()
        self._move_branch(head, commit)
        recovery.clear_ref_locks(self._repo, note, self._pending.written_ns(note))

    def _move_branch(self, head: Head, commit: str) -> None:
        """The commit point. When git reports a failure, the branch itself shows whether it has moved."""
        try:
            self._git.run("update-ref", "-m", "casectl", head.ref, commit, head.commit or "0" * len(commit))
        except RepositoryError:
            now_at = self._commit_of(head.ref)
            if now_at != commit:
                self._pending.remove(commit)
                if now_at != head.commit:
                    raise BranchMoved(head.ref) from None
                raise
        common = self._repo.common_dir
        with durable.syncing([(folder / head.ref).parent for folder in (common, common / "logs")]):
            pass
