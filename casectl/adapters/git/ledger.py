"""The ledger: what is recorded in git, and the one way to record more.

The branch is the single source of truth; moving it with compare-and-swap is the only commit point. The new objects and
a note of the pending checkout are written before it; work tree and index after it, and `recover` can redo those.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from casectl.adapters.files import durable, lock
from casectl.adapters.files.paths import is_casebook_file
from casectl.adapters.git import absent_files, recovery
from casectl.adapters.git.command import GitCommand, GitFailed, GitProcess
from casectl.adapters.git.commit_point import CommitPoint
from casectl.adapters.git.index import GitIndex
from casectl.adapters.git.last_heads import tip, tip_commit
from casectl.adapters.git.last_sync import last_synced
from casectl.adapters.git.late_checkouts import LateCheckouts
from casectl.adapters.git.objects import BLOB_ID, ObjectReader, committed_at, contents, object_id, tree_entries
from casectl.adapters.git.pending import PendingCheckout, PendingCheckouts
from casectl.adapters.git.repository_paths import RepositoryPaths, repository_paths
from casectl.adapters.git.settings import GitSettings
from casectl.adapters.git.signing import is_signing_wanted, signed
from casectl.adapters.git.state import ask_unmerged, demand_history, demand_unborn, head_of, unfinished
from casectl.adapters.git.stream import CommitStream, PathChange
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import CasectlError, Message
from casectl.core.values.regex import regex
from casectl.ports.recording import DatedCommit, Head, Identity, NewCommit, Revision, Store

if TYPE_CHECKING:
    from casectl.core.history.commit import RecordedChange

_LOCK_TIMEOUT = 10.0
"""Seconds to wait for another casectl."""
_COMMIT = regex(r"HEAD|[0-9a-f]{40}|[0-9a-f]{64}")


def open_ledger(root: Path, verb: str = "") -> GitLedger:
    """The ledger of the casebook at `root`; `verb` is what others see while we hold the lock.

    Raises RepositoryError if there is no repository, only a bare one, or one that belongs to another user.
    """
    repo = repository_paths(root)
    if {repo.root.stat().st_uid, repo.git_dir.stat().st_uid} != {os.geteuid()}:
        GitCommand(repo.root, repo, discovering=True).run("rev-parse", "--git-dir")  # by safe.directory
    return GitLedger(repo, verb)


class GitLedger:
    """The `Ledger` of a git repository on disk."""

    def __init__(self, repo: RepositoryPaths, verb: str = "") -> None:
        self._repo = repo
        self._verb = verb
        self._git = GitCommand(repo.root, repo)
        self.objects = ObjectReader(self._git)
        self._index = GitIndex(self._git, repo)
        self._pending = PendingCheckouts(repo.tree_data_dir / "pending")
        self._point = CommitPoint(self._git, repo, self._index, self._pending, self._commit)
        self._taken = PendingCheckouts(repo.tree_data_dir / "taken")
        self._settings = GitSettings(self._git)
        self._unmerged: GitProcess | None = None
        self._locked = False
        self._folder: tuple[tuple[str, str], Mapping[str, str]] = ("", ""), {}
        self._last_recorded: tuple[str, Mapping[str, PathChange]] = "", {}
        self._histories: dict[tuple[str, str, bool], list[Revision]] = {}

    def identity(self) -> Identity:
        """The author that git would record. Raises RepositoryError if git has no name or email; none is invented."""
        return self._settings.identity()

    @contextmanager
    def lock(self, timeout: float = _LOCK_TIMEOUT) -> Iterator[None]:
        """Hold the casebook's write lock. Raises RepositoryError naming the holder after `timeout` seconds."""
        with lock.held(self._repo.data_dir / "lock", self._verb, timeout):
            self._locked = True
            self._unmerged = ask_unmerged(self._git)
            self._settings.ask()
            try:
                yield
            finally:
                self._locked = False
                self._unmerged = None
                self._index.release()

    def synced_at(self) -> datetime | None:
        """When `casectl sync` last reached another repository; None if it never did."""
        return last_synced(self._repo)

    def signs(self) -> bool:
        """Whether ``commit.gpgsign`` is on. Raises as `is_signing_wanted` does."""
        return is_signing_wanted(self._git, self._settings)

    def head(self) -> Head:
        """The branch that is checked out. Raises RepositoryError in a state in which nothing may be recorded."""
        self._index.wait_until_free()
        unmerged, self._unmerged = self._unmerged or ask_unmerged(self._git), None
        return head_of(self._git, self.objects, self._repo, unmerged)

    def commit_named(self, name: str) -> DatedCommit | None:
        """The commit of that name and its date in UTC, None if there is none. Raises RepositoryError for damage."""
        found = (name == "HEAD" and tip_commit(self._repo)) or self.objects.read(f"{name}^{{commit}}")
        if not found and self._commit("HEAD"):
            demand_history(self._git, "--all")
        made = committed_at(found) if found else None
        return DatedCommit(found.oid, made) if found and made else None

    def blob(self, path: str, commit: str = "HEAD") -> bytes | None:
        """The recorded content of a path in a commit; None if the commit does not have it."""
        return next(self.blobs([path], commit))[1]

    def blobs(self, paths: Iterable[str], commit: str = "HEAD") -> Iterator[tuple[str, bytes | None]]:
        """The recorded content of many paths, in one pass; a commit "" (unborn branch) has no files.

        Raises RepositoryError where recorded content is missing or damaged.
        """
        wanted = list(paths)
        if commit and not _COMMIT.fullmatch(commit):
            raise ValueError(f"{commit!r} is not a commit id")
        oid = self._commit(commit) if commit == "HEAD" else commit
        if not oid:
            yield from ((path, None) for path in wanted)
            return
        found = self.objects.files((oid, path) for path in wanted)
        for path, each in zip(wanted, found, strict=True):
            yield path, each.data if each and each.kind == "blob" else None

    def listed(self, folder: str, commit: str = "HEAD") -> dict[str, str]:
        """Every regular file below `folder` ("": everywhere) in a commit, with its blob id."""
        oid = self._commit(commit) if commit else ""
        is_there = oid and (not folder or "/" in folder or folder in self.files_in("", oid))
        try:
            return {path: blob for path, (_, blob) in self._index.recorded(oid, folder).items()} if is_there else {}
        except GitFailed:
            self.blob(folder or "cases", oid)  # raises an error that names the damaged folder
            raise

    def files_in(self, folder: str, commit: str) -> Mapping[str, str]:
        """The name of everything right in a folder ("": the top) of a commit, with its id. The last answer is kept."""
        if self._folder[0] != (commit, folder):
            [found] = self.objects.files([(commit, folder)])
            self._folder = (commit, folder), tree_entries(found) if found else {}
        return self._folder[1]

    def blob_id(self, data: bytes) -> str:
        """The id that git gives this content (to compare without reading)."""
        return object_id("blob", data, self._hash)

    def by_id(self, blob_id: str) -> bytes | None:
        """Recorded content by its id; None if it is not an id, or this clone does not have it."""
        return next(self.by_ids([blob_id]))

    def by_ids(self, blob_ids: Iterable[str]) -> Iterator[bytes | None]:
        """Recorded contents by their ids, in order; None for those that are no id, or that this clone does not have."""
        return contents(self.objects, blob_ids, partial=self.is_partial())

    @cached_property
    def _hash(self) -> str:
        if commit := tip(self._repo) or self._commit("HEAD"):
            return "sha1" if len(commit) == 40 else "sha256"
        return self._git.run("rev-parse", "--show-object-format").decode().strip()

    def record(self, head: Head, entries: Iterable[NewCommit], at: datetime) -> list[str]:
        """Commit the entries one after another on top of `head`, all or none, and move the branch to the last.

        Within `lock`, git's index stays locked from then until the lock ends. The entries are taken one at a time.
        Author and committer are git's, dated `at` (aware); commits are signed if git `signs`. Returns their ids.

        Raises BranchMoved if the branch is no longer at `head`, RepositoryError if git or the disk refused, Unreadable
        for a path outside the casebook; then nothing is recorded.
        """
        objects = self._repo.common_dir / "objects"
        before = durable.folder_mtimes(objects)
        commits, stream = self._store_commits(head, entries, at)
        if not commits:
            return []
        if self.signs():
            commits = signed(self._git, self.objects, head, commits)
        after = durable.folder_mtimes(objects)
        changed = [objects / name for name, stamp in after.items() if before.get(name) != stamp]
        self._move(head, commits[-1], stream.changes, changed)
        return commits

    def advance(self, head: Head, commit: str) -> Mapping[str, PathChange]:
        """Move the branch from `head` on to a commit that is here already, which has `head` in its history, or is any
        if the branch is unborn; returns what differs, but for links and the like.

        The caller holds the lock, lays the files out and calls `refresh`. Raises as `record` does.
        """
        nothing = object_id("tree", b"", "sha1" if len(commit) == 40 else "sha256")
        changes = dict(recovery.changes_between(self._git, head.commit or nothing, commit))
        self._taken.add(PendingCheckout(head.ref, head.commit, commit))
        self._move(head, commit, changes, [])
        return changes

    def _move(self, head: Head, commit: str, changes: Mapping[str, PathChange], made: Sequence[Path]) -> None:
        try:
            self._point.move(head, commit, changes, made)
            self._last_recorded = commit, changes
        finally:
            if not self._locked:
                self._index.release()

    def _store_commits(self, head: Head, entries: Iterable[NewCommit], at: datetime) -> tuple[list[str], CommitStream]:
        stream = CommitStream(self._git, head, self._settings.signatures(at), self.blob_id)
        try:
            commits = [stream.add(entry) for entry in entries]
            stream.finish()
        except BaseException:
            stream.abandon()
            raise
        return commits, stream

    def check_out(
        self, files: Iterable[tuple[str, bytes | None]], head: str, store: Store, seen: Mapping[str, bytes]
    ) -> list[Message]:
        """Write what was just recorded as `head` into the work tree; files changed since are left, and reported."""
        changes = self._last_recorded[1]
        notes = recovery.restore(head, changes, store, files, self.blob_id, seen)
        recovery.allow_running(self._repo.root, changes, self.blob_id)
        return notes

    def refresh(self, paths: Sequence[str], head: str) -> None:
        """Update git's own index to `head` for these paths, best effort; nothing else that is staged is touched."""
        changes = self._last_recorded[1] if self._last_recorded[0] == head else {}
        if self._index.update(paths, head, changes):
            self._pending.remove(head)
            self._taken.remove(head)

    def recover(self, store: Store) -> list[Message]:
        """Finish or drop what an interrupted command left behind; the caller holds the lock. Returns what to report."""
        recovery.clear_crash_reports(self._repo)
        recovery.exclude_temporaries(self._repo)
        self._index.clear_stale_lock()
        if unfinished(self._repo):  # do not touch files during a merge, say; the next command after it recovers
            return []
        return self._finish(self._pending, store, is_casebook_file)

    def recover_taken(self, store: Store) -> list[Message]:
        """Lay out all files of what was taken from elsewhere, where that was interrupted; the caller holds the lock."""
        return self._finish(self._taken, store, lambda _: True)

    def recover_if_idle(self, store: Store) -> None:
        """Recover if a command was interrupted and none is running now; errors are ignored, since readers need none."""
        with suppress(CasectlError, OSError), self.lock(0):
            self.recover(store)

    def _finish(self, journal: PendingCheckouts, store: Store, wanted: Callable[[str], bool]) -> list[Message]:
        if not (late := journal.entries()):
            return []
        checkouts = LateCheckouts(self._git, self._repo, self._index, self, object_id("tree", b"", self._hash))
        return checkouts.finish(journal, late, store, wanted)

    def history(self, path: str, *, met: bool = False) -> list[Revision]:
        """Every commit that changed `path`, oldest first, one for each parent it differs from. Two are kept."""
        from casectl.adapters.git.history import revisions  # what records an event reads no history

        key = self._commit("HEAD"), path, met
        if key not in self._histories:
            last = [*self._histories.items()][-1:]  # such as a case's, beside that of the settings
            self._histories = {**dict(last), key: revisions(self._git, self.objects, *key) if key[0] else []}
        return self._histories[key]

    def changes(self, folder: str, since: datetime | None = None) -> Iterator[RecordedChange]:
        """Every change below `folder` by a commit of `since` (aware) or later, oldest first."""
        from casectl.adapters.git.book_history import changes

        head = self._commit("HEAD")
        return changes(self._git, self.objects, head, folder, to_seconds(since) if since else 0) if head else iter(())

    def left_out(self) -> Mapping[str, str]:
        """The blob id of each recorded file that a sparse checkout leaves out, by path. Raises GitFailed."""
        return absent_files.left_out(self._git)

    def not_fetched(self) -> frozenset[str]:
        """The ids of the objects of HEAD that a partial clone has not fetched. Raises GitFailed."""
        return absent_files.not_fetched(self._git) if self.is_partial() else frozenset()

    def is_partial(self) -> bool:
        """Whether this clone left contents out when it was made."""
        return absent_files.is_partial(self._repo.common_dir)

    def is_shallow(self) -> bool:
        """Whether this clone's history is cut off."""
        return absent_files.is_shallow(self._repo.common_dir)

    def _commit(self, name: str) -> str:
        """The commit's id, "" if there is none. Raises RepositoryError if a branch's commit cannot be read."""
        found = self.objects.read(f"{name}^{{commit}}")
        if not found and not BLOB_ID.fullmatch(name):
            demand_unborn(self._git, self._repo, name)
        return found.oid if found else ""
