"""The index: facts about every case file of the work tree, reading only the files that changed.

A file is unchanged if its stamp (times, size, inode, rights) is that of when it was read. That proves nothing about one
written within the clock's grain of being read, so so young an entry is kept without its stamp and compared by content
next time (git's racy-clean rule). Facts are the same from the file and from the index: both have been through JSON.
Nothing here writes to the casebook's own files.
"""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from casectl.adapters.index.column_file import ColumnFile, Columns, changes_file, seed_of
from casectl.adapters.index.columns import PLACES, IndexedFacts, Row
from casectl.adapters.index.read_files import CaseFileReader, Progress, Reader
from casectl.adapters.index.rest_file import NOWHERE, Place, RestFile, RestWriter
from casectl.adapters.index.scan import decoded_path, encoded_path
from casectl.adapters.index.walk import Walk
from casectl.core.query.selection import EVERYTHING, IndexAnswer, IndexRow, Selection
from casectl.core.values.messages import Message, Unreadable

if TYPE_CHECKING:
    from casectl.core.query.prefilter import Prefilter

_SPARE = 1 << 20
"""So many bytes more than is in use may be dead before all is made again."""


class SqliteIndex:
    """The index of the casebook at `root`; its columns are kept in `file`, the rest beside it.

    `version` names what the reader's facts mean; `progress` is given how many of how many files have been read.
    """

    def __init__(self, root: Path, file: Path, version: str, progress: Progress) -> None:
        self._root = root
        self._file = file
        self._seed = seed_of(version)
        self._progress = progress

    def find(
        self, folder: str, reader: Reader, wanted: Selection = EVERYTHING, *, trust_folder_times: bool = False
    ) -> IndexAnswer:
        """A row for each regular ``*.yaml`` below `folder` that is wanted; dot-names and links are left out.

        `reader` is asked about files that changed, and about those whose record is lost. Where it raises Unreadable, or
        a file or folder cannot be read, the row has the trouble instead of facts. A missing, broken or busy index is
        never an error. `trust_folder_times` a folder in which no name has come, gone or been replaced is as it was.
        """
        look = CaseFileReader(self._root, reader)
        try:
            return self._find(folder, look, wanted, trust_folder_times)
        except sqlite3.Error:  # sealed as ours is, and not ours
            delete_index(self._file)
            return self._find(folder, look, wanted, trust_folder_times)

    def _find(self, folder: str, look: CaseFileReader, wanted: Selection, trust_folder_times: bool) -> IndexAnswer:
        with suppress(OSError):
            self._file.parent.mkdir(mode=0o700, exist_ok=True)
        file, rest = ColumnFile(self._file, self._seed), RestFile(rest_file(self._file), self._seed)
        columns = file.load()
        if columns and columns.rest_size > rest.size():
            columns = None
        walk = Walk(self._root, columns.pages() if columns else {}, trust_folder_times=trust_folder_times)
        walk.compare(folder)
        update = _Update(columns or Columns(), look, self._progress)
        if walk.changed or walk.gone:
            with rest.writing() as out:
                ours = out if out and file.is_as_loaded() else None
                if ours and not columns:
                    ours.empty()
                update.follow(walk, ours)
                if ours:
                    update.save(file, ours)
        return _Answering(update.columns, file, rest, look).answer(folder, wanted, walk.troubles)


class _Update:
    """Columns that are brought up to what a walk has found."""

    def __init__(self, columns: Columns, look: CaseFileReader, progress: Progress) -> None:
        self.columns = columns
        self._look = look
        self._progress = progress

    def follow(self, walk: Walk, out: RestWriter | None) -> None:
        """Read what has changed; the rest of it is written to `out`, if there is one."""
        wanted = {
            f"{here}/{changed.names[row]}": (changed, row)
            for here, changed in walk.changed.items()
            for row in changed.to_read
        }
        kept = self.columns.kept(wanted)
        for seen in self._look.read_all({path: kept.get(path) for path in sorted(wanted)}, self._progress):
            changed, row = wanted[seen.path]
            changed.seen(row, seen.kind, seen.stamp)
            if seen.cells is not None:
                if seen.path in kept:
                    self.columns.drop([seen.path])
                place = out.append(encoded_path(seen.path), seen.rest) if out and seen.rest else NOWHERE
                self.columns.put(seen.path, place, seen.cells, seen.owed)
        for here, changed in walk.changed.items():
            self.columns.drop([f"{here}/{name}" for name in changed.gone()])
            self.columns.put_page(here, changed.page())
        for here, page in walk.gone.items():
            self.columns.drop([f"{here}/{name}" for name in page.cases()])
            self.columns.drop_page(here)

    def save(self, file: ColumnFile, out: RestWriter) -> None:
        """Keep the columns for next time, if what they speak of is kept, and nothing of what is gone."""
        out.flush()
        if out.size > 2 * self.columns.live() + _SPARE:
            file.throw_away()
        elif not out.failed and file.save(self.columns, out.size):
            out.erase(self.columns.dead)


class _Answering:
    """Rows from columns, and the rest of them from the file beside, or where it is lost from the case's own file."""

    def __init__(self, columns: Columns, file: ColumnFile, rest: RestFile, look: CaseFileReader) -> None:
        self._columns = columns
        self._file = file
        self._rest = rest
        self._look = look
        self._found: list[Row] = []

    def answer(self, folder: str, wanted: Selection, troubles: Mapping[str, Message]) -> IndexAnswer:
        """The rows of what is wanted, by path if no order is, and of all that could not be read."""
        collecting = gc.isenabled()
        gc.disable()  # looking for garbage among what is just being made takes as long as making it
        try:
            left_out = 0
            if wanted.is_summed:
                rows = [IndexRow("", facts) for facts in self._columns.summed(folder, wanted)]
            elif wanted.prefilter:
                rows = list(self._filtered(folder, wanted, wanted.prefilter))
            else:
                found, left_out = self._columns.select(folder, wanted)
                rows = self._rows(found)
            gc.freeze()  # nor is there any later: these live as long as the list they are for
        finally:
            if collecting:
                gc.enable()
        unread = [*self._columns.unreadable(folder), *((path, str(why)) for path, why in troubles.items())]
        rows += [IndexRow(path, None, why) for path, why in unread]
        if not wanted.order and (unread or wanted.prefilter):
            rows.sort(key=lambda row: row.path)
        return IndexAnswer(rows, left_out)

    def _filtered(self, folder: str, wanted: Selection, prefilter: Prefilter) -> Iterator[IndexRow]:
        from casectl.adapters.index.words import word_test  # few lists look for words

        passes, passing = word_test(prefilter), list[bytes]()
        places = sorted(self._columns.select(folder, wanted, PLACES)[0], key=_place)
        for row, record in zip(places, self._records(places), strict=True):
            try:
                whole = record or self._lost(row)
            except Unreadable as error:  # changed since the look, and lost besides
                yield IndexRow(decoded_path(row[0]), None, str(error))
                continue
            if passes(whole[whole.index(b"\n") :]):
                passing.append(row[0])
        yield from self._rows([*self._columns.shown(passing)])

    def _rows(self, found: list[Row]) -> list[IndexRow]:
        self._found = found
        return [IndexRow(decoded_path(row[0]), IndexedFacts(row, self)) for row in found]

    @cached_property
    def _owed(self) -> dict[bytes, list[list[object]]]:
        return self._columns.owed(row[0] for row in self._found)

    def owed(self, row: Row) -> list[list[object]]:
        """What is owed in a case, with the columns OWED; what is owed in all that were found is asked for at once."""
        return self._owed.get(row[0], [])

    def rest(self, row: Row) -> bytes:
        """The facts of a case that are not in its row, and its words. Raises Unreadable if both are lost."""
        [record] = self._records([row])
        return record or self._lost(row)

    def _lost(self, row: Row) -> bytes:
        """What should have been kept; unless somebody has just changed it, all is to be made again next time."""
        if _place(row).size and self._file.is_as_loaded():
            self._file.throw_away()
        return self._look.rest(decoded_path(row[0]))

    def _records(self, rows: Iterable[Row]) -> Iterator[bytes | None]:
        return self._rest.read([(row[0], _place(row)) for row in rows])


def _place(row: Row) -> Place:
    return Place(*row[1:4])


def index_files(index: Path) -> tuple[Path, ...]:
    """The index's files: the columns, what has changed in them, and the rest of each case."""
    return index, changes_file(index), rest_file(index)


def rest_file(index: Path) -> Path:
    """The file beside the columns that holds the rest of each case."""
    return index.with_name("index.rest")


def delete_index(index: Path) -> None:
    """Delete the index's files, as far as possible."""
    for file in index_files(index):
        with suppress(OSError):
            file.unlink()
