"""A file that is read as a whole and counts only with its seal: no bit has changed since casectl wrote it.

The seal is a seed and a checksum that begins with it. The file is written to another one that then takes its place.
Nothing here raises for want of a file.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from zlib import crc32

_SEAL_BYTES = 8
LARGEST = 1 << 31
"""The most bytes that a file may have."""


class SealedFile:
    """The file `path` (mode 0600, its folder 0700)."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._loaded: tuple[int, ...] | None = None
        self.checksum = 0
        """That of what was last read or written."""

    def read(self, seed: int) -> memoryview | None:
        """The content; None if there is no file that has a seal with this seed."""
        with suppress(OSError, MemoryError):
            self._loaded = _identity(os.lstat(self._path))
            file = os.open(self._path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
            with os.fdopen(file, "rb", buffering=0) as stream:
                found = os.fstat(file)
                if stat.S_ISREG(found.st_mode) and found.st_size <= LARGEST:
                    return self._checked(memoryview(stream.read()), seed)
        return None

    def _checked(self, data: memoryview, seed: int) -> memoryview | None:
        body = data[:-_SEAL_BYTES]
        self.checksum = crc32(body, seed)
        return body if body and _seal(seed, self.checksum) == data[-_SEAL_BYTES:] else None

    def is_as_read(self) -> bool:
        """Whether nobody has written it or taken it away since."""
        try:
            return _identity(os.lstat(self._path)) == self._loaded
        except OSError:
            return self._loaded is None

    def throw_away(self) -> None:
        """Take the file away."""
        with suppress(OSError):
            self._path.unlink()

    def write(self, data: bytes, seed: int) -> bool:
        """Replace the file, and say whether that was done."""
        draft = self._path.with_name(f"{self._path.name}.new")
        self.checksum = crc32(data, seed)
        with suppress(OSError):
            draft.unlink(missing_ok=True)
            file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
            try:
                with os.fdopen(file, "wb", buffering=0) as stream:
                    for part in (data, _seal(seed, self.checksum)):
                        _write(stream.write, part)
                draft.replace(self._path)
            except OSError:
                draft.unlink()
                raise
            return True
        return False


def sealed(data: bytes, seed: int) -> bytes:
    """The data with its seal behind it."""
    return data + _seal(seed, crc32(data, seed))


def is_whole(data: bytes) -> bool:
    """Whether these are the bytes of a file as some casectl wrote it, of this version or another."""
    seed = int.from_bytes(data[-_SEAL_BYTES:][:4], "little")
    return _seal(seed, crc32(memoryview(data)[:-_SEAL_BYTES], seed)) == data[-_SEAL_BYTES:]


def _seal(seed: int, checksum: int) -> bytes:
    return seed.to_bytes(4, "little") + checksum.to_bytes(4, "little")


def _write(write: Callable[[memoryview], int | None], data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[write(rest) or 0 :]


def _identity(found: os.stat_result) -> tuple[int, ...]:
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
