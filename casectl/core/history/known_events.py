"""Which events were recorded, and in which case: an id stands in one case only. Twelve bytes for each."""

from __future__ import annotations

from hashlib import blake2b

_ID, _PATH = 8, 4
"""Bytes of a digest: of an event's id, and of the path of its case."""


class KnownEvents:
    """The events known so far; `kept` is what `to_bytes` gave."""

    def __init__(self, kept: bytes = b"") -> None:
        size = _ID + _PATH
        parts = (kept[start : start + size] for start in range(0, len(kept) - size + 1, size))
        self._paths = {part[:_ID]: part[_ID:] for part in parts}

    def add(self, event: str, path: str) -> bool:
        """Add an event of the case in a file; whether it stands in another case too."""
        where = _digest(path, _PATH)
        return self._paths.setdefault(_digest(event, _ID), where) != where

    def to_bytes(self) -> bytes:
        """All of them, to be kept."""
        return b"".join(event + path for event, path in self._paths.items())


def _digest(text: str, size: int) -> bytes:
    return blake2b(text.encode(errors="surrogateescape"), digest_size=size).digest()
