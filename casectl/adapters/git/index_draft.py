"""A copy of git's index that a git of its own changes, and that then takes the index's place."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from casectl.adapters.files import durable
from casectl.adapters.git.command import GitCommand

_PIPE_BYTES = 1 << 15
"""No pipe holds less; what is longer is sent when its end is waited for."""


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
