"""A folder whose page in the index is out of date: which rows of the page are kept, and which files to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from casectl.adapters.index.pages import CASE, DISTRUSTED, FOLDER, OTHER, Line, Page
from casectl.adapters.index.read_files import NO_COLUMNS
from casectl.adapters.index.scan import FolderListing, kinds


class OutdatedPage:
    """A folder `here` whose page is out of date: what it holds now, and which rows are kept from the old page.

    `files` are the rows of files to read; `fresh` gets the new line of every row that is not kept.
    """

    def __init__(self, found: FolderListing, page: Page, here: Path) -> None:
        self.names = found.names
        self.own = found.own
        self.page = page
        self.files: list[int] = []
        self.fresh: dict[int, Line] = {}
        self._old = {name: row for row, name in enumerate(page.listed())}
        self.kept_rows = [
            row if (row := self._old.get(name)) is not None and page.stamps[row] == stamp != DISTRUSTED else None
            for name, stamp in zip(found.names, found.stamps, strict=True)
        ]
        fresh = [row for row, kept_rows in enumerate(self.kept_rows) if kept_rows is None]
        if fresh:
            self._classify(fresh, here, found.stamps)

    def _classify(self, rows: Iterable[int], here: Path, stamps: Sequence[int]) -> None:
        try:
            found = kinds(here)
        except OSError:  # deleted meanwhile
            found = {}
        for row in rows:
            kind = found.get(name := self.names[row], OTHER)
            if kind is None:
                self.files.append(row)
            else:
                self.fresh[row] = Line(kind, stamps[row] if name in found else DISTRUSTED, 0, NO_COLUMNS)

    def seal_before(self, name: str) -> int:
        """The seal of a file's line in the index, 0 if it has none."""
        row = self._old.get(name)
        return 0 if row is None else self.page.seals[row]

    def folders(self) -> list[str]:
        """The names of the folders in it."""
        kinds = [
            self.page.kinds[old] if old is not None else self.fresh[row].kind if row in self.fresh else CASE
            for row, old in enumerate(self.kept_rows)
        ]
        return [name for name, each in zip(self.names, kinds, strict=True) if each == FOLDER]
