"""The index's file: a sealed page for each folder and a sealed line for each case file, in SQLite; derived.

Every page and line carries a checksum over itself, its path and the version of the facts, and a page names the seals of
its lines. What is well sealed is what casectl wrote about that path, whatever happened to the file since; anything else
is as good as absent. So a flipped bit, a torn page, another version or two writers at once cost time, never a wrong
fact. A database that is not exactly ours is thrown away; one that is busy, or a disk that is full, is done without.
Nothing here ever raises for want of a database.
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
_APPLICATION = 0x63617365  # "case": what `file` and any other reader knows the database by
_LAYOUT = 4
_OURS = (_APPLICATION, _LAYOUT, [*_TABLES])
_NEW: tuple[int, int, list[str]] = (0, 0, [])

_PRAGMAS = (
    "trusted_schema = OFF",  # a stranger's triggers and views run nothing
    "cell_size_check = ON",
    "secure_delete = ON",  # no complaint is left in free pages
    "journal_mode = MEMORY",  # a journal on the disk may name other files, which SQLite then takes away
    "temp_store = MEMORY",  # no complaint is left in a folder for everybody's files
    "synchronous = OFF",  # a power cut costs lines, and the seals tell which
    "page_size = 16384",  # so that a line fits in a page: a third of the file and of the time
)
_WAIT_SECONDS = 0.5
_PASSING = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL})
"""Troubles that are not the file's fault: it is left alone, and this run goes on without it."""

_TROUBLES = (sqlite3.Error, OSError, MemoryError, ValueError)
"""ValueError: SQLite words its complaint about a damaged text with that text, which may be no UTF-8."""

_FEW = 500
"""How many lines one statement asks for by name."""


class IndexFile:
    """Pages and lines by path, kept in `path` (mode 0600, its folder 0700) for facts of one `version`."""

    def __init__(self, path: Path, version: str) -> None:
        self._path = path
        self._seed = crc32(f"{version} {sys.byteorder}".encode())

    def pages(self) -> dict[str, Page]:
        """Every well sealed page by its folder; nothing if there is no usable file."""
        found: dict[str, Page] = {}

        def read(database: sqlite3.Connection) -> None:
            if not self._is_ours(database):
                return
            for path, data, seal in database.execute("SELECT path, line, seal FROM pages"):
                if self._is_sealed(path, data, seal):
                    found[os.fsdecode(path)] = Page.decoded(data)

        self._try(read)
        return found

    def lines(self, wanted: Mapping[str, int], passes: Callable[[bytes], bool] = bool) -> dict[str, bytes]:
        """The lines of these paths that have the seal wanted, as far as there are any; b"" for what does not pass."""
        found: dict[str, bytes] = {}
        names = {os.fsencode(path): path for path in wanted}
        seed = self._seed

        def read(database: sqlite3.Connection) -> None:
            for name, line in _chosen(database, list(names)):
                path = names.get(name, "")
                if path and isinstance(line, bytes) and crc32(line, crc32(name, seed)) == wanted[path]:
                    found[path] = line if passes(line) else b""

        if names:
            self._try(read)
        return found

    def save(self, pages: Mapping[str, Page], lines: Mapping[str, bytes], gone: Iterable[str]) -> None:
        """Replace these pages and lines and drop what is `gone`, all or none; failing that, the file stays or goes."""
        sealed = [self._sealed(path, line) for path, line in lines.items()]
        packed = [self._sealed(path, page.encoded()) for path, page in pages.items()]
        dropped = [(os.fsencode(path),) for path in gone]

        def write(database: sqlite3.Connection) -> None:
            database.execute("BEGIN IMMEDIATE")
            _lay_out(database)
            database.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?, ?)", sealed)
            database.executemany("INSERT OR REPLACE INTO pages VALUES (?, ?, ?)", packed)
            for table in ("facts", "pages"):
                database.executemany(f"DELETE FROM {table} WHERE path = ?", dropped)
            database.execute("COMMIT")

        self._try(write)

    def _try(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Work on the database; whatever goes wrong with it ends the work, and no more."""
        try:
            with closing(self._connect()) as database:
                for pragma in _PRAGMAS:
                    database.execute(f"PRAGMA {pragma}")
                work(database)
        except _TROUBLES as error:
            self._give_up(error)

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
            self._throw_away()  # SQLite would do what they say
            if self._has_journals():
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        # Made by us, so that it is private from its first byte, and never reached through a link.
        os.close(os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600))
        return sqlite3.connect(self._path, timeout=_WAIT_SECONDS, isolation_level=None)

    def _is_ours(self, database: sqlite3.Connection) -> bool:
        """Whether the file holds our tables and nothing else; a stranger's is thrown away, an empty one is kept."""
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
        if os.path.islink(self._path) or not (passing or isinstance(error, OSError)):  # noqa: PTH114 (which may raise)
            self._throw_away()

    def _throw_away(self) -> None:
        throw_away(self._path)

    def _has_journals(self) -> bool:
        return bool(journals(self._path))


def journals(index: Path) -> list[Path]:
    """What lies there that SQLite takes for the index's own journals. None is ours, who keep the journal in memory."""
    return [file for file in _beside(index) if os.path.lexists(file)]


def throw_away(index: Path) -> None:
    """Take the index away, and what SQLite takes for its journals, as far as one may."""
    for file in (index, *_beside(index)):
        with suppress(OSError):
            file.unlink()


def _beside(index: Path) -> list[Path]:
    return [index.with_name(index.name + ending) for ending in ("-journal", "-wal", "-shm")]


def _chosen(database: sqlite3.Connection, names: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Path and line of these paths, and perhaps of others.

    Where there are more names than pages in the file, about all pages would be read one way or the other.
    """
    (pages,) = database.execute("PRAGMA page_count").fetchone()
    if len(names) > max(pages, _FEW):
        yield from database.execute("SELECT path, line FROM facts WHERE path BETWEEN ? AND ?", (min(names), max(names)))
        return
    for start in range(0, len(names), _FEW):
        few = names[start : start + _FEW]
        marks = ",".join("?" * len(few))
        yield from database.execute(f"SELECT path, line FROM facts WHERE path IN ({marks})", few)


def _lay_out(database: sqlite3.Connection) -> None:
    """Make the tables, in the transaction that is open, unless somebody already did."""
    if not database.execute("SELECT 1 FROM sqlite_master").fetchone():
        for table in _TABLES:
            database.execute(table)
        database.execute(f"PRAGMA application_id = {_APPLICATION}")
        database.execute(f"PRAGMA user_version = {_LAYOUT}")
