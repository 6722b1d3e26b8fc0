"""A folder of the casebook as it was last seen, kept so that it is compared in one stroke; what has changed in it.

For each name in the folder, in the order in which the system lists them, a page keeps what kind of thing it is and a
stamp by which it is known whether that has changed.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from pathlib import Path

from casectl.adapters.index.scan import (
    CASE,
    DISTRUSTED,
    FOLDER,
    OTHER,
    UNREADABLE,
    FolderListing,
    decoded_path,
    encoded_path,
    kinds,
)
from casectl.core.values.value_class import NamedTuple


class Page(NamedTuple):
    """One folder. `names` are joined by ``/``, which no name has in it; `own` is the stamp of the folder itself."""

    own: int
    names: bytes
    kinds: bytes
    stamps: bytes

    def is_of(self, found: FolderListing) -> bool:
        """Whether it is as it was found, and says all that can be said of it."""
        same = self.stamps == found.stamps.tobytes() and self.names == _joined(found.names)
        return same and found.own in (DISTRUSTED, self.own)

    def listed(self) -> list[str]:
        """The names, in order."""
        return decoded_path(self.names).split("/") if self.names else []

    def of_kind(self, *kinds: int) -> Iterator[str]:
        """The names of these kinds."""
        if not any(kind in self.kinds for kind in kinds):
            return iter(())
        return (name for name, kind in zip(self.listed(), self.kinds, strict=True) if kind in kinds)

    def cases(self) -> Iterator[str]:
        """The names of which there is a row: cases, and files that cannot be read."""
        return self.of_kind(CASE, UNREADABLE)


EMPTY = Page(DISTRUSTED, b"", b"", b"")
"""The page of a folder never seen."""


class ChangedFolder:
    """The folder `here`, whose page is no longer true: `to_read` are the rows of the files that must be looked at."""

    def __init__(self, found: FolderListing, page: Page, here: Path) -> None:
        stamps: array[int] = array("q", page.stamps)
        known = {name: each for name, *each in zip(page.listed(), page.kinds, stamps, strict=True)}
        self.names = found.names
        self._own = found.own
        self._stamps = found.stamps
        self._kinds = bytearray(len(found.names))
        self._before = page
        self.to_read: list[int] = []
        changed: list[int] = []
        for row, (name, stamp) in enumerate(zip(found.names, found.stamps, strict=True)):
            self._kinds[row], before = known.get(name, (OTHER, DISTRUSTED))
            if before != stamp or stamp == DISTRUSTED:
                changed.append(row)
        if changed:
            self._sort_out(changed, here)

    def _sort_out(self, rows: list[int], here: Path) -> None:
        try:
            there = kinds(here)
        except OSError:  # gone meanwhile
            there = {}
        for row in rows:
            kind = there.get(name := self.names[row], OTHER)
            if kind is None:
                self.to_read.append(row)
            else:
                self.seen(row, kind, self._stamps[row] if name in there else DISTRUSTED)

    def seen(self, row: int, kind: int, stamp: int) -> None:
        """Note what a look at a name gave."""
        self._kinds[row], self._stamps[row] = kind, stamp

    def page(self) -> Page:
        """The folder as it is now, once all that was to be read is noted."""
        return Page(self._own, _joined(self.names), bytes(self._kinds), self._stamps.tobytes())

    def gone(self) -> list[str]:
        """The names of which there was a row and is none now."""
        there = set(self.page().cases())
        return [name for name in self._before.cases() if name not in there]

    def folders(self) -> list[str]:
        """The names of the folders in it."""
        return [name for name, kind in zip(self.names, self._kinds, strict=True) if kind == FOLDER]


def _joined(names: list[str]) -> bytes:
    return encoded_path("/".join(names))
