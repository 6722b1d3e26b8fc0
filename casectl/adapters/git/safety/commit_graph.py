"""git's commit-graph: a cache of the commits that makes reading a long history fast.

git uses it without checking its checksum, and a flipped bit can then cut history short or redirect it.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from casectl.adapters.files import plain_file
from casectl.adapters.git.repository_paths import RepositoryPaths

_HASHES = {1: "sha1", 2: "sha256"}
_HASH_AT = 5
"""The offset of the byte that names the hash of the commit ids (gitformat-commit-graph)."""


def damaged(repo: RepositoryPaths) -> list[Path]:
    """The commit-graph files whose checksum is wrong, or that cannot be read."""
    return [file for file in repo.commit_graphs if not _is_sound(file)]


def _is_sound(file: Path) -> bool:
    try:
        data = plain_file.content(file)
        made = hashlib.new(_HASHES[data[_HASH_AT]], usedforsecurity=False)
    except (OSError, IndexError, KeyError):
        return False
    made.update(memoryview(data)[: -made.digest_size])
    return made.digest() == data[-made.digest_size :]
