"""The index of a casebook: one in SQLite, or, in a Python that was built without it, one that remembers nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from casectl.adapters.index.read_files import Progress, Reader, no_progress
from casectl.adapters.index.scan import FOLDER, cannot_read, content, kinds, listing
from casectl.core.query.selection import EVERYTHING, IndexAnswer, IndexRow, Selection
from casectl.core.values.messages import Unreadable

if TYPE_CHECKING:
    from casectl.adapters.index.plain_journals import RowReader
    from casectl.core.history.event_rows import Journals
    from casectl.ports.recording import Index, Store  # no list needs them

_CASES = "cases"


def open_index(root: Path, file: Path, version: str, progress: Progress | None = None) -> Index:
    """The index of the casebook at `root`, kept in `file` and beside it; `version` names what the facts mean.

    `progress` is given how many of how many files have been read.
    """
    try:
        from casectl.adapters.index.sqlite import SqliteIndex
    except ImportError:
        return UnindexedFiles(root)
    return SqliteIndex(root, file, version, progress or no_progress)


def read_journals(
    root: Path, file: Path | None, reader: RowReader, store: Store, progress: Progress | None = None
) -> Journals:
    """The journals of all cases of the casebook at `root`, of which `file` remembers those that have not changed.

    Without `file`, or without SQLite, each case is read from `store`. `progress` is as above.
    """
    from casectl.adapters.index.plain_journals import PlainJournals  # no list needs it

    if file is None:
        return PlainJournals(store, _CASES, reader)
    try:
        from casectl.adapters.index.event_file import SqliteEvents
    except ImportError:
        return PlainJournals(store, _CASES, reader)
    return SqliteEvents(root, file, progress or no_progress).read(_CASES, reader)


class UnindexedFiles:
    """The rows of all files, whatever is wanted, each read again every time."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def find(
        self, folder: str, reader: Reader, wanted: Selection = EVERYTHING, *, trust_folder_times: bool = False
    ) -> IndexAnswer:
        """A row for each file, by path."""
        del wanted, trust_folder_times
        return IndexAnswer(sorted(self._rows(folder, reader), key=lambda row: row.path))

    def _rows(self, here: str, reader: Reader) -> Iterator[IndexRow]:
        try:
            names, found = listing(self._root / here).names, kinds(self._root / here)
        except FileNotFoundError:
            return
        except OSError as error:
            yield IndexRow(here, None, str(cannot_read(here, error)))
            return
        for name in names:
            kind = found.get(name, FOLDER)
            if kind == FOLDER:
                yield from self._rows(f"{here}/{name}", reader)
            elif kind is None:
                yield from self._row(f"{here}/{name}", reader)

    def _row(self, path: str, reader: Reader) -> Iterator[IndexRow]:
        try:
            facts = reader(path, content(f"{self._root}/{path}").data)
            yield IndexRow(path, json.loads(json.dumps(facts)))
        except FileNotFoundError:
            return
        except OSError as error:
            yield IndexRow(path, None, str(cannot_read(path, error)))
        except Unreadable as error:
            yield IndexRow(path, None, str(error))
