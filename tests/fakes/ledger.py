"""A ledger in memory: the same promises as git's, without git."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from casectl.core.history.commit import Commit, RecordedChange
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import Message, RepositoryError, msg
from casectl.ports.recording import BranchMoved, DatedCommit, Head, Identity, NewCommit, Revision, Store, Trailers

SOMEBODY = Identity("Ada Testwell", "ada@example.org")


@dataclass(frozen=True, slots=True)
class _Commit:
    oid: str
    parent: str
    files: Mapping[str, bytes]
    subject: str
    trailers: Trailers
    at: datetime
    by: Identity


@dataclass
class FakeLedger:
    """Straight history on one branch. Tests set `who` to act as another person, `trouble` to make `head` raise it."""

    who: Identity | None = SOMEBODY
    trouble: RepositoryError | None = None
    shallow: bool = False
    partial: bool = False
    commits: list[_Commit] = field(default_factory=list)
    refreshed: list[tuple[tuple[str, ...], str]] = field(default_factory=list)
    is_locked: bool = False
    synced: datetime | None = None

    def identity(self) -> Identity:
        """The acting person. Raises RepositoryError if `who` is None."""
        if self.who is None:
            raise RepositoryError(msg("git does not know who you are"))
        return self.who

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the lock; a second holder is refused at once."""
        if self.is_locked:
            raise RepositoryError(msg("another casectl is writing to this casebook (process {holder})", holder="1"))
        self.is_locked = True
        try:
            yield
        finally:
            self.is_locked = False

    def synced_at(self) -> datetime | None:
        """When it was last synced, as a test has set it."""
        return self.synced

    def signs(self) -> bool:
        """Nothing here is signed."""
        return False

    def head(self) -> Head:
        """The last commit on main. Raises `trouble` if a test has set it."""
        if self.trouble:
            raise self.trouble
        return Head("refs/heads/main", self.commits[-1].oid if self.commits else "")

    def commit_named(self, name: str) -> DatedCommit | None:
        """The commit of that id, or HEAD."""
        wanted = self.commits[-1:] if name == "HEAD" else [each for each in self.commits if each.oid == name]
        return DatedCommit(wanted[0].oid, wanted[0].at) if wanted else None

    def blob(self, path: str, commit: str = "HEAD") -> bytes | None:
        """The recorded content of a path; None if it is not there."""
        return self._files(commit).get(path)

    def blobs(self, paths: Iterable[str], commit: str = "HEAD") -> Iterator[tuple[str, bytes | None]]:
        """The recorded content of many paths."""
        files = self._files(commit)
        return ((path, files.get(path)) for path in paths)

    def listed(self, folder: str, commit: str = "HEAD") -> dict[str, str]:
        """Every file below `folder` with its blob id."""
        start = f"{folder}/" if folder else ""
        return {path: self.blob_id(data) for path, data in self._files(commit).items() if path.startswith(start)}

    def files_in(self, folder: str, commit: str) -> dict[str, str]:
        """The names right in a folder; a folder below it has some id."""
        inside = [path.removeprefix(f"{folder}/") for path in self.listed(folder, commit)]
        whole = self.listed(folder, commit)
        ids = {name: whole[f"{folder}/{name}" if folder else name] for name in inside if "/" not in name}
        return {**{name.partition("/")[0]: "0" * 40 for name in inside}, **ids}

    def blob_id(self, data: bytes) -> str:
        """The id that git would give."""
        return hashlib.sha1(b"blob %d\0%b" % (len(data), data), usedforsecurity=False).hexdigest()

    def by_id(self, blob_id: str) -> bytes | None:
        """A recorded content by its id."""
        every = (data for commit in self.commits for data in commit.files.values())
        return next((data for data in every if self.blob_id(data) == blob_id), None)

    def by_ids(self, blob_ids: Iterable[str]) -> Iterator[bytes | None]:
        """Recorded contents by their ids."""
        return map(self.by_id, blob_ids)

    def record(self, head: Head, entries: Iterable[NewCommit], at: datetime) -> list[str]:
        """Add the entries, all or none. Raises BranchMoved unless the branch is at `head`."""
        by = self.identity()
        made: list[_Commit] = []
        files, parent = dict(self._files(head.commit)), head.commit
        for entry in entries:
            files = {path: data for path, data in {**files, **entry.files}.items() if data is not None}
            oid = hashlib.sha1(f"{parent}{entry.subject}{len(self.commits)}{len(made)}".encode()).hexdigest()
            made.append(_Commit(oid, parent, files, entry.subject, entry.trailers, at.replace(microsecond=0), by))
            parent = oid
        if self.head() != head:
            raise BranchMoved(head.ref)
        self.commits += made
        return [commit.oid for commit in made]

    def check_out(
        self, files: Iterable[tuple[str, bytes | None]], head: str, store: Store, seen: Mapping[str, bytes]
    ) -> list[Message]:
        """Write all files: nobody else changes them here."""
        store.write_many(files)
        return []

    def refresh(self, paths: Sequence[str], head: str) -> None:
        """Remember what was asked for."""
        self.refreshed.append((tuple(paths), head))

    def recover(self, store: Store) -> list[Message]:
        """Nothing is ever interrupted here."""
        return []

    def history(self, path: str, *, met: bool = False) -> list[Revision]:
        """Every commit that changed `path`, oldest first."""
        return [
            _revision(commit, self._files(commit.parent).get(path), path)
            for commit in self.commits
            if commit.files.get(path) != self._files(commit.parent).get(path)
        ]

    def changes(self, folder: str, since: datetime | None = None) -> Iterator[RecordedChange]:
        """Every change below `folder` by a commit of `since` or later, oldest first."""
        for commit in self.commits:
            if since and to_seconds(commit.at) < to_seconds(since):
                continue
            before = self._files(commit.parent)
            for path in sorted({*before, *commit.files}):
                old, new = before.get(path), commit.files.get(path)
                if old != new and path.startswith(f"{folder}/"):
                    yield RecordedChange(_made(commit), path, self._id(old), self._id(new))

    def _id(self, data: bytes | None) -> str:
        return "" if data is None else self.blob_id(data)

    def is_partial(self) -> bool:
        """The value that the test has set."""
        return self.partial

    def is_shallow(self) -> bool:
        """The value that the test has set."""
        return self.shallow

    def _files(self, commit: str) -> Mapping[str, bytes]:
        wanted = self.commits[-1].oid if commit == "HEAD" and self.commits else commit
        return next((each.files for each in self.commits if each.oid == wanted), {})


def _revision(commit: _Commit, before: bytes | None, path: str) -> Revision:
    return Revision(
        commit=commit.oid,
        parent=commit.parent,
        author=commit.by,
        authored_at=commit.at,
        committer=commit.by,
        committed_at=commit.at,
        subject=commit.subject,
        trailers=commit.trailers,
        before=before,
        after=commit.files.get(path),
        path=path,
    )


def _made(commit: _Commit) -> Commit:
    by, said = f"{commit.by.name} <{commit.by.email}>", commit.trailers
    return Commit(
        commit.oid, by, commit.at, said.events, said.actor or "", said.mapping or "", committer=by, counted_at=commit.at
    )  # fmt: skip
