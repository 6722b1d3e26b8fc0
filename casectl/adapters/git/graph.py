"""git's commit-graph: what it remembers of the commits, so that a long history is read quickly.

git believes it without a look at its checksum, and a flipped bit then cuts history short or sends it elsewhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from casectl.adapters.files import plain_file
from casectl.adapters.git.repository_paths import RepositoryPaths

_HASHES = {1: "sha1", 2: "sha256"}
_HASH_AT = 5
"""Where in its first bytes a commit-graph says by which hash its commits are named (gitformat-commit-graph)."""


def files(place: RepositoryPaths) -> list[Path]:
    """The files of the repository's commit-graph; none if it has none."""
    info = place.common_dir / "objects/info"
    return [file for file in (info / "commit-graph", *sorted(info.glob("commit-graphs/*.graph"))) if file.exists()]


def damaged(place: RepositoryPaths) -> list[Path]:
    """Those whose checksum is wrong, or that cannot be read."""
    return [file for file in files(place) if not _is_sound(file)]


def believed(place: RepositoryPaths) -> Sequence[str]:
    """What is put in front of a command that may use the commit-graph; nothing if there is none that is sound."""
    return ("-c", "core.commitGraph=true") if files(place) and not damaged(place) else ()


def _is_sound(file: Path) -> bool:
    try:
        data = plain_file.content(file)
        made = hashlib.new(_HASHES[data[_HASH_AT]], usedforsecurity=False)
    except (OSError, IndexError, KeyError):
        return False
    made.update(memoryview(data)[: -made.digest_size])
    return made.digest() == data[-made.digest_size :]
