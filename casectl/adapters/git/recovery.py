"""What an interrupted command left behind: pending checkouts, git's locks, crash reports of our imports."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from casectl.adapters.files import durable, plain_file
from casectl.adapters.files.durable import TEMPORARY_FILES
from casectl.adapters.git.command import GitCommand, GitFailed
from casectl.adapters.git.pending import PendingCheckout
from casectl.adapters.git.repository_paths import RepositoryPaths
from casectl.adapters.git.state import demand_history
from casectl.adapters.git.stream import PRIVATE_REF, PathChange
from casectl.core.values.messages import CasectlError, Message, msg
from casectl.ports.recording import Store

_PLAIN = ("100", "000")
"""How the mode of a regular file begins, and that of an absent one."""
_STILL_SECONDS = 0.5
"""git holds the lock of a ref for milliseconds; one that has not changed for this long is abandoned."""


def pending_changes(
    git: GitCommand, pending: PendingCheckout, head: str, nothing: str, wanted: Callable[[str], bool]
) -> Mapping[str, PathChange]:
    """What the pending commits changed in the files that are `wanted`, by path; others are not ours to restore.

    Empty if they are not part of `head`'s history, or `base` not of theirs. `nothing` is the id of the empty tree.
    Raises GitFailed if git cannot answer.
    """
    if not _is_ancestor(git, pending.commit, head) or (
        pending.base and not _is_ancestor(git, pending.base, pending.commit)
    ):
        return {}
    found = changes_between(git, pending.base or nothing, pending.commit)
    return {path: change for path, change in found if wanted(path)}


def changes_between(git: GitCommand, before: str, after: str) -> Iterator[tuple[str, PathChange]]:
    """The changes to regular files from one commit (or tree) to another. Raises GitFailed."""
    raw = git.run("diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", before, after)
    return _changes(raw)


def _is_ancestor(git: GitCommand, commit: str, later: str) -> bool:
    """Whether `later` has `commit` in its history. Raises GitFailed if the history of `later` is damaged."""
    try:
        git.run("merge-base", "--is-ancestor", commit, later)
    except GitFailed as error:
        if error.status != 1 and later:  # git could not read one of the commits; which one decides
            demand_history(git, later)
        return False
    return True


def _changes(raw: bytes) -> Iterator[tuple[str, PathChange]]:
    """The changes to regular files among git's raw lines."""
    fields = raw.decode(errors="surrogateescape").split("\0")
    for about, path in zip(fields[::2], fields[1::2], strict=False):
        old_mode, mode, old, new, _ = about.removeprefix(":").split(" ")
        if all(each.startswith(_PLAIN) for each in (old_mode, mode)):
            yield path, PathChange(old.strip("0") and old, new.strip("0") and new, mode)


def restore(
    pending: str,
    changes: Mapping[str, PathChange],
    store: Store,
    recorded: Iterable[tuple[str, bytes | None]],
    blob_id: Callable[[bytes], str],
    seen: Mapping[str, bytes],
) -> list[Message]:
    """Write the `recorded` files into the work tree where it still shows the state before the commit `pending`.

    A file may also be replaced if it holds what was `seen` when it was read, such as a hand edit that is recorded now.
    Files that were changed since are left as they are and reported in the messages. Each file is compared first, and
    again just before it is replaced.
    """
    wanted: dict[str, str] = {}
    notes: list[Message] = []

    def replaceable() -> Iterator[tuple[str, bytes | None]]:
        for path, data in recorded:
            wanted[path] = "" if data is None else blob_id(data)
            if may_replace(path):
                yield path, data

    def may_replace(path: str) -> bool:
        try:
            found = store.read(path)
        except CasectlError as error:
            notes.append(error.what)
            return False
        # A file that already matches is written again: a sparse checkout reads from HEAD what is not on disk.
        if found is not None and found == seen.get(path):
            return True
        if _matches(found, wanted[path], blob_id) or _matches(found, changes[path].old, blob_id):
            return True
        if not _matches(found, changes[path].new, blob_id):
            notes.append(_left_alone(path, pending))
        return False

    store.write_many(replaceable(), may_replace)
    return notes


def allow_running(root: Path, changes: Mapping[str, PathChange], blob_id: Callable[[bytes], str]) -> None:
    """Let the files be run that git has as programs, where they are as recorded. Best effort."""
    for path in (path for path, change in changes.items() if change.mode == "100755"):
        with suppress(OSError):
            descriptor = os.open(root / path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            with os.fdopen(descriptor, "rb", buffering=0) as file:
                mode = os.fstat(descriptor).st_mode
                if stat.S_ISREG(mode) and blob_id(file.read()) == changes[path].new:
                    os.fchmod(descriptor, stat.S_IMODE(mode) | (mode & 0o444) >> 2)


def _matches(found: bytes | None, oid: str, blob_id: Callable[[bytes], str]) -> bool:
    """Whether a file holds that blob, ignoring line ends (a checkout may have converted them to CRLF)."""
    if found is None or not oid:
        return found is None and not oid
    return oid in (blob_id(found), blob_id(found.replace(b"\r\n", b"\n")))


def _left_alone(path: str, commit: str) -> Message:
    return msg(
        "{path} was edited by hand while {commit} was being recorded; the edit was left as it is",
        path=path,
        commit=commit,
    )


def clear_crash_reports(repo: RepositoryPaths) -> None:
    """Delete git's crash reports of our own killed imports, and empty ones from a full disk."""
    for report in repo.git_dir.glob("fast_import_crash_*"):
        with suppress(OSError):
            text = plain_file.content(report).decode(errors="replace")
            if not text or PRIVATE_REF in text:
                report.unlink()


def exclude_temporaries(repo: RepositoryPaths) -> None:
    """See to it that ``git add`` leaves out the temporary files of a command that is killed: by git's info/exclude."""
    file = repo.common_dir / "info" / "exclude"
    with suppress(OSError):
        known = plain_file.content(file) if file.exists() else b""
        if TEMPORARY_FILES.encode() in known.splitlines():
            return
        durable.make_folder(file.parent, 0o777)
        end = b"" if not known or known.endswith(b"\n") else b"\n"
        with durable.open_folder(file.parent) as folder:
            durable.replace(folder, file.name, known + end + TEMPORARY_FILES.encode() + b"\n")


def clear_ref_locks(repo: RepositoryPaths, pending: PendingCheckout, noted_at_ns: int) -> None:
    """Remove locks that an `update-ref` of ours left when it was killed or failed, and no others.

    The pending entry, written just before, shows that it was ours: the lock holds the commit that was to be recorded,
    or it is empty, younger than the entry, and does not change.
    """
    for lock in (repo.common_dir / f"{pending.ref}.lock", repo.git_dir / "HEAD.lock"):
        with suppress(OSError):
            if _holds(lock, pending.commit) or _is_abandoned(lock, noted_at_ns):
                lock.unlink()


def clear_still_locks(locks: Iterable[Path]) -> None:
    """Remove locks of refs that nobody touches for as long as no git holds one. Best effort."""
    for lock in [*locks]:
        with suppress(OSError):
            before = lock.stat()
            time.sleep(_STILL_SECONDS)
            after = lock.stat()
            if (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns):
                lock.unlink()


def _holds(lock: Path, commit: str) -> bool:
    return plain_file.content(lock).strip() == commit.encode()


def clear_own_lock(lock: Path) -> None:
    """Remove the lock of a ref that casectl alone writes, and under its own lock, which a killed one left."""
    with suppress(OSError):
        if _is_still(lock, lock.stat()):
            lock.unlink()


def _is_abandoned(lock: Path, since_ns: int) -> bool:
    before = lock.stat()
    return not before.st_size and before.st_mtime_ns >= since_ns and _is_still(lock, before)


def _is_still(lock: Path, before: os.stat_result) -> bool:
    time.sleep(_STILL_SECONDS)
    after = lock.stat()
    return (after.st_ino, after.st_mtime_ns, after.st_size) == (before.st_ino, before.st_mtime_ns, before.st_size)
