"""Reading a bundle that somebody else made, before git does: no object in it may be larger than it has a right to be.

casectl writes no deltas into its bundles, so each object stands by itself, and can be measured without keeping it.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from casectl.core.values.messages import Message, Unreadable, msg
from casectl.core.values.regex import regex
from casectl.core.values.value_class import value_class

_MOST_OBJECT = 16 << 20
_MOST_TOGETHER = 256 << 20
"""The most bytes that one object, and all together, may have when unpacked."""
_KINDS = (1, 2, 3)
"""Commits, trees and blobs (gitformat-pack): no tags, and no deltas."""
_PIECE = 1 << 12
_HEADER, _TRAILER = 12, {"sha1": 20, "sha256": 32}
_REF = regex(r"([0-9a-f]{40}|[0-9a-f]{64}) (refs/heads/\S+)")


@value_class
class BundleParts:
    """A bundle's only branch with its commit, the hash of its ids, and its pack."""

    commit: str
    ref: str
    hash: str
    pack: memoryview


def bundle_parts(data: bytes) -> BundleParts:
    """The parts of a bundle as casectl writes it. Raises Unreadable for any other, and one that would swell."""
    head, gap, _ = data[:4096].partition(b"\n\n")
    first, *lines = head.decode(errors="replace").splitlines() or [""]
    sha256 = lines[:1] == ["@object-format=sha256"]
    refs = [_REF.fullmatch(line) for line in lines[sha256:]]
    known = first == ("# v3 git bundle" if sha256 else "# v2 git bundle")
    if not (gap and known and len(refs) == 1 and refs[0]):
        raise _refused(msg("its header is not that of a bundle with one branch"))
    hash_name = "sha256" if sha256 else "sha1"
    pack = memoryview(data)[len(head) + 2 :]
    _demand_small(pack, _TRAILER[hash_name])
    return BundleParts(refs[0][1], refs[0][2], hash_name, pack)


def _refused(why: Message) -> Unreadable:
    return Unreadable(msg("the git bundle in the pack is not one that casectl made: {why}", why=why))


def _demand_small(pack: memoryview, trailer: int) -> None:
    if bytes(pack[:8]) != b"PACK\0\0\0\2" or len(pack) < _HEADER + trailer:
        raise _refused(msg("it contains no packed objects"))
    at, together = _HEADER, 0
    for _ in range(int.from_bytes(pack[8:12], "big")):
        kind, size, at = object_head(pack, at)
        together += size
        if kind not in _KINDS or size > _MOST_OBJECT or together > _MOST_TOGETHER:
            raise _refused(msg("an object in it is too large, or of a kind that does not belong in it"))
        at = _end_of(pack, at, size)
    if at != len(pack) - trailer:
        raise _refused(msg("it contains other data besides its objects"))


def object_head(pack: memoryview, at: int) -> tuple[int, int, int]:
    """The kind of the object at a place, its size when unpacked, and where its content begins."""
    shift, size = 4, pack[at] & 15 if at < len(pack) else 0
    kind = pack[at] >> 4 & 7 if at < len(pack) else 0
    while at < len(pack) and pack[at] & 128 and shift < 64:
        at += 1
        size |= (pack[at] & 127) << shift if at < len(pack) else 0
        shift += 7
    return kind, size, at + 1


def _end_of(pack: memoryview, at: int, size: int) -> int:
    """Where a packed content ends. Raises Unreadable unless it has just that size when unpacked."""
    unpacking, left = zlib.decompressobj(), size
    try:
        for piece in _pieces(pack, at):
            waiting = bytes(piece)
            while waiting and not unpacking.eof:
                left -= len(unpacking.decompress(waiting, max(left, 0) + 1))
                if left < 0:
                    raise _refused(msg("an object in it is larger than its stated size"))
                waiting = unpacking.unconsumed_tail
            at += len(piece)
            if unpacking.eof:
                break
    except zlib.error:
        raise _refused(msg("an object in it is damaged")) from None
    if left or not unpacking.eof:
        raise _refused(msg("an object in it is damaged"))
    return at - len(unpacking.unused_data)


def _pieces(pack: memoryview, at: int) -> Iterator[memoryview]:
    return (pack[start : start + _PIECE] for start in range(at, len(pack), _PIECE))
