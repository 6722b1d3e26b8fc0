"""Cached trees of configuration files (templates, calendars, casectl.yaml), so that lists need no YAML parser.

An entry holds the content it was made of, so it is never out of date (a digest would do, and takes longer to load than
to compare); it has a checksum, so a damaged one counts as absent. Derived: it may be deleted at any time, and where it
cannot be written the file is parsed each time.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import cast
from zlib import crc32

from casectl.core.values.limits import MAX_PRIVATE_FILE
from casectl.core.values.tree import Tree

_MAX_ENTRIES = 200


class TreeCache:
    """Parsed trees in `folder` (mode 0700); `version` names the parser that made them."""

    def __init__(self, folder: Path, version: str) -> None:
        self._folder = folder
        self._version = version

    def get(self, data: bytes, parse: Callable[[bytes], dict[str, Tree]]) -> dict[str, Tree]:
        """The tree of `data`, from the cache or from `parse`, whose errors propagate and are not cached."""
        origin = self._version.encode() + b"\0" + data
        file = self._folder / f"{crc32(origin):08x}-{len(origin)}.json"
        tree = _read(file, origin)
        if tree is None:
            tree = parse(data)
            with suppress(OSError):
                for folder in (self._folder.parent, self._folder):
                    folder.mkdir(mode=0o700, exist_ok=True)
                _write(file, origin, tree)
                self._evict()
        return tree

    def _evict(self) -> None:
        """Delete the oldest entries beyond the limit."""
        files = sorted(self._folder.glob("*.json"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
        for file in files[_MAX_ENTRIES:]:
            file.unlink()


def _read(file: Path, origin: bytes) -> dict[str, Tree] | None:
    try:
        # O_NONBLOCK: in a copied folder this may be a named pipe, on which opening would block.
        with os.fdopen(os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as kept:
            seal, _, body = kept.read(MAX_PRIVATE_FILE).partition(b"\n")
    except OSError:
        return None
    if seal != _seal(body) or not body.startswith(origin):
        return None
    return cast("dict[str, Tree]", json.loads(body[len(origin) :]))


def _write(file: Path, origin: bytes, tree: dict[str, Tree]) -> None:
    body = origin + json.dumps(tree, ensure_ascii=False).encode("utf-8", "surrogatepass")
    draft = file.with_suffix(f".{os.getpid()}.tmp")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600), "wb") as out:
            out.write(_seal(body) + b"\n" + body)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def _seal(body: bytes) -> bytes:
    return b"%08x" % crc32(body)
