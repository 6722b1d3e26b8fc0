"""The index: facts about every case file as the work tree stands, reading only the files that changed.

A file is unchanged if its times, size and inode are those of when it was read. That proves nothing about one written
within the clock's grain of being read, so so young an entry is kept without its stamp and told by its content next
time (git's racy-clean rule). Facts are the same from the file and from the index: both have been through JSON.
Nothing here writes to the casebook's own files.
"""

from __future__ import annotations

import gc
import json
import os
import stat
import time
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, Protocol

from casectl.core.errors import Unreadable
from casectl.core.messages import Message, msg
from casectl.ports import Row

Reader = Callable[[str, bytes], Mapping[str, object]]
Stamp = list[int]
"""Modified, changed (both in ns), size, inode; a list, since that is what JSON gives back."""

_GRAIN_NS = 2_000_000_000
"""The coarsest clock of a file system in use: two seconds, on FAT."""


class _Entry(NamedTuple):
    """What is kept of a file; an empty `stamp` means: look at the content."""

    stamp: Stamp
    digest: str
    facts: Mapping[str, object] | None
    trouble: str


class _Lines(Protocol):
    def load(self) -> dict[str, bytes]: ...

    def save(self, lines: Mapping[str, bytes], gone: Iterable[str]) -> None: ...


class SqliteIndex:
    """The index of the casebook at `root`, kept in `file`; `version` names what the reader's facts mean."""

    def __init__(self, root: Path, file: Path, version: str) -> None:
        self._root = root
        self._file = file
        self._version = version

    def rows(self, folder: str, reader: Reader) -> list[Row]:
        """A row for each regular ``*.yaml`` below `folder`, by path; dot-names and links are left out.

        `reader` is asked only about files that changed. Where it raises Unreadable, or a file or folder cannot be
        read, the row has the trouble instead of facts. A missing, broken or busy index file is never an error.
        """
        lines = self._lines()
        known = _decoded(lines.load()) if lines else {}
        stamps, troubles = _scan(self._root, folder)
        changed: dict[str, _Entry] = {}
        rows = [Row(path, None, str(trouble)) for path, trouble in troubles.items()]
        for path, stamp in stamps.items():
            entry = known.get(path)
            if entry is None or entry.stamp != stamp:
                seen = self._look(path, entry, reader)
                if seen is None:
                    continue
                if seen != entry:
                    changed[path] = seen
                entry = seen
            rows.append(Row(path, entry.facts, entry.trouble))
        rows.sort(key=lambda row: row.path)
        gone = _gone(known, folder, rows)
        if lines and (changed or gone):
            lines.save({path: _encoded(entry) for path, entry in changed.items()}, gone)
        return rows

    def _lines(self) -> _Lines | None:
        try:
            from casectl.adapters.index_file import IndexFile
        except ImportError:  # a Python that was built without SQLite
            return None
        return IndexFile(self._file, self._version)

    def _look(self, path: str, old: _Entry | None, reader: Reader) -> _Entry | None:
        """What the file holds now; None if it is no longer there as a regular file."""
        begun_at_ns = time.time_ns()
        try:
            data, stamp = _content(self._root / path)
        except FileNotFoundError:
            return None
        except OSError as error:
            return _Entry([], "", None, str(_cannot_read(path, error)))
        if stamp and max(stamp[:2]) > begun_at_ns - _GRAIN_NS:
            stamp = []
        digest = sha256(data).hexdigest()
        if old and old.digest == digest:
            return old._replace(stamp=stamp)
        try:
            return _Entry(stamp, digest, json.loads(json.dumps(dict(reader(path, data)))), "")
        except Unreadable as error:
            return _Entry(stamp, digest, None, str(error))


def _scan(root: Path, folder: str) -> tuple[dict[str, Stamp], dict[str, Message]]:
    """The stamps of the files below a folder, and the folders that could not be listed."""
    stamps: dict[str, Stamp] = {}
    troubles: dict[str, Message] = {}
    folders = [folder]
    while folders:
        here = folders.pop()
        try:
            if (root / here).is_symlink():
                raise NotADirectoryError(0, "it is a symbolic link")
            with os.scandir(root / here) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    path = f"{here}/{entry.name}"
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(path)
                    elif entry.name.endswith(".yaml") and entry.is_file(follow_symlinks=False):
                        stamps[path] = _stamp_of(entry)
        except FileNotFoundError:
            continue
        except OSError as error:
            troubles[here] = _cannot_read(here, error)
    return stamps, troubles


def _stamp_of(entry: os.DirEntry[str]) -> Stamp:
    try:
        return _stamp(entry.stat(follow_symlinks=False))
    except OSError:  # gone, or in trouble: whoever looks at the content will say which
        return []


def _stamp(found: os.stat_result) -> Stamp:
    return [found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino]


def _content(path: Path) -> tuple[bytes, Stamp]:
    """The bytes of a regular file, with a stamp taken before they were read. Raises OSError."""
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise FileNotFoundError(path)
        return file.read(), _stamp(found)


def _cannot_read(path: str, error: OSError) -> Message:
    return msg("{path} cannot be read: {reason}", path=path, reason=error.strerror or type(error).__name__)


def _gone(known: Iterable[str], folder: str, rows: list[Row]) -> list[str]:
    there = {row.path for row in rows}
    return [path for path in known if path not in there and path.startswith(f"{folder}/")]


def _encoded(entry: _Entry) -> bytes:
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _decoded(lines: Mapping[str, bytes]) -> dict[str, _Entry | None]:
    """The entries by path, None for a broken line; decoded in one call, which is twice as fast as one each."""
    collecting = gc.isenabled()
    gc.disable()  # looking for garbage among what is just being made takes as long as making it
    try:
        found = json.loads(b"[" + b",".join(lines.values()) + b"]")
        entries = {path: _Entry(*line) if line else None for path, line in zip(lines, found, strict=True)}
        gc.freeze()  # nor is there any later: these live as long as the list they are for
    finally:
        if collecting:
            gc.enable()
    return entries
