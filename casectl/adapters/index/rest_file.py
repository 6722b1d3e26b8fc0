"""The file beside the index's columns that holds the rest of each case: facts that few lists show, and its words.

Records follow one another; the columns say where each is, and its seal. What has the seal is what was written
about that path, whatever happened to the file since; anything else is as good as absent. Nothing here raises for want
of a file.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from weakref import finalize
from zlib import crc32

from casectl.core.values.value_class import NamedTuple

_AT_ONCE = 1 << 22
_NEAR = 1 << 12
"""So many bytes between two records are read along."""


class Place(NamedTuple):
    """Where a record is: its first byte, its length, its checksum. A length of 0: nowhere."""

    at: int
    size: int
    seal: int


NOWHERE = Place(0, 0, 0)


class RestFile:
    """Records of paths, kept in the file `path`; `seed` begins every seal."""

    def __init__(self, path: Path, seed: int) -> None:
        self._path = path
        self._seed = seed

    def size(self) -> int:
        """How many bytes there are; 0 if there is no usable file."""
        with suppress(OSError):
            found = os.lstat(self._path)
            return found.st_size if stat.S_ISREG(found.st_mode) else 0
        return 0

    def read(self, wanted: Sequence[tuple[bytes, Place]]) -> Iterator[bytes | None]:
        """The records of these paths, None for each that is not as it was written; quickest in the file's order."""
        for stretch in _stretches(wanted):
            yield from self._stretch(stretch)

    @cached_property
    def _opened(self) -> int:
        """Open for as long as this object lives, since each row may ask; -1 if there is no such file."""
        try:
            file = os.open(self._path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError:
            return -1
        finalize(self, os.close, file)
        return file

    def _stretch(self, wanted: Sequence[tuple[bytes, Place]]) -> Iterator[bytes | None]:
        begin, last = wanted[0][1].at, wanted[-1][1]
        try:
            data = os.pread(self._opened, last.at + last.size - begin, begin)
        except (OSError, ValueError, OverflowError):
            data = b""
        for path, (at, size, seal) in wanted:
            record = data[at - begin : at - begin + size]
            yield record if size and crc32(record, crc32(path, self._seed)) == seal else None

    @contextmanager
    def writing(self) -> Iterator[RestWriter | None]:
        """Hold the file for writing, which one process does at a time; None if that cannot be."""
        with suppress(OSError):
            if not _is_plain(os.lstat(self._path)):
                self._path.unlink()
        try:
            file = os.open(
                self._path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, 0o600
            )  # fmt: skip
        except OSError:
            yield None
            return
        try:
            yield RestWriter(file, self._seed) if _is_ours(file) else None
        finally:
            os.close(file)


class RestWriter:
    """The file, held for writing. Once something fails, all that was to be written counts as failed."""

    def __init__(self, file: int, seed: int) -> None:
        self._file = file
        self._seed = seed
        self._buffer: list[bytes] = []
        self.size = os.fstat(file).st_size
        self._written = self.size
        self.failed = False

    def empty(self) -> None:
        """Take everything out of it."""
        self._attempt(lambda: os.ftruncate(self._file, 0))
        self.size = self._written = 0

    def append(self, path: bytes, record: bytes) -> Place:
        """Put a record behind all others; the last ones are written by `flush`."""
        place = Place(self.size, len(record), crc32(record, crc32(path, self._seed)))
        self._buffer.append(record)
        self.size += len(record)
        if self.size - self._written > _AT_ONCE:
            self.flush()
        return place

    def flush(self) -> None:
        """Write what was appended."""
        data = b"".join(self._buffer)
        self._buffer.clear()
        self._attempt(lambda: _write(self._file, data, self._written))
        self._written = self.size

    def erase(self, places: Sequence[Place]) -> None:
        """Leave nothing of these records: no complaint stays that has been changed or taken away."""
        for at, size, _ in places:
            if at + size <= self.size:
                self._attempt(lambda at=at, size=size: _write(self._file, bytes(size), at))  # type: ignore[misc]

    def _attempt(self, work: Callable[[], object]) -> None:
        try:
            if not self.failed:
                work()
        except OSError:  # a full disk, mostly
            self.failed = True


def _write(file: int, data: bytes, at: int) -> None:
    view = memoryview(data)
    while view:
        done = os.pwrite(file, view, at)
        view, at = view[done:], at + done


def _is_ours(file: int) -> bool:
    """Whether it is a plain file, and nobody else writes to it."""
    if not _is_plain(os.fstat(file)):
        return False
    from fcntl import LOCK_EX, LOCK_NB, flock  # few lists have anything to write

    try:
        flock(file, LOCK_EX | LOCK_NB)
    except OSError:
        return False
    return True


def _is_plain(found: os.stat_result) -> bool:
    """Whether it is a file that has no other name."""
    return stat.S_ISREG(found.st_mode) and found.st_nlink == 1


def _stretches(wanted: Sequence[tuple[bytes, Place]]) -> Iterator[list[tuple[bytes, Place]]]:
    """Records near each other, which are read at once."""
    found: list[tuple[bytes, Place]] = []
    for each in wanted:
        if found and not _is_near(found, each[1]):
            yield found
            found = []
        found.append(each)
    if found:
        yield found


def _is_near(found: Sequence[tuple[bytes, Place]], then: Place) -> bool:
    first, last = found[0][1], found[-1][1]
    gap = then.at - (last.at + last.size)
    return 0 <= gap <= _NEAR and then.at + then.size - first.at <= _AT_ONCE
