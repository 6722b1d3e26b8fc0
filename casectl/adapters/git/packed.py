"""A commit out of a pack, without asking git: where it is comes from the pack's index, what it is from its own id.

Of a delta, of a pack whose index is of another kind, and of anything damaged nothing is said: git is asked then.
"""

from __future__ import annotations

import errno
import os
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from casectl.adapters.git.pack_stream import object_head

_MAGIC, _IDS = b"\377tOc\0\0\0\2", 8 + 256 * 4
"""How an index of version 2 begins, and where its ids do: after how many begin with each byte or a lower one
(gitformat-pack).
"""
_COMMIT, _MOST, _FAR, _FARTHEST = 1, 1 << 16, 1 << 31, (1 << 63) - 1


def packed_commit(packs: Path, oid: str) -> bytes:
    """What a commit says, by its full id; b"" if no pack in the folder has it so that it can be read.

    The caller checks it by its id. Raises OSError where a file cannot be read, zlib.error for what is damaged.
    """
    for index in sorted(packs.glob("pack-*.idx")):
        with _opened(index) as file:
            place = _place(file, bytes.fromhex(oid))
        if place:
            with _opened(index.with_suffix(".pack")) as file:
                return _content(os.pread(file, _MOST, place))
    return b""


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
        yield file
    finally:
        os.close(file)


def _place(index: int, oid: bytes) -> int:
    """Where the object is in the pack; 0 if the index does not have it."""
    head = os.pread(index, _IDS, 0)
    if not head.startswith(_MAGIC) or len(head) < _IDS:
        return 0
    below = [int.from_bytes(head[at : at + 4], "big") for at in range(8, _IDS, 4)]
    first, count = below[oid[0] - 1] if oid[0] else 0, below[-1]
    if not 0 <= first <= below[oid[0]] <= count <= os.fstat(index).st_size // len(oid):
        return 0
    ids = os.pread(index, (below[oid[0]] - first) * len(oid), _IDS + first * len(oid))
    at = ids.find(oid)
    while at % len(oid) and at >= 0:  # in the middle of two others
        at = ids.find(oid, at + 1)
    if at < 0:
        return 0
    far = _IDS + count * (len(oid) + 4)  # after the ids and their checksums
    place = int.from_bytes(os.pread(index, 4, far + (first + at // len(oid)) * 4), "big")
    if place >= _FAR:
        place = int.from_bytes(os.pread(index, 8, far + count * 4 + (place - _FAR) * 8), "big")
    return min(place, _FARTHEST)


def _content(data: bytes) -> bytes:
    kind, _size, at = object_head(memoryview(data), 0)
    return zlib.decompressobj().decompress(data[at:], _MOST) if kind == _COMMIT else b""
