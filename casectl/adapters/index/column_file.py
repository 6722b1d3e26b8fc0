"""The index's columns: an SQLite database that is read as a whole, checked by one checksum, and worked on in memory.

So no journal, lock, trigger or view of a stranger's counts, and no bit that has changed: what has the checksum is what
casectl wrote, of this version; anything else is as good as absent. What has changed since they were written as a whole
is in a second, small file of the same form, whose checksum begins with that of the first: with any other it counts for
nothing, and without it the columns are those of an earlier moment, which the look at the folders finds out.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from zlib import crc32

from casectl.adapters.files.sealed_file import LARGEST, SealedFile
from casectl.adapters.index.columns import KEPT, OWED, SCHEMA, SHOWN, TABLES, WRITTEN, Cells, Row
from casectl.adapters.index.folders import Page
from casectl.adapters.index.read_files import Kept
from casectl.adapters.index.rest_file import Place
from casectl.adapters.index.scan import CASE, UNREADABLE, decoded_path, encoded_path
from casectl.core.query.clause import ORDERS, Bound
from casectl.core.query.selection import Selection
from casectl.core.values.regex import regex
from casectl.core.values.widths import folded

if not hasattr(sqlite3.Connection, "deserialize"):
    raise ImportError("this SQLite cannot be worked on in memory")

_FEW = 500
"""How many rows one statement asks for by name."""
_SMALL = 10
"""Changes are written by themselves as long as they are fewer than one in so many cases."""
_PUT = f"VALUES ({','.join('?' * len((*KEPT, *WRITTEN)))})"
_PUT_OWED = f"VALUES (?, ?, {','.join('?' * len(OWED))})"


def seed_of(version: str) -> int:
    """What all checksums begin with: what is kept and how letters are folded differ between versions."""
    return crc32(repr((version, SCHEMA, sys.byteorder, sys.version_info[:2])).encode())


def changes_file(path: Path) -> Path:
    """The file beside the columns with what has changed since they were written as a whole."""
    return path.with_name("index.changes")


class ColumnFile:
    """The columns kept in `path` and beside it, whose checksum begins with `seed`."""

    def __init__(self, path: Path, seed: int) -> None:
        self._seed = seed
        self._whole = SealedFile(path)
        self._changes = SealedFile(changes_file(path))

    def load(self) -> Columns | None:
        """What is kept; None if there is no file that is whole and ours."""
        body = self._whole.read(self._seed)
        changes = self._changes.read(self._whole.checksum)
        try:
            return Columns(body, changes) if body else None
        except sqlite3.Error:
            return None

    def is_as_loaded(self) -> bool:
        """Whether nobody has saved or taken away anything since."""
        return self._whole.is_as_read() and self._changes.is_as_read()

    def throw_away(self) -> None:
        """Take the columns away, so that all is made again next time."""
        self._whole.throw_away()
        self._changes.throw_away()

    def save(self, columns: Columns, rest_size: int) -> bool:
        """Keep them, and say whether that was done; `rest_size` is how long the file of the rest is now."""
        if columns.changed_little():
            return self._changes.write(columns.dump(rest_size, "changes"), self._whole.checksum)
        if not self._whole.write(columns.dump(rest_size, "main"), self._seed):
            return False
        self._changes.throw_away()
        return True


class Columns:
    """The columns in memory: of `data`, with the `changes` since, or new ones.

    Every change is made in both: in ``main``, which is asked, and in ``changes``, which has the rows that are not in
    `data`. Raises sqlite3.Error if they are not ours.
    """

    def __init__(self, data: memoryview | None = None, changes: memoryview | None = None) -> None:
        self._database = sqlite3.connect(":memory:", isolation_level=None)
        self._is_new = data is None
        self._has_changes = False
        self._lost: dict[bytes, object] = {}
        self._stages: set[tuple[object, object]] = set()
        self.dead: list[Place] = []
        self._open("main", data)
        self._database.create_function("folded", 1, folded, deterministic=True)
        if changes:
            self._attach(changes)
            self._apply()

    def _open(self, name: str, data: memoryview | None) -> None:
        if data is not None:
            self._database.deserialize(data, name=name)
        size = 16384 if name == "main" else 4096  # of new ones: fewer pages, and fuller
        for pragma in (f"page_size = {size}", *_PRAGMAS):
            self._database.execute(f"PRAGMA {name}.{pragma}")
        if data is None:
            for table in SCHEMA:
                self._database.execute(table.replace("TABLE ", f"TABLE {name}."))
        elif [sql for (sql,) in self._database.execute(f"SELECT sql FROM {name}.sqlite_master")] != [*SCHEMA]:
            raise sqlite3.DatabaseError("other tables")

    def _attach(self, changes: memoryview | None = None) -> None:
        if not self._has_changes and not self._is_new:
            self._database.execute("ATTACH ':memory:' AS changes")
            self._open("changes", changes)
            self._has_changes = True

    def _apply(self) -> None:
        for table in TABLES:
            here, paths = "path IN (SELECT path FROM changes", "folders" if table == "folders" else "cases"
            self._database.execute(f"DELETE FROM main.{table} WHERE {here}.{paths})")
            self._database.execute(f"INSERT INTO main.{table} SELECT * FROM changes.{table}")
        self._database.execute("INSERT OR IGNORE INTO main.stages SELECT * FROM changes.stages")

    def _both(self) -> tuple[str, ...]:
        """What is to be changed."""
        self._attach()
        return ("main",) if self._is_new else ("main", "changes")

    @property
    def rest_size(self) -> int:
        """How long the file of the rest was when this was saved, up to what fits in."""
        name = "changes" if self._has_changes else "main"
        (size,) = self._database.execute(f"PRAGMA {name}.user_version").fetchone()
        return int(size)

    def changed_little(self) -> bool:
        """Whether it is enough to keep the changes: they are few, and leave out no text that has been taken away."""
        if self._is_new or self._lost:
            return False
        whole, changed = (
            self._database.execute(f"SELECT count(*) FROM {name}.cases").fetchone()[0] for name in ("main", "changes")
        )
        return bool(changed * _SMALL < whole)

    def dump(self, rest_size: int, name: str) -> bytes:
        """The columns (``main``) or their ``changes`` as bytes."""
        self._database.execute(f"PRAGMA {name}.user_version = {min(rest_size, LARGEST - 1)}")
        return self._database.serialize(name=name)

    def live(self) -> int:
        """How many bytes of the rest are in use."""
        (size,) = self._database.execute("SELECT coalesce(sum(size), 0) FROM cases").fetchone()
        return int(size)

    def pages(self) -> dict[str, Page]:
        """Every folder's page."""
        rows = self._database.execute("SELECT path, own, names, kinds, stamps FROM folders")
        return {decoded_path(path): Page(*page) for path, *page in rows}

    def kept(self, paths: Iterable[str]) -> dict[str, Kept]:
        """What is known of these files, as far as anything is."""
        rows = self._rows("path, trouble IS NULL, digest", "cases", map(encoded_path, paths))
        return {decoded_path(path): Kept(CASE if good else UNREADABLE, digest) for path, good, digest in rows}

    def put(self, path: str, place: Place, cells: Cells, owed: Sequence[Cells]) -> None:
        """Keep what there is of a file of which nothing is kept."""
        key = encoded_path(path)
        rows = [(key, number, *each) for number, each in enumerate(owed)]
        stage = cells[_TEMPLATE], cells[_STATE]
        for name in self._both():
            self._database.execute(f"INSERT OR REPLACE INTO {name}.cases {_PUT}", (key, *place, *cells))
            self._database.executemany(f"INSERT INTO {name}.owed {_PUT_OWED}", rows)
            if stage not in self._stages:
                self._database.execute(f"INSERT OR IGNORE INTO {name}.stages VALUES (?, ?)", stage)
        self._stages.add(stage)
        if key in self._lost and self._lost[key] == cells[_TITLE]:
            del self._lost[key]

    def drop(self, paths: Sequence[str]) -> None:
        """Forget files; where the rest of them was is `dead`."""
        keys = [encoded_path(path) for path in paths]
        for path, title, *place in list(self._rows("path, title, place, size, seal", "cases", keys)):
            self.dead.append(Place(*place))
            self._lost[path] = title
        for name in self._both() if keys else ():
            for table in ("cases", "owed"):
                self._database.executemany(f"DELETE FROM {name}.{table} WHERE path = ?", [(key,) for key in keys])

    def put_page(self, folder: str, page: Page) -> None:
        """Keep how a folder is."""
        for name in self._both():
            sql = f"INSERT OR REPLACE INTO {name}.folders VALUES (?, ?, ?, ?, ?)"
            self._database.execute(sql, (encoded_path(folder), *page))

    def drop_page(self, folder: str) -> None:
        """Forget a folder."""
        self._lost[encoded_path(folder)] = None
        self._database.execute("DELETE FROM main.folders WHERE path = ?", (encoded_path(folder),))

    def unreadable(self, folder: str) -> list[tuple[str, str]]:
        """Path and reason of each file below a folder that cannot be read."""
        chosen = f"FROM cases WHERE {_BELOW} AND trouble IS NOT NULL"
        rows = self._database.execute(f"SELECT path, trouble {chosen}", _ends(folder))
        return [(decoded_path(path), trouble.decode("utf-8", "surrogatepass")) for path, trouble in rows]

    def summed(self, folder: str, wanted: Selection) -> list[dict[str, object]]:
        """What the wanted cases below a folder have in common, and how many they are."""
        self._database.create_function("category", 2, wanted.category)
        names = ", ".join(wanted.alike)
        chosen = f"FROM cases WHERE {_BELOW} AND trouble IS NULL AND ({wanted.where.sql}) GROUP BY {names}"
        values = (*_ends(folder), *map(_bound, wanted.where.values))
        rows = self._database.execute(f"SELECT {names}, count(DISTINCT id) {chosen}", values)
        return [dict(zip((*wanted.alike, "alike"), row, strict=True)) for row in rows]

    def select(self, folder: str, wanted: Selection, columns: str = SHOWN) -> tuple[list[Row], int]:
        """The rows of the cases below a folder that are wanted, and how many are left out."""
        self._database.create_function("category", 2, wanted.category)
        values = (*_ends(folder), *map(_bound, wanted.where.values))
        chosen = f"FROM cases WHERE {_BELOW} AND trouble IS NULL AND ({wanted.where.sql})"
        order = ", ".join((*map(_order, wanted.order), *(("id",) if wanted.order or wanted.is_cut else ()), "path"))
        limit = f"LIMIT {wanted.limit}" if wanted.is_cut else ""
        rows = self._database.execute(f"SELECT {columns} {chosen} ORDER BY {order} {limit}", values).fetchall()
        if not wanted.is_cut:
            return rows, 0
        (count,) = self._database.execute(f"SELECT count(*) {chosen}", values).fetchone()
        return rows, count - len(rows)

    def shown(self, paths: Iterable[bytes]) -> Iterator[Row]:
        """The rows of these cases, with the columns SHOWN."""
        return self._rows(SHOWN, "cases", paths)

    def owed(self, paths: Iterable[bytes]) -> dict[bytes, list[list[object]]]:
        """What is owed in each of these cases, with the columns OWED."""
        found: dict[bytes, list[list[object]]] = {}
        for path, _number, *each in self._rows("*", "owed", paths):
            found.setdefault(path, []).append(each)
        return found

    def _rows(self, columns: str, table: str, paths: Iterable[bytes]) -> Iterator[Row]:
        """Those of these paths, by path, each path's in their order."""
        keys = sorted(paths)
        for start in range(0, len(keys), _FEW):
            few = keys[start : start + _FEW]
            marks = ",".join("?" * len(few))
            yield from self._database.execute(f"SELECT {columns} FROM {table} WHERE path IN ({marks})", few)


_PRAGMAS = (
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "secure_delete = ON",  # no complaint is left in free pages
    "journal_mode = OFF",
    "temp_store = MEMORY",  # nor in a folder for everybody's files
)
_NO_UNICODE = regex("[\ud800-\udfff]")
_TEMPLATE, _STATE, _TITLE = (WRITTEN.index(name) for name in ("template", "state", "title"))
_BELOW = "path > ? AND path < ?"


def _ends(folder: str) -> tuple[bytes, bytes]:
    """Before and behind all paths below a folder."""
    return encoded_path(f"{folder}/"), encoded_path(f"{folder}0")


def _order(name: str) -> str:
    column = ORDERS[name.removeprefix("-")]
    return f"({column} IS NULL OR {column} IN ('', 0)), {column} {'DESC' if name.startswith('-') else 'ASC'}"


def _bound(value: Bound) -> Bound:
    """The value, in which what is no Unicode, as a shell may pass it, is a character that no case has in it."""
    return _NO_UNICODE.sub("\uffff", value) if isinstance(value, str) and not value.isascii() else value
