"""Looking at the casebook's folders and files as the index does: what is there, and whether it is as it was.

A stamp is a number made of what the system says of a file: its kind and rights, its times, size and inode. All of a
folder's stamps are made without a step of Python for each file, which is what lists spend most of their time on.
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

from casectl.adapters.files.paths import max_bytes
from casectl.core.values.messages import Message, msg, reason_of
from casectl.core.values.value_class import NamedTuple

CASE, UNREADABLE, FOLDER, OTHER = b"cufo"
"""Kinds of things: a case file, one that cannot be read, a folder, and what is none of casectl's business."""

DISTRUSTED = 0
"""The stamp of a file so young that nothing is proved by its stamp."""

_GRAIN_NS = 2_000_000_000
"""The coarsest clock of a file system in use: two seconds, on FAT."""

_marks = attrgetter("st_mode", "st_mtime_ns", "st_ctime_ns", "st_size", "st_ino")


class FolderListing(NamedTuple):
    """The names in a folder, but for those with a leading dot, their stamps, and the folder's own from before."""

    names: list[str]
    stamps: array[int]
    own: int


class FileContent(NamedTuple):
    """A regular file's bytes, its stamp from before they were read (DISTRUSTED if too young to trust), its digest."""

    data: bytes
    stamp: int
    digest: bytes


def listing(folder: Path) -> FolderListing:
    """What is in a folder now. Raises OSError if it is none, is a link, or cannot be listed."""
    here = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        own = _stamp(os.fstat(here), time.time_ns())
        names = [name for name in os.listdir(here) if name[0] != "."]  # noqa: PTH208 (of what was opened)
        look = partial(os.stat, dir_fd=here, follow_symlinks=False)
        try:
            return FolderListing(names, array("q", map(hash, map(_marks, map(look, names)))), own)
        except OSError:  # one of them has gone meanwhile; the caller looks at each and finds which
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
        return None  # a link or a pipe in a case's place is no case, and must not be passed over in silence
    return OTHER


def content(path: str) -> FileContent:
    """What a file holds now. Raises FileNotFoundError if it is gone, OSError for what is no regular file."""
    from hashlib import sha256  # which loads much, and most lists read no file

    begun_at_ns = time.time_ns()
    file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        found = os.fstat(file)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.ELOOP, path)
        if found.st_size > max_bytes(os.path.basename(path)):  # noqa: PTH119 (of a hundred thousand)
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
        data = b"".join(iter(partial(os.read, file, found.st_size + 1), b""))
    finally:
        os.close(file)
    return FileContent(data, _stamp(found, begun_at_ns), sha256(data).digest()[:16])


def _stamp(found: os.stat_result, looked_at_ns: int) -> int:
    """The stamp of what was last changed long enough before it was looked at; DISTRUSTED if it is too young."""
    young = max(found.st_mtime_ns, found.st_ctime_ns) > looked_at_ns - _GRAIN_NS
    return DISTRUSTED if young else hash(_marks(found))


def file_stamp(path: str, looked_at_ns: int | None = None) -> int:
    """The stamp of the file itself, DISTRUSTED if there is none; also if it is too young to have been `looked_at_ns`
    (an instant in nanoseconds) as it is.
    """
    try:
        found = os.lstat(path)
    except (OSError, ValueError):
        return DISTRUSTED
    return hash(_marks(found)) if looked_at_ns is None else _stamp(found, looked_at_ns)


def folder_stamp(folder: Path) -> int:
    """The stamp of a folder itself, which changes whenever a name in it does. Raises OSError."""
    return hash(_marks(os.lstat(folder)))


def encoded_path(path: str) -> bytes:
    """A path as bytes, as it is kept: whatever bytes a name has, it can be read back."""
    return path.encode("utf-8", "surrogateescape")


def decoded_path(path: bytes) -> str:
    """A path that was kept."""
    return path.decode("utf-8", "surrogateescape")


def cannot_read(path: str, error: OSError) -> Message:
    """Why a file or folder cannot be read."""
    if error.errno == errno.ELOOP:  # what the system says of a link that is not to be followed, and we of a pipe
        return msg("{path} is not a regular file", path=path)
    return msg("{path} cannot be read: {reason}", path=path, reason=reason_of(error))
