"""How far `check` has looked at each branch: a small file with a seal, outside the work tree."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from casectl.adapters.files.sealed_file import SealedFile
from casectl.core.history.file_change import FileChange, Looked
from casectl.core.time.instants import to_seconds

_SEED = 1
"""Raised when the file has another form."""
_TEXTS = ("commit", "by", "path", "before", "after")


class SeenHeadsFile:
    """The branches in `file`. What is in it may be anything: it counts if it has its seal, and reads as it should."""

    def __init__(self, file: Path) -> None:
        self._folder = file.parent
        self._file = SealedFile(file)

    def looked(self, branch: str) -> Looked | None:
        """How far `check` has looked at this branch, None if never."""
        with suppress(ValueError, TypeError, LookupError, AttributeError, RecursionError, OverflowError):
            kept = self._read()[branch]
            faulty = tuple(map(str, kept.get("faulty", ())))
            return Looked(str(kept["commit"]), tuple(map(kept_change, kept["open"])), faulty)
        return None

    def branches(self) -> tuple[str, ...]:
        """The branches that `check` has looked at."""
        with suppress(ValueError, TypeError, RecursionError):
            return tuple(self._read())
        return ()

    def keep(self, branch: str, looked: Looked) -> None:
        """Remember that. Best effort."""
        if looked == self.looked(branch):
            return
        kept: dict[str, Any] = {}
        with suppress(ValueError, TypeError, RecursionError):
            kept.update(self._read())
        open_ = [*map(change_kept, looked.open)]
        kept[branch] = {"commit": looked.commit, "open": open_, "faulty": [*looked.faulty]}
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, exist_ok=True)
            self._file.write(json.dumps(kept).encode(), _SEED)

    def _read(self) -> Mapping[str, Any]:
        data = self._file.read(_SEED)
        found: Mapping[str, Any] = {} if data is None else json.loads(bytes(data))
        return found


def change_kept(change: FileChange) -> dict[str, Any]:
    """A change as plain data."""
    texts = {name: getattr(change, name) for name in (*_TEXTS, "email")}
    return texts | {"at": to_seconds(change.at), "moved_back": change.moved_back}


def kept_change(kept: Mapping[str, Any]) -> FileChange:
    """The change that was kept as plain data."""
    commit, by, path, before, after = (str(kept[name]) for name in _TEXTS)
    return FileChange(
        commit, by, datetime.fromtimestamp(kept["at"], UTC), path, before, after, bool(kept["moved_back"]),
        str(kept.get("email", "")),
    )  # fmt: skip
