"""Scanning the casebook's folders and files: what is there, and whether it has changed.

A stamp is a hash of what the system reports about a file: its kind and permissions, times, size and inode. A folder's
stamps are computed without a step of Python for each file, since lists spend most of their time here.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from array import array
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from casectl.adapters.files.paths import max_bytes
from casectl.adapters.index.pages import DISTRUSTED, FOLDER, OTHER
from casectl.core.values.messages import Message, msg

_GRAIN_NS = 2_000_000_000
"""The coarsest clock of a file system in use: two seconds, on FAT."""

_stat_fields = attrgetter("st_mode", "st_mtime_ns", "st_ctime_ns", "st_size", "st_ino")


class FolderListing(NamedTuple):
    """The names in a folder without a leading dot, their stamps, and the folder's own stamp from before."""

    names: list[str]
    stamps: array[int]
    own: int


class FileContent(NamedTuple):
    """A regular file's bytes, its stamp from before they were read (DISTRUSTED if too young to trust), its SHA-256."""

    data: bytes
    stamp: int
    digest: str


def listing(folder: Path) -> FolderListing:
    """What is in a folder now. Raises OSError if it is not a folder, is a link, or cannot be listed."""
    here = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        own = _stamp(os.fstat(here), time.time_ns())
        names = [name for name in os.listdir(here) if name[0] != "."]  # noqa: PTH208 (of an open descriptor)
        stat_of = partial(os.stat, dir_fd=here, follow_symlinks=False)
        try:
            return FolderListing(names, array("q", map(hash, map(_stat_fields, map(stat_of, names)))), own)
        except OSError:  # one was deleted meanwhile: reading each of them will show which
            return FolderListing(names, array("q", bytes(8 * len(names))), DISTRUSTED)
    finally:
        os.close(here)


def kinds(folder: Path) -> dict[str, int | None]:
    """FOLDER, OTHER, or None for what may be a case, by name. Raises OSError."""
    with os.scandir(folder) as entries:
        return {entry.name: _kind(entry) for entry in entries}


def _kind(entry: os.DirEntry[str]) -> int | None:
    if entry.is_dir(follow_symlinks=False):
        return FOLDER
    if entry.name.endswith(".yaml") or (entry.is_symlink() and entry.is_dir()):
        return None  # a link or a pipe in place of a case must be reported, not skipped
    return OTHER


def content(path: str) -> FileContent:
    """The content of a file now. Raises FileNotFoundError if it is gone, OSError if it is not a regular file."""
    from hashlib import sha256  # slow to import, and most lists read no file

    begun_at_ns = time.time_ns()
    file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        found = os.fstat(file)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.ELOOP, path)
        if found.st_size > max_bytes(os.path.basename(path)):  # noqa: PTH119 (for up to 100,000 files)
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
        data = b"".join(iter(partial(os.read, file, found.st_size + 1), b""))
    finally:
        os.close(file)
    return FileContent(data, _stamp(found, begun_at_ns), sha256(data).hexdigest())


def _stamp(found: os.stat_result, looked_at_ns: int) -> int:
    """The stamp of a file; DISTRUSTED if it was changed too shortly before `looked_at_ns` (nanoseconds)."""
    young = max(found.st_mtime_ns, found.st_ctime_ns) > looked_at_ns - _GRAIN_NS
    return DISTRUSTED if young else hash(_stat_fields(found))


def folder_stamp(folder: Path) -> int:
    """The stamp of a folder itself, which changes whenever a name in it does. Raises OSError."""
    return hash(_stat_fields(os.lstat(folder)))


def cannot_read(path: str, error: OSError) -> Message:
    """Why a file or folder cannot be read."""
    if error.errno == errno.ELOOP:  # the system's error for a link that is not followed, and `content`'s for a pipe
        return msg("{path} is not a regular file", path=path)
    from casectl.core.values.os_errors import reason_of  # not for every list

    return msg("{path} cannot be read: {reason}", path=path, reason=reason_of(error))
