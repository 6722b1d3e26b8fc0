"""The index's file: one sealed line for each case file, in SQLite; derived, and may be deleted at any time.

Every line carries a checksum over itself, its path and the version of the facts. A line whose seal holds is one that
casectl wrote about that path, whatever happened to the file since; any other is as good as absent. So a flipped bit, a
torn page, another version or two writers at once cost time, never a wrong fact. A database that is not exactly ours is
thrown away; one that is busy, or a disk that is full, is done without. Nothing here ever raises for want of a database.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from zlib import crc32

_TABLE = "CREATE TABLE facts (path BLOB PRIMARY KEY, line BLOB NOT NULL, seal INTEGER NOT NULL) WITHOUT ROWID"
_APPLICATION = 0x63617365  # "case": what `file` and any other reader knows the database by
_LAYOUT = 1
_OURS = (_APPLICATION, _LAYOUT, [_TABLE])
_NEW: tuple[int, int, list[str]] = (0, 0, [])

_PRAGMAS = (
    "trusted_schema = OFF",  # a stranger's triggers and views run nothing
    "cell_size_check = ON",
    "secure_delete = ON",  # no complaint is left in free pages
    "synchronous = OFF",  # a power cut costs lines, and the seals tell which
    "page_size = 16384",  # so that a line fits in a page: a third of the file and of the time
)
_WAIT_SECONDS = 0.5
_PASSING = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL})
"""Troubles that are not the file's fault: it is left alone, and this run goes on without it."""

_TROUBLES = (sqlite3.Error, OSError, MemoryError, ValueError)
"""ValueError: SQLite words its complaint about a damaged text with that text, which may be no UTF-8."""

_ABSENT = b"null"


class IndexFile:
    """Lines of JSON by path, kept in `path` (mode 0600, its folder 0700) for facts of one `version`."""

    def __init__(self, path: Path, version: str) -> None:
        self._path = path
        self._seed = crc32(version.encode())

    def load(self) -> dict[str, bytes]:
        """Every line by path, ``null`` for one whose seal is broken; nothing if there is no usable file."""
        try:
            with closing(self._connect()) as database:
                _prepare(database)
                if not self._is_ours(database):
                    return {}
                rows = database.execute("SELECT path, line, seal FROM facts").fetchall()
        except _TROUBLES as error:
            self._give_up(error)
            return {}
        return {
            os.fsdecode(path): line if self._seal(path, line) == seal else _ABSENT
            for path, line, seal in rows
            if isinstance(path, bytes) and isinstance(line, bytes)
        }

    def save(self, lines: Mapping[str, bytes], gone: Iterable[str]) -> None:
        """Replace these lines and drop those gone, all or none; if that cannot be done, the file stays or goes."""
        named = [(os.fsencode(path), line) for path, line in lines.items()]
        sealed = [(path, line, self._seal(path, line)) for path, line in named]
        try:
            with closing(self._connect()) as database, database:
                _prepare(database)
                database.execute("BEGIN IMMEDIATE")
                _lay_out(database)
                database.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?, ?)", sealed)
                database.executemany("DELETE FROM facts WHERE path = ?", [(os.fsencode(path),) for path in gone])
        except _TROUBLES as error:
            self._give_up(error)

    def _seal(self, path: bytes, line: bytes) -> int:
        return crc32(line, crc32(path, self._seed))

    def _connect(self) -> sqlite3.Connection:
        self._path.parent.mkdir(mode=0o700, exist_ok=True)
        # Made by us, so that it is private from its first byte, and never reached through a link.
        os.close(os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600))
        return sqlite3.connect(self._path, timeout=_WAIT_SECONDS, isolation_level=None)

    def _is_ours(self, database: sqlite3.Connection) -> bool:
        """Whether the file holds our table and nothing else; a stranger's is thrown away, an empty one is kept."""
        (application,) = database.execute("PRAGMA application_id").fetchone()
        (layout,) = database.execute("PRAGMA user_version").fetchone()
        tables = [sql for (sql,) in database.execute("SELECT sql FROM sqlite_master")]
        found = (application, layout, tables)
        if found not in (_OURS, _NEW):
            self._throw_away()
        return found == _OURS

    def _give_up(self, error: BaseException) -> None:
        # Extended codes keep the plain one in their low byte.
        passing = getattr(error, "sqlite_errorcode", 0) & 0xFF in _PASSING
        if self._path.is_symlink() or not (passing or isinstance(error, OSError)):
            self._throw_away()

    def _throw_away(self) -> None:
        for ending in ("", "-journal", "-wal", "-shm"):
            with suppress(OSError):
                self._path.with_name(self._path.name + ending).unlink()


def _prepare(database: sqlite3.Connection) -> None:
    for pragma in _PRAGMAS:
        database.execute(f"PRAGMA {pragma}")


def _lay_out(database: sqlite3.Connection) -> None:
    """Make the table, in the transaction that is open, unless somebody already did."""
    if not database.execute("SELECT 1 FROM sqlite_master").fetchone():
        database.execute(_TABLE)
        database.execute(f"PRAGMA application_id = {_APPLICATION}")
        database.execute(f"PRAGMA user_version = {_LAYOUT}")
