"""What an interrupted command left over: files the work tree still owes, git's locks, its reports of dead imports."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from casectl.adapters.files import plain_file
from casectl.adapters.files.paths import is_casebooks
from casectl.adapters.git.command import GitCommand, GitFailed
from casectl.adapters.git.pending import PendingCheckout
from casectl.adapters.git.repository_paths import RepositoryPaths
from casectl.adapters.git.state import demand_history
from casectl.adapters.git.stream import PRIVATE_REF, PathChange
from casectl.core.values.errors import CasectlError
from casectl.core.values.messages import Message, msg
from casectl.ports import Store

NOTHING: Mapping[str, bytes] = {}
_PLAIN = ("100", "000")
"""How the mode of a plain file begins, and that of one that is not there."""
_STILL_SECONDS = 0.5
"""git holds the lock of a ref for milliseconds; one that has not stirred for so long belongs to nobody."""


def pending_changes(git: GitCommand, pending: PendingCheckout, head: str, nothing: str) -> Mapping[str, PathChange]:
    """What git says that the commits of a note changed in the casebook's own files; others are nobody's to restore.

    Nothing if `head` does not stand on them, or they not on the note's base. `nothing` is the id of the empty tree.
    Raises GitFailed if that cannot be told.
    """
    if not _leads_to(git, pending.commit, head) or (pending.base and not _leads_to(git, pending.base, pending.commit)):
        return {}
    raw = git.run("diff-tree", "-r", "-z", "--raw", "--no-renames", pending.base or nothing, pending.commit)
    return {path: change for path, change in _changes(raw) if is_casebooks(path)}


def _leads_to(git: GitCommand, commit: str, later: str) -> bool:
    """Whether `later` stands on `commit`. Raises GitFailed if the history of `later` is damaged."""
    try:
        git.run("merge-base", "--is-ancestor", commit, later)
    except GitFailed as error:
        if error.status != 1 and later:  # git cannot read the one, or some other
            demand_history(git, later)
        return False
    return True


def _changes(raw: bytes) -> Iterator[tuple[str, PathChange]]:
    """Of git's raw lines those about plain files."""
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
    seen: Mapping[str, bytes] = NOTHING,
) -> list[Message]:
    """Lay the `recorded` files into the work tree where it still shows what was there before the commit `pending`.

    What was `seen` in a file when it was read, such as a hand edit that is recorded now, may be replaced as well. One
    that somebody has changed since is left as it is; the messages say which. It is looked at first, and once more just
    before it is replaced.
    """
    wanted: dict[str, str] = {}
    notes: list[Message] = []

    def named() -> Iterator[tuple[str, bytes | None]]:
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
        # One that reads as wanted is written again: a sparse checkout reads from HEAD what is not on the disk.
        if found is not None and found == seen.get(path):
            return True
        if _shows(found, wanted[path], blob_id) or _shows(found, changes[path].old, blob_id):
            return True
        if not _shows(found, changes[path].new, blob_id):
            notes.append(_left(path, pending))
        return False

    store.write_many(named(), may_replace)
    return notes


def _shows(found: bytes | None, oid: str, blob_id: Callable[[bytes], str]) -> bool:
    """Whether a file holds that blob, line ends aside (a checkout may have turned them into CRLF)."""
    if found is None or not oid:
        return found is None and not oid
    return oid in (blob_id(found), blob_id(found.replace(b"\r\n", b"\n")))


def _left(path: str, commit: str) -> Message:
    return msg("{path} was changed by hand while {commit} was recorded; it is left as it is", path=path, commit=commit)


def clear_crash_reports(place: RepositoryPaths) -> None:
    """Remove what git wrote about imports of ours that were killed, and reports that a full disk left empty."""
    for report in place.git_dir.glob("fast_import_crash_*"):
        with suppress(OSError):
            text = plain_file.content(report).decode(errors="replace")
            if not text or PRIVATE_REF in text:
                report.unlink()


def clear_ref_locks(place: RepositoryPaths, pending: PendingCheckout, noted_at_ns: int) -> None:
    """Remove the locks that an `update-ref` of ours left behind when it was killed or could not, and no others.

    That it was ours is shown by the note, written just before: the lock holds the very commit that was to be
    recorded, or was made after the note, is empty, and nobody stirs it.
    """
    for lock in (place.common_dir / f"{pending.ref}.lock", place.git_dir / "HEAD.lock"):
        with suppress(OSError):
            if _holds(lock, pending.commit) or _is_abandoned(lock, noted_at_ns):
                lock.unlink()


def _holds(lock: Path, commit: str) -> bool:
    return plain_file.content(lock).strip() == commit.encode()


def _is_abandoned(lock: Path, since_ns: int) -> bool:
    before = lock.stat()
    if before.st_size or before.st_mtime_ns < since_ns:
        return False
    time.sleep(_STILL_SECONDS)
    after = lock.stat()
    return (after.st_ino, after.st_mtime_ns, after.st_size) == (before.st_ino, before.st_mtime_ns, 0)
