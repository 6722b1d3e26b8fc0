"""The index's columns: an SQLite database that is read as a whole, checked by one checksum, and worked on in memory.

So no journal, lock, trigger or view of a stranger's counts, and no bit that has turned: what has the checksum is what
casectl wrote, of this version; anything else is as good as absent. It is written to another file that then takes its
place. Nothing here raises for want of a file.
"""

from __future__ import annotations

import os
import re
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from casectl.adapters.index.columns import KEPT, OWED, SCHEMA, SHOWN, WRITTEN, Cells, Row
from casectl.adapters.index.folders import Page
from casectl.adapters.index.read_files import Kept
from casectl.adapters.index.rest_file import Place
from casectl.adapters.index.scan import CASE, UNREADABLE, decoded, encoded
from casectl.core.query.clause import ORDERS, Bound
from casectl.core.query.selection import Selection

if not hasattr(sqlite3.Connection, "deserialize"):
    raise ImportError("this SQLite cannot be worked on in memory")

_SEAL_BYTES = 8
_LARGEST = 1 << 31
_FEW = 500
"""How many rows one statement asks for by name."""
_PUT = f"INSERT OR REPLACE INTO cases VALUES ({','.join('?' * len((*KEPT, *WRITTEN)))})"
_PUT_OWED = f"INSERT INTO owed VALUES (?, ?, {','.join('?' * len(OWED))})"
_OWED = f"SELECT {', '.join(OWED)} FROM owed WHERE path = ? ORDER BY number"


def seed_of(version: str) -> int:
    """What all checksums begin with: what is kept and how letters are folded differ between versions."""
    return crc32(repr((version, SCHEMA, sys.byteorder, sys.version_info[:2])).encode())


class ColumnFile:
    """The columns kept in `path` (mode 0600, its folder 0700), whose checksum begins with `seed`."""

    def __init__(self, path: Path, seed: int) -> None:
        self._path = path
        self._seed = seed
        self._loaded: tuple[int, ...] | None = None

    def load(self) -> Columns | None:
        """What is kept; None if there is no file that is whole and ours."""
        with suppress(OSError, MemoryError):
            self._loaded = _identity(os.lstat(self._path))
            file = os.open(self._path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
            with os.fdopen(file, "rb", buffering=0) as stream:
                found = os.fstat(file)
                if stat.S_ISREG(found.st_mode) and found.st_size <= _LARGEST:
                    return self._opened(memoryview(stream.read()))
        return None

    def _opened(self, data: memoryview) -> Columns | None:
        body = data[:-_SEAL_BYTES]
        if not body or _sealed(body, self._seed) != data[-_SEAL_BYTES:]:
            return None
        try:
            return Columns(body)
        except sqlite3.Error:
            return None

    def is_as_loaded(self) -> bool:
        """Whether nobody has saved or taken away anything since."""
        try:
            return _identity(os.lstat(self._path)) == self._loaded
        except OSError:
            return self._loaded is None

    def throw_away(self) -> None:
        """Take the file away, so that all is made again next time."""
        with suppress(OSError):
            self._path.unlink()

    def save(self, columns: Columns, rest_size: int) -> bool:
        """Replace the file, and say whether that was done; `rest_size` is how long the file of the rest is now."""
        data = columns.dump(rest_size)
        draft = self._path.with_name(f"{self._path.name}.new")
        with suppress(OSError):
            draft.unlink(missing_ok=True)
            file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
            try:
                with os.fdopen(file, "wb", buffering=0) as stream:
                    for part in (data, _sealed(data, self._seed)):
                        _write(stream.write, part)
                draft.replace(self._path)
            except OSError:
                draft.unlink()
                raise
            return True
        return False


def is_whole(data: bytes) -> bool:
    """Whether these are the bytes of columns as some casectl saved them, of this version or another."""
    seed = int.from_bytes(data[-_SEAL_BYTES:][:4], "little")
    return _sealed(memoryview(data)[:-_SEAL_BYTES], seed) == data[-_SEAL_BYTES:]


def _sealed(body: bytes | memoryview, seed: int) -> bytes:
    return seed.to_bytes(4, "little") + crc32(body).to_bytes(4, "little")


def _write(write: Callable[[memoryview], int | None], data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[write(rest) or 0 :]


def _identity(found: os.stat_result) -> tuple[int, ...]:
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


class Columns:
    """The columns in memory; of `data`, or new ones. Raises sqlite3.Error if they are not ours."""

    def __init__(self, data: memoryview | None = None) -> None:
        self._database = sqlite3.connect(":memory:", isolation_level=None)
        if data is not None:
            self._database.deserialize(data)
        for pragma in _PRAGMAS:
            self._database.execute(f"PRAGMA {pragma}")
        if data is None:
            for table in SCHEMA:
                self._database.execute(table)
        elif [sql for (sql,) in self._database.execute("SELECT sql FROM sqlite_master")] != [*SCHEMA]:
            raise sqlite3.DatabaseError("other tables")
        self._stages: set[tuple[object, object]] = set()
        self.dead: list[Place] = []

    @property
    def rest_size(self) -> int:
        """How long the file of the rest was when this was saved, up to what fits in."""
        (size,) = self._database.execute("PRAGMA user_version").fetchone()
        return int(size)

    def dump(self, rest_size: int) -> bytes:
        """The columns as bytes."""
        self._database.execute(f"PRAGMA user_version = {min(rest_size, _LARGEST - 1)}")
        return self._database.serialize()

    def live(self) -> int:
        """How many bytes of the rest are in use."""
        (size,) = self._database.execute("SELECT coalesce(sum(size), 0) FROM cases").fetchone()
        return int(size)

    def pages(self) -> dict[str, Page]:
        """Every folder's page."""
        rows = self._database.execute("SELECT path, own, names, kinds, stamps FROM folders")
        return {decoded(path): Page(*page) for path, *page in rows}

    def kept(self, paths: Iterable[str]) -> dict[str, Kept]:
        """What is known of these files, as far as anything is."""
        rows = self._rows("path, trouble IS NULL, digest", paths)
        return {decoded(path): Kept(CASE if good else UNREADABLE, digest) for path, good, digest in rows}

    def put(self, path: str, place: Place, cells: Cells, owed: Sequence[Cells]) -> None:
        """Keep what there is of a file of which nothing is kept."""
        key = encoded(path)
        self._database.execute(_PUT, (key, *place, *cells))
        self._database.executemany(_PUT_OWED, [(key, number, *each) for number, each in enumerate(owed)])
        stage = cells[_TEMPLATE], cells[_STATE]
        if stage not in self._stages:
            self._stages.add(stage)
            self._database.execute("INSERT OR IGNORE INTO stages VALUES (?, ?)", stage)

    def drop(self, paths: Sequence[str]) -> None:
        """Forget files; where the rest of them was is `dead`."""
        self.dead += [Place(*place) for place in self._rows("place, size, seal", paths)]
        for table in ("cases", "owed"):
            self._database.executemany(f"DELETE FROM {table} WHERE path = ?", [(encoded(path),) for path in paths])

    def put_page(self, folder: str, page: Page) -> None:
        """Keep how a folder is."""
        self._database.execute("INSERT OR REPLACE INTO folders VALUES (?, ?, ?, ?, ?)", (encoded(folder), *page))

    def drop_page(self, folder: str) -> None:
        """Forget a folder."""
        self._database.execute("DELETE FROM folders WHERE path = ?", (encoded(folder),))

    def unreadable(self, folder: str) -> list[tuple[str, str]]:
        """Path and reason of each file below a folder that cannot be read."""
        chosen = f"FROM cases WHERE {_BELOW} AND trouble IS NOT NULL"
        rows = self._database.execute(f"SELECT path, trouble {chosen}", _ends(folder))
        return [(decoded(path), trouble.decode("utf-8", "surrogatepass")) for path, trouble in rows]

    def select(self, folder: str, wanted: Selection) -> tuple[list[Row], int]:
        """The rows with the columns SHOWN of the cases below a folder that are wanted, and how many are left out."""
        self._database.create_function("category", 2, wanted.category)
        values = (*_ends(folder), *map(_bound, wanted.where.values))
        chosen = f"FROM cases WHERE {_BELOW} AND trouble IS NULL AND ({wanted.where.sql})"
        order = ", ".join((*map(_order, wanted.order), *(("id",) if wanted.order or wanted.is_cut else ()), "path"))
        limit = f"LIMIT {wanted.limit}" if wanted.is_cut else ""
        rows = self._database.execute(f"SELECT {SHOWN} {chosen} ORDER BY {order} {limit}", values).fetchall()
        if not wanted.is_cut:
            return rows, 0
        (count,) = self._database.execute(f"SELECT count(*) {chosen}", values).fetchone()
        return rows, count - len(rows)

    def owed(self, path: bytes) -> list[Row]:
        """What is owed in a case, with the columns OWED."""
        return self._database.execute(_OWED, (path,)).fetchall()

    def _rows(self, columns: str, paths: Iterable[str]) -> Iterator[Row]:
        names = [encoded(path) for path in paths]
        for start in range(0, len(names), _FEW):
            few = names[start : start + _FEW]
            marks = ",".join("?" * len(few))
            yield from self._database.execute(f"SELECT {columns} FROM cases WHERE path IN ({marks})", few)


_PRAGMAS = (
    "page_size = 16384",  # of new ones: fewer of them, and fuller
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "secure_delete = ON",  # no complaint is left in free pages
    "journal_mode = OFF",
    "temp_store = MEMORY",  # nor in a folder for everybody's files
)
_NO_UNICODE = re.compile("[\ud800-\udfff]")
_TEMPLATE, _STATE = (WRITTEN.index(name) for name in ("template", "state"))
_BELOW = "path > ? AND path < ?"


def _ends(folder: str) -> tuple[bytes, bytes]:
    """Before and behind all paths below a folder."""
    return encoded(f"{folder}/"), encoded(f"{folder}0")


def _order(name: str) -> str:
    column = ORDERS[name.removeprefix("-")]
    return f"({column} IS NULL OR {column} IN ('', 0)), {column} {'DESC' if name.startswith('-') else 'ASC'}"


def _bound(value: Bound) -> Bound:
    """The value, in which what is no Unicode, as a shell may pass it, is a character that no case has in it."""
    return _NO_UNICODE.sub("\uffff", value) if isinstance(value, str) and not value.isascii() else value
