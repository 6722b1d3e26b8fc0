"""What comes from another repository, and goes there: commits compared, united, and made the branch's own."""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from casectl.adapters.files import durable
from casectl.adapters.git import changed_paths, recovery, trailers
from casectl.adapters.git.command import GitCommand, GitFailed
from casectl.adapters.git.last_sync import keep_synced
from casectl.adapters.git.ledger import GitLedger
from casectl.adapters.git.objects import object_id
from casectl.adapters.git.remote import GitRemotes
from casectl.adapters.git.repository_paths import RepositoryPaths
from casectl.adapters.git.settings import GitSettings
from casectl.adapters.git.signing import TIMEOUT, is_signing_wanted
from casectl.core.values.messages import Message
from casectl.ports.recording import Head, Store, Trailers
from casectl.ports.syncing import Entry, Fetched, Union, Upstream

_NO_FILE = "000000"
_UNION = "union-"
_MOMENT = 0.1


class GitExchange:
    """The `Exchange` of a git repository on disk."""

    def __init__(self, repo: RepositoryPaths, ledger: GitLedger) -> None:
        self._repo, self._ledger = repo, ledger
        self._git = GitCommand(repo.root, repo)
        self._remotes = GitRemotes(self._git)

    def upstream(self, ref: str, remote: str, branch: str) -> Upstream:
        """Where the branch `ref` is shared. Raises RepositoryError, Refused."""
        return self._remotes.upstream(ref, remote, branch)

    def fetch(self, upstream: Upstream) -> Fetched:
        """Bring what the other side has. Raises RepositoryError."""
        return self._remotes.fetch(upstream)

    def push(self, upstream: Upstream, commit: str) -> bool:
        """Give the commit to the other side; False if its branch has moved on. Raises Refused, RepositoryError."""
        return self._remotes.push(upstream, commit)

    def keep(self, upstream: Upstream, commit: str, at: datetime) -> None:
        """Remember that the other side had this commit then."""
        if commit and commit != self._remotes.seen(upstream):
            self._git.run("update-ref", "-m", "casectl sync", f"refs/remotes/{upstream.name}", commit)
        keep_synced(self._repo, at)
        changed_paths.note_if_none(self._repo, self._git)

    def wait(self, attempt: int) -> None:
        """Wait for up to a tenth of a second, twice as long after each attempt."""
        time.sleep(random.uniform(0, _MOMENT * 2**attempt))

    def bases(self, one: str, other: str) -> list[str]:
        """The commits in which two histories parted; none if they have nothing in common."""
        try:
            return self._git.run("merge-base", "--all", one, other).decode().split()
        except GitFailed as error:
            if error.status != 1:
                raise
            return []

    def differing(self, one: str, other: str) -> dict[str, tuple[Entry | None, Entry | None]]:
        """What two commits ("": none) have otherwise, by path; None where there is no file."""
        one = one or object_id("tree", b"", "sha1" if len(other) == 40 else "sha256")
        raw = self._git.run("diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", one, other)
        words = iter(raw.decode(errors="surrogateescape").split("\0"))
        found: dict[str, tuple[Entry | None, Entry | None]] = {}
        for about in filter(None, words):
            old_mode, mode, old, new, _ = about.removeprefix(":").split(" ")
            found[next(words)] = _entry(old_mode, old), _entry(mode, new)
        return found

    def entries(self, commit: str, paths: Iterable[str]) -> dict[str, Entry]:
        """What a commit has at these paths."""
        wanted = {*paths}
        listing = self._git.run("ls-tree", "-r", "-z", "--full-tree", commit).decode(errors="surrogateescape")
        rows = (line.partition("\t") for line in filter(None, listing.split("\0")))
        return {path: Entry(*about.split(" ")[::2]) for about, _, path in rows if path in wanted}

    def staged(self, paths: Iterable[str]) -> dict[str, str]:
        """The contents of these paths in git's index, by their ids."""
        wanted = {*paths}
        listing = self._git.run("ls-files", "--stage", "-z").decode(errors="surrogateescape")
        rows = (line.partition("\t") for line in filter(None, listing.split("\0")))
        return {path: about.split(" ")[1] for about, _, path in rows if path in wanted}

    def unite(self, union: Union) -> str:
        """Make the commit of a merge; no branch moves. Raises RepositoryError."""
        with TemporaryDirectory(prefix=f"{_UNION}{os.getpid()}-", dir=self._folder()) as folder:
            index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
            empty = Path(folder) / "no-files"
            empty.mkdir()
            self._git.run("read-tree", union.ours, environment=index, folder=empty)
            lines = "".join(self._lines(union.changes, "0" * len(union.ours))).encode(errors="surrogateescape")
            self._git.run("update-index", "-z", "--index-info", data=lines, environment=index, folder=empty)
            tree = self._git.run("write-tree", environment=index, folder=empty).decode().strip()
        return self._commit(union, tree)

    def _folder(self) -> Path:
        durable.make_folder(self._repo.tree_data_dir, 0o700)
        return self._repo.tree_data_dir

    def _lines(self, changes: Mapping[str, Entry | bytes | None], nothing: str) -> Iterator[str]:
        for path, change in changes.items():
            if isinstance(change, bytes):
                blob = self._git.run("hash-object", "-w", "--stdin", data=change).decode().strip()
                yield f"100644 {blob}\t{path}\0"
            else:
                mode, blob = change or (_NO_FILE, nothing)
                yield f"{mode} {blob}\t{path}\0"

    def _commit(self, union: Union, tree: str) -> str:
        by, date = self._ledger.identity(), f"{int(union.at.timestamp())} {union.at.strftime('%z')[:5]}"
        parts = {"NAME": by.name, "EMAIL": by.email, "DATE": date}
        who = {f"GIT_{role}_{part}": text for role in ("AUTHOR", "COMMITTER") for part, text in parts.items()}
        sign = ("-S",) if is_signing_wanted(self._git, GitSettings(self._git)) else ()
        message = trailers.message(union.subject, Trailers()).encode()
        words = ("commit-tree", *sign, "-p", union.ours, "-p", union.theirs, tree)
        return self._git.run(*words, data=message, environment=who, timeout=TIMEOUT).decode().strip()

    def recover(self, store: Store) -> list[Message]:
        """Lay out what an interrupted sync took; the caller holds the lock. Returns what to report."""
        for folder in self._repo.tree_data_dir.glob(f"{_UNION}*-*"):
            if not _is_running(folder.name.removeprefix(_UNION).partition("-")[0]):
                shutil.rmtree(folder, ignore_errors=True)
        recovery.clear_still_locks((self._repo.common_dir / "refs/remotes").rglob("*.lock"))
        return self._ledger.recover_taken(store)

    def advance(self, head: Head, commit: str) -> list[str]:
        """Move the branch from `head` on to a commit; returns the paths of what is to be laid out."""
        return [*self._ledger.advance(head, commit)]


def _is_running(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, ValueError, OverflowError):
        return False
    except OSError:
        return True  # somebody else's
    return True


def _entry(mode: str, blob: str) -> Entry | None:
    return None if mode == _NO_FILE else Entry(mode, blob)
