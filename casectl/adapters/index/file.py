"""The index's file: a page for each folder and a line for each case file, in SQLite; derived.

Every page and line has a seal: a checksum over itself, its path and the version of the facts; a page holds the seals of
its lines. What has a valid seal is what casectl wrote about that path, whatever happened to the file since; anything
else counts as absent. So a flipped bit, a torn page, another version or two writers at once cost time and never give a
wrong fact. A database that is not exactly ours is deleted; a busy one or a full disk means working without it. Nothing
here ever raises because of the database.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from zlib import crc32

from casectl.adapters.index.pages import Page

_TABLES = tuple(
    f"CREATE TABLE {name} (path BLOB PRIMARY KEY, line BLOB NOT NULL, seal INTEGER NOT NULL) WITHOUT ROWID"
    for name in ("facts", "pages")
)
_APPLICATION = 0x63617365  # "case": identifies the database, to file(1) too
_LAYOUT = 4
_EXPECTED = (_APPLICATION, _LAYOUT, [*_TABLES])
_NEW: tuple[int, int, list[str]] = (0, 0, [])

_PRAGMAS = (
    "trusted_schema = OFF",  # triggers and views of a foreign database run nothing
    "cell_size_check = ON",
    "secure_delete = ON",  # no customer data is left in free pages
    "journal_mode = MEMORY",  # a journal on disk may name other files, which SQLite then deletes
    "temp_store = MEMORY",  # no customer data is left in a shared temporary folder
    "synchronous = OFF",  # a power cut costs lines, and the seals show which
    "page_size = 16384",  # a line fits into a page: a third of the size and time
)
_WAIT_SECONDS = 0.5
_TRANSIENT = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL})
"""Errors that say nothing about the file: it is kept, and this run continues without it."""

_ERRORS = (sqlite3.Error, OSError, MemoryError, ValueError)
"""ValueError: sqlite3 reports damaged text by quoting it, which may not be UTF-8."""

_BATCH = 500
"""The most lines that one statement selects by path."""


class IndexFile:
    """Pages and lines by path, kept in `path` (mode 0600, its folder 0700) for facts of one `version`."""

    def __init__(self, path: Path, version: str) -> None:
        self._path = path
        self._seed = crc32(f"{version} {sys.byteorder}".encode())

    def pages(self) -> dict[str, Page]:
        """Every page with a valid seal, by folder; empty if there is no usable file."""
        found: dict[str, Page] = {}

        def read(database: sqlite3.Connection) -> None:
            if not self._is_ours(database):
                return
            for path, data, seal in database.execute("SELECT path, line, seal FROM pages"):
                if self._is_sealed(path, data, seal):
                    found[os.fsdecode(path)] = Page.decoded(data)

        self._with_database(read)
        return found

    def lines(self, wanted: Mapping[str, int], passes: Callable[[bytes], bool] = bool) -> dict[str, bytes]:
        """The lines of these paths that have the seal given, if there are any; b"" for a line that fails `passes`."""
        found: dict[str, bytes] = {}
        names = {os.fsencode(path): path for path in wanted}
        seed = self._seed

        def read(database: sqlite3.Connection) -> None:
            for name, line in _select_lines(database, list(names)):
                path = names.get(name, "")
                if path and isinstance(line, bytes) and crc32(line, crc32(name, seed)) == wanted[path]:
                    found[path] = line if passes(line) else b""

        if names:
            self._with_database(read)
        return found

    def save(self, pages: Mapping[str, Page], lines: Mapping[str, bytes], gone: Iterable[str]) -> None:
        """Replace these pages and lines and delete those `gone`, all or none; an error leaves or deletes the file."""
        sealed = [self._sealed(path, line) for path, line in lines.items()]
        packed = [self._sealed(path, page.encoded()) for path, page in pages.items()]
        dropped = [(os.fsencode(path),) for path in gone]

        def write(database: sqlite3.Connection) -> None:
            database.execute("BEGIN IMMEDIATE")
            _create_tables(database)
            database.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?, ?)", sealed)
            database.executemany("INSERT OR REPLACE INTO pages VALUES (?, ?, ?)", packed)
            for table in ("facts", "pages"):
                database.executemany(f"DELETE FROM {table} WHERE path = ?", dropped)
            database.execute("COMMIT")

        self._with_database(write)

    def _with_database(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Run `work` on the database; any error with the database ends it, and is not raised."""
        try:
            with closing(self._connect()) as database:
                for pragma in _PRAGMAS:
                    database.execute(f"PRAGMA {pragma}")
                work(database)
        except _ERRORS as error:
            self._discard_if_broken(error)

    def seal(self, path: str, data: bytes) -> int:
        """The checksum of what is kept about a path."""
        return self._seal(os.fsencode(path), data)

    def _seal(self, path: bytes, data: bytes) -> int:
        return crc32(data, crc32(path, self._seed))

    def _is_sealed(self, path: object, data: object, seal: object) -> bool:
        return isinstance(path, bytes) and isinstance(data, bytes) and self._seal(path, data) == seal

    def _sealed(self, path: str, data: bytes) -> tuple[bytes, bytes, int]:
        name = os.fsencode(path)
        return name, data, self._seal(name, data)

    def _connect(self) -> sqlite3.Connection:
        self._path.parent.mkdir(mode=0o700, exist_ok=True)
        if self._has_journals():
            self._delete()  # SQLite would replay them
            if self._has_journals():
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        # Created here, so that it is private from its first byte, and never opened through a link.
        os.close(os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600))
        return sqlite3.connect(self._path, timeout=_WAIT_SECONDS, isolation_level=None)

    def _is_ours(self, database: sqlite3.Connection) -> bool:
        """Whether the file holds exactly our tables; a foreign database is deleted, an empty one is kept."""
        (application,) = database.execute("PRAGMA application_id").fetchone()
        (layout,) = database.execute("PRAGMA user_version").fetchone()
        tables = [sql for (sql,) in database.execute("SELECT sql FROM sqlite_master")]
        found = (application, layout, tables)
        if found not in (_EXPECTED, _NEW):
            self._delete()
        return found == _EXPECTED

    def _discard_if_broken(self, error: BaseException) -> None:
        # Extended codes keep the plain one in their low byte.
        transient = getattr(error, "sqlite_errorcode", 0) & 0xFF in _TRANSIENT
        if os.path.islink(self._path) or not (transient or isinstance(error, OSError)):  # noqa: PTH114 (which may raise)
            self._delete()

    def _delete(self) -> None:
        delete_index(self._path)

    def _has_journals(self) -> bool:
        return bool(journals(self._path))


def journals(index: Path) -> list[Path]:
    """Files that SQLite would take for the index's journals. None is ours: ours is kept in memory."""
    return [file for file in _journal_paths(index) if os.path.lexists(file)]


def delete_index(index: Path) -> None:
    """Delete the index, and what SQLite would take for its journals, as far as permitted."""
    for file in (index, *_journal_paths(index)):
        with suppress(OSError):
            file.unlink()


def _journal_paths(index: Path) -> list[Path]:
    return [index.with_name(index.name + ending) for ending in ("-journal", "-wal", "-shm")]


def _select_lines(database: sqlite3.Connection, names: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Path and line of these paths, and perhaps of others.

    For more names than the file has pages, one range scan: about all pages would be read either way.
    """
    (pages,) = database.execute("PRAGMA page_count").fetchone()
    if len(names) > max(pages, _BATCH):
        yield from database.execute("SELECT path, line FROM facts WHERE path BETWEEN ? AND ?", (min(names), max(names)))
        return
    for start in range(0, len(names), _BATCH):
        batch = names[start : start + _BATCH]
        marks = ",".join("?" * len(batch))
        yield from database.execute(f"SELECT path, line FROM facts WHERE path IN ({marks})", batch)


def _create_tables(database: sqlite3.Connection) -> None:
    """Create the tables in the open transaction, unless another process already has."""
    if not database.execute("SELECT 1 FROM sqlite_master").fetchone():
        for table in _TABLES:
            database.execute(table)
        database.execute(f"PRAGMA application_id = {_APPLICATION}")
        database.execute(f"PRAGMA user_version = {_LAYOUT}")
