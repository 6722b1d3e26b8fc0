"""git's own index, updated to what was recorded, path by path, leaving everything else that is staged alone.

Entries are set from recorded blobs, never from files, so that no filter and no hook runs. git gets an empty folder as
its work tree: in the real one it would read, through filters that the repository names, every file that is as young as
the index, which after a clone is all of them.

The index stays locked from before the branch moves until work tree and index are updated: a `git commit -a` in between
would revert the event.
"""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from casectl.adapters.files import durable
from casectl.adapters.git.command import GitCommand, GitFailed
from casectl.adapters.git.repository_paths import RepositoryPaths
from casectl.adapters.git.stream import PathChange
from casectl.core.values.messages import RepositoryError, msg, reason_of

_PIPE_BYTES = 1 << 15
"""No pipe holds less; what is longer is sent when its end is waited for."""
_LOCK_PREFIX = "casectl-"
_TIMEOUT = 5.0
"""Seconds to wait for a git that is using the index."""
_PAUSE = 0.02
_MAX_NAMED = 64
"""Up to so many paths are passed by name; for more, the whole commit is listed."""
NOTHING: Mapping[str, PathChange] = {}


class GitIndex:
    """The index of one work tree, and the trees that it is updated from. Writers hold the casebook's lock."""

    def __init__(self, git: GitCommand, repo: RepositoryPaths) -> None:
        self._git = git
        self._file = repo.git_dir / "index"
        self._lock = repo.git_dir / "index.lock"
        self._folder = repo.tree_data_dir
        self._draft: IndexDraft | None = None
        self._held = False

    def recorded(self, commit: str, *paths: str) -> dict[str, tuple[str, str]]:
        """Mode and blob id of every regular file in a commit (below or at `paths`, if given). Raises GitFailed."""
        names = [path for path in paths if path]
        listing = self._git.run("ls-tree", "-r", "-z", "--full-tree", commit, "--", *names)
        return {path: (mode, oid) for mode, oid, path in _files(listing)}

    def wait_until_free(self) -> None:
        """Wait until no git locks the index, before anything is written. Raises RepositoryError as `hold` does."""
        until = time.monotonic() + _TIMEOUT
        while os.path.lexists(self._lock) and not is_ours(self._lock):
            _wait(self._lock, until)

    def hold(self) -> None:
        """Prevent every git from changing the index until `release`.

        The lock is a symbolic link that names our process: it is made in one step and cannot be mistaken for git's own.
        Raises RepositoryError, naming the file, if a git keeps the index locked, or the disk refuses.
        """
        until = time.monotonic() + _TIMEOUT
        while not self._held:
            try:
                self._lock.symlink_to(f"{_LOCK_PREFIX}{os.getpid()}")
                self._held = True
            except FileExistsError:
                if not self.clear_stale_lock():
                    _wait(self._lock, until)
            except OSError as error:
                reason = reason_of(error)
                raise RepositoryError(
                    msg("{file} cannot be made: {reason}", file=str(self._lock), reason=reason)
                ) from None

    def clear_stale_lock(self) -> bool:
        """Remove a lock of casectl's whose process has ended; returns whether there was one."""
        if not is_ours(self._lock):
            return False
        self._lock.unlink(missing_ok=True)
        self._held = False
        return True

    def release(self) -> None:
        """Allow git to change the index again."""
        self._draft = None
        if self._held:
            with suppress(OSError):
                self._lock.unlink()
            self._held = False

    def update_unchanged(self, changes: Mapping[str, PathChange], commit: str) -> bool:
        """As `update`, for changes of a process that has ended: what was staged since then stays staged."""
        try:
            listing = self._git.run("ls-files", "--stage", "-z", "--", *(changes if len(changes) <= _MAX_NAMED else ()))
        except GitFailed:
            return False
        staged = {path: oid for _, oid, path in _files(listing)}
        shown = [path for path, change in changes.items() if staged.get(path, "") in (change.old, change.new)]
        return self.update(shown, commit) if shown else True

    def prepare(self, changes: Mapping[str, PathChange], commit: str) -> None:
        """Have git begin, best effort, with what `update` will ask for; not for many paths."""
        if self._held and len(changes) <= _MAX_NAMED:
            with suppress(RepositoryError, OSError):
                self._draft = self._drafted(_lines(changes, _entries_of(changes), commit))

    def update(self, paths: Collection[str], commit: str, changes: Mapping[str, PathChange] = NOTHING) -> bool:
        """Set the index entries of `paths` to what `commit` holds, best effort; returns whether that succeeded.

        `changes` are those that made `commit`, if the caller has just recorded it.
        """
        held_before = self._held
        try:
            self.hold()
            known = changes.keys() >= set(paths)
            named = paths if len(paths) <= _MAX_NAMED else ()
            self._show(_lines(paths, _entries_of(changes) if known else self.recorded(commit, *named), commit))
        except (RepositoryError, OSError):
            return False
        finally:
            if not held_before:
                self.release()
        return True

    def _show(self, lines: bytes) -> None:
        draft, self._draft = self._draft, None
        if draft is None or draft.lines != lines:
            draft = self._drafted(lines)
        try:
            draft.take_the_place_of(self._file)
        except GitFailed:  # Ctrl-C may have ended it, when it came too late to end us
            self._drafted(lines).take_the_place_of(self._file)

    def _drafted(self, lines: bytes) -> IndexDraft:
        return IndexDraft(self._git, self._file, self._folder, lines)


def _entries_of(changes: Mapping[str, PathChange]) -> dict[str, tuple[str, str]]:
    return {path: (each.mode, each.new) for path, each in changes.items() if each.new}


def _lines(paths: Iterable[str], entries: Mapping[str, tuple[str, str]], commit: str) -> bytes:
    """The input of `git update-index` that sets these paths to their entries, or takes them out."""
    gone = ("0", "0" * len(commit))
    found = ((path, *entries.get(path, gone)) for path in sorted(paths))
    return "".join(f"{mode} {oid}\t{path}\0" for path, mode, oid in found).encode()


def is_ours(lock: Path) -> bool:
    """Whether any casectl process made this lock."""
    return lock.is_symlink() and lock.readlink().name.startswith(_LOCK_PREFIX)


def _wait(lock: Path, until: float) -> None:
    if time.monotonic() >= until:
        raise RepositoryError(
            msg("{file} exists: a git command is running in this repository, or was killed", file=str(lock)),
            hint=msg("wait until the git command ends; if none is running, casectl doctor --fix deletes the file"),
        )
    time.sleep(_PAUSE)


def _files(listing: bytes) -> Iterator[tuple[str, str, str]]:
    """Mode, blob and path of each regular file in a listing of a tree, or of the index."""
    for line in listing.decode(errors="surrogateescape").split("\0"):
        about, _, path = line.partition("\t")
        mode, _, rest = about.partition(" ")
        if mode.startswith("100"):
            yield mode, rest.removeprefix("blob ").removesuffix(" 0"), path


class IndexDraft:
    """A changed copy of the index, in the making; whoever makes one holds the index's lock.

    The copy keeps the time: by it git decides which files may have changed since, and none was compared here.
    """

    def __init__(self, git: GitCommand, index: Path, folder: Path, lines: bytes) -> None:
        """Start to change a copy of `index`, in casectl's own `folder`, by `lines` of ``update-index --index-info``.

        Raises OSError, RepositoryError.
        """
        self.lines = lines
        self._file = folder / "git-index"
        folder.mkdir(mode=0o700, exist_ok=True)
        for left_over in (self._file, folder / "git-index.lock"):
            left_over.unlink(missing_ok=True)
        self._before = self._same_as(index)
        self._making = git.start(
            *("update-index", "-z", "--index-info"),
            environment={"GIT_INDEX_FILE": str(self._file)},
            folder=_no_files(folder),
        )
        self._unsent = lines if len(lines) > _PIPE_BYTES else b""
        if not self._unsent:
            self._making.end_input(lines)

    def _same_as(self, index: Path) -> os.stat_result | None:
        """Make the copy: by a link if the disk has links, since git never writes into a file. None without an index."""
        try:
            self._file.hardlink_to(index)
        except FileNotFoundError:
            return None
        except OSError:
            self._file.write_bytes(index.read_bytes())
        return index.stat()

    def take_the_place_of(self, index: Path) -> None:
        """Wait until the copy is made, and replace the index with it. Raises GitFailed, OSError: nothing changed."""
        self._making.result(self._unsent)
        if self._before:
            os.utime(self._file, ns=(self._before.st_atime_ns, self._before.st_mtime_ns))
        self._file.replace(index)
        durable.sync_folder(index.parent)


def _no_files(folder: Path) -> Path:
    """A new, empty folder; those that were made before go, if nobody put anything into them."""
    for earlier in folder.glob("no-files*"):
        with suppress(OSError):
            earlier.rmdir()
    empty = folder / f"no-files-{os.urandom(8).hex()}"
    empty.mkdir(mode=0o700)
    return empty
