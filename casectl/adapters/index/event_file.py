"""The events of all cases, a row for each, in an SQLite file beside the index; made when it is first asked for.

It is kept as the columns of the index are: read as a whole, checked by one checksum, worked on in memory, and as good
as absent if it is not what this version wrote. It is written again when a hundredth of the cases have changed; until
then these few are read anew each time.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from zlib import crc32

from casectl.adapters.files.sealed_file import SealedFile
from casectl.adapters.index.columns import Cells
from casectl.adapters.index.folders import Page
from casectl.adapters.index.plain_journals import RowReader
from casectl.adapters.index.read_files import CaseFileReader, Kept, Progress, Seen, Stored
from casectl.adapters.index.scan import CASE, UNREADABLE, cannot_read, content, decoded_path
from casectl.adapters.index.scan import encoded_path as encoded
from casectl.adapters.index.walk import Walk
from casectl.core.history.event_rows import VERSION, CaseRow, EventRow, JournalRows, Wanted
from casectl.core.values.messages import Message, Unreadable, msg

_HUNDREDTH = 100
_CASE, _EVENT = ", ".join(CaseRow._fields), ", ".join(EventRow._fields)
_SCHEMA = (
    "CREATE TABLE folders (path BLOB PRIMARY KEY, own INTEGER, names BLOB, kinds BLOB, stamps BLOB) WITHOUT ROWID",
    f"CREATE TABLE cases (number INTEGER PRIMARY KEY, path BLOB, digest, trouble, {_CASE})",
    "CREATE UNIQUE INDEX paths ON cases (path)",
    f"CREATE TABLE events (number INTEGER, place INTEGER, {_EVENT}, PRIMARY KEY (number, place)) WITHOUT ROWID",
)
_PRAGMAS = ("trusted_schema = OFF", "cell_size_check = ON", "journal_mode = OFF", "temp_store = MEMORY")
_PUT_CASE = f"INSERT INTO cases VALUES (NULL{', ?' * (3 + len(CaseRow._fields))})"
_PUT_EVENT = f"INSERT INTO events VALUES (?, ?{', ?' * len(EventRow._fields)})"


class SqliteEvents:
    """The events of the cases of the casebook at `root`, kept in `file`; `version` names what the rows mean."""

    def __init__(self, root: Path, file: Path, progress: Progress, version: str = VERSION) -> None:
        self._root = root
        self._file = SealedFile(file)
        self._seed = crc32(repr((version, _SCHEMA, sys.byteorder)).encode())
        self._progress = progress

    def read(self, folder: str, reader: RowReader) -> EventTables:
        """The journals of all cases below `folder`; `reader` gives the rows of a file that changed.

        A file for which `reader` raises Unreadable, and whatever cannot be read, is among the unreadable ones. A
        missing, broken or busy file of events is never an error.
        """
        look = _RowReader(self._root, lambda path, data: {"rows": reader(path, data)})
        try:
            body = self._file.read(self._seed)
            return self._read(folder, look, EventTables(body) if body else EventTables())
        except (sqlite3.Error, TypeError, ValueError):  # sealed as ours is, and not ours
            self._file.throw_away()
            return self._read(folder, look, EventTables())

    def _read(self, folder: str, look: _RowReader, tables: EventTables) -> EventTables:
        walk = Walk(self._root, tables.pages())
        walk.compare(folder)
        looked_at = tables.follow(walk, look, self._progress)
        if looked_at * _HUNDREDTH > tables.count() or walk.gone:
            with suppress(OSError):
                self._file.write(tables.dump(), self._seed)
        tables.unreadable = [(path, look.why(path, trouble)) for path, trouble in tables.troubles()]
        tables.unreadable += sorted(walk.troubles.items())
        return tables


class _RowReader(CaseFileReader):
    """Reads a case file into rows: the case's in place of the index's columns, those of its events with it."""

    def kept(self, digest: bytes, facts: Mapping[str, object]) -> Stored:
        """What is stored of a case: its row, and those of its events."""
        rows = facts["rows"]
        assert isinstance(rows, JournalRows)
        return (digest, None, *rows.case), b"", rows.events

    def trouble(self, digest: bytes, why: str) -> Cells:
        """The row of a file that cannot be read."""
        return (digest, why.encode("utf-8", "surrogatepass"), *((None,) * len(CaseRow._fields)))

    def why(self, path: str, trouble: str) -> Message:
        """Why a file cannot be read, in a form that can be translated: what is kept is in English."""
        try:
            self.reader(path, content(f"{self.root}/{path}").data)
        except Unreadable as error:
            return error.what
        except OSError as error:
            return cannot_read(path, error)
        return msg("{why}", why=trouble)


class EventTables:
    """The tables in memory, of `data` or new ones: `Journals`. Raises sqlite3.Error if they are not ours."""

    def __init__(self, data: memoryview | None = None) -> None:
        self.unreadable: list[tuple[str, Message]] = []
        self._database = sqlite3.connect(":memory:", isolation_level=None)
        if data is not None:
            self._database.deserialize(data)
        for pragma in _PRAGMAS:
            self._database.execute(f"PRAGMA {pragma}")
        if data is None:
            for table in _SCHEMA:
                self._database.execute(table)
        elif [sql for (sql,) in self._database.execute("SELECT sql FROM sqlite_master")] != [*_SCHEMA]:
            raise sqlite3.DatabaseError("other tables")

    def pages(self) -> dict[str, Page]:
        """Every folder's page."""
        rows = self._database.execute("SELECT path, own, names, kinds, stamps FROM folders")
        return {decoded_path(path): Page(*page) for path, *page in rows}

    def count(self) -> int:
        """How many files there are rows of."""
        (count,) = self._database.execute("SELECT count(*) FROM cases").fetchone()
        return int(count)

    def follow(self, walk: Walk, look: CaseFileReader, progress: Progress) -> int:
        """Read what has changed since; says how many files were looked at."""
        wanted = {
            f"{here}/{changed.names[row]}": (changed, row)
            for here, changed in walk.changed.items()
            for row in changed.to_read
        }
        kept = self._kept() if wanted else {}
        for seen in look.read_all({path: kept.get(path) for path in sorted(wanted)}, progress):
            changed, row = wanted[seen.path]
            changed.seen(row, seen.kind, seen.stamp)
            if seen.cells is not None:
                self._drop([seen.path])
                self._put(seen)
        for here, changed in walk.changed.items():
            self._drop(f"{here}/{name}" for name in changed.gone())
            page = (encoded(here), *changed.page())
            self._database.execute("INSERT OR REPLACE INTO folders VALUES (?, ?, ?, ?, ?)", page)
        for here, gone in walk.gone.items():
            self._drop(f"{here}/{name}" for name in gone.cases())
            self._database.execute("DELETE FROM folders WHERE path = ?", (encoded(here),))
        return len(wanted)

    def dump(self) -> bytes:
        """All of it, as bytes."""
        return self._database.serialize()

    def troubles(self) -> list[tuple[str, str]]:
        """Path and reason of each file that cannot be read."""
        rows = self._database.execute("SELECT path, trouble FROM cases WHERE trouble IS NOT NULL ORDER BY path")
        return [(decoded_path(path), why.decode("utf-8", "surrogatepass")) for path, why in rows]

    def blobs(self) -> Mapping[str, str]:
        """The id that git gives each case file, by path."""
        rows = self._database.execute("SELECT path, blob FROM cases WHERE trouble IS NULL")
        return {decoded_path(path): blob for path, blob in rows}

    def with_events(self, wanted: Wanted) -> set[str]:
        """The paths of the cases with an event that is wanted."""
        sql, values, _ = wanted.clause()
        chosen = f"SELECT path FROM cases WHERE number IN (SELECT number FROM events WHERE {sql})"
        return {decoded_path(path) for (path,) in self._database.execute(chosen, values)}

    def of(self, paths: Iterable[str] | None = None) -> Iterator[JournalRows]:
        """These cases, or all, each with its events, in any order."""
        if paths is None:
            return self._joined("TRUE", ())
        sql = "number = (SELECT number FROM cases WHERE path = ?)"
        return (rows for path in paths for rows in self._joined(sql, (encoded(path),)))

    def lives(self, since: int) -> Iterator[tuple[str, str]]:
        """Path and life of each case that is open, or of which something counted at that time or later; by path."""
        sql = "SELECT path, life FROM cases WHERE trouble IS NULL AND (closed_at IS NULL OR last_at >= ?) ORDER BY path"
        return ((decoded_path(path), life) for path, life in self._database.execute(sql, (since,)))

    def received(self, since: int) -> Iterator[tuple[str, tuple[str, int, str, str]]]:
        """Path, and id, time of receipt, customer and template, of each case received at that time or later."""
        sql = "SELECT path, id, received_at, customer, template FROM cases WHERE trouble IS NULL AND received_at >= ?"
        return ((decoded_path(row[0]), row[1:]) for row in self._database.execute(sql, (since,)))

    def _joined(self, where: str, values: tuple[bytes, ...]) -> Iterator[JournalRows]:
        events = self._database.execute(
            f"SELECT number, {_EVENT} FROM events WHERE {where} ORDER BY number, place", values
        )
        by_case = groupby(events, itemgetter(0))  # in the order of their numbers, as the cases are
        number, found = next(by_case, (None, iter(())))
        for case, *about in self._database.execute(
            f"SELECT number, {_CASE} FROM cases WHERE ({where}) AND trouble IS NULL ORDER BY number", values
        ):
            if case == number:
                yield JournalRows(CaseRow._make(about), tuple(EventRow._make(row[1:]) for row in found))
                number, found = next(by_case, (None, iter(())))

    def _kept(self) -> dict[str, Kept]:
        rows = self._database.execute("SELECT path, trouble IS NULL, digest FROM cases")
        return {decoded_path(path): Kept(CASE if good else UNREADABLE, digest) for path, good, digest in rows}

    def _put(self, seen: Seen) -> None:
        number = self._database.execute(_PUT_CASE, (encoded(seen.path), *(seen.cells or ()))).lastrowid
        self._database.executemany(_PUT_EVENT, [(number, place, *row) for place, row in enumerate(seen.owed)])

    def _drop(self, paths: Iterable[str]) -> None:
        for path in map(encoded, paths):
            here = "number IN (SELECT number FROM cases WHERE path = ?)"
            self._database.execute(f"DELETE FROM events WHERE {here}", (path,))
            self._database.execute("DELETE FROM cases WHERE path = ?", (path,))
