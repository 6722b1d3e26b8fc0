"""A sheet: what cases are chosen by, in columns, so that a choice among very many touches only what it finds.

A column of words keeps each word once and a number for each row; a column of times keeps seconds since 1970. A choice
is a `Bitmap` with a byte for each row, 1 or 0, held in one whole number: so "and" is ``&``, "or" is ``|``.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import compress
from typing import NamedTuple, TypeAlias

Bitmap: TypeAlias = int

NEVER = (1 << 63) - 1
"""The time of what has none; later than any instant."""


class IndexColumns(NamedTuple):
    """What one case has in the columns: its words, and its times in seconds since 1970 (NEVER for none)."""

    words: Mapping[str, str]
    times: Mapping[str, int]


class WordColumn(NamedTuple):
    """A column of words: each word once, and for each row the number of its word."""

    values: Sequence[str]
    codes: array[int]


class ColumnTable(NamedTuple):
    """The columns of `size` rows. A column that is not there says nothing: then each case must be looked at."""

    size: int
    words: Mapping[str, WordColumn]
    times: Mapping[str, array[int]]

    @property
    def everything(self) -> Bitmap:
        """Every row."""
        return _mask(b"\1" * self.size)

    def among(self, column: str, wanted: Callable[[str], bool]) -> Bitmap | None:
        """The rows whose word is `wanted`, which is asked once for each word; None if there is no such column."""
        found = self.words.get(column)
        if found is None:
            return None
        table = [1 if wanted(value) else 0 for value in found.values]
        return _mask(bytes(map(table.__getitem__, found.codes)))

    def between(self, column: str, since: int | None, until: int | None) -> Bitmap | None:
        """The rows whose time is at `since` or later and before `until`; None if there is no such column."""
        times = self.times.get(column)
        if times is None:
            return None
        mask = _mask(bytes(map((NEVER if until is None else until).__gt__, times)))
        return mask if since is None else mask & _mask(bytes(map(since.__le__, times)))

    def rows(self, mask: Bitmap) -> Iterator[int]:
        """The numbers of the rows in the mask, in order."""
        return compress(range(self.size), mask.to_bytes(self.size, "little"))


def _mask(rows: bytes) -> Bitmap:
    return int.from_bytes(rows, "little")


class IndexRow(NamedTuple):
    """What the index holds of one file: its facts, or why it could not be read."""

    path: str
    facts: Mapping[str, object] | None
    trouble: str = ""


Choice: TypeAlias = Callable[[ColumnTable], Bitmap]
"""Which rows of a sheet may be wanted. One that is not wanted after all does no harm; one left out is lost."""


def everything(table: ColumnTable) -> Bitmap:
    """The choice of all rows."""
    return table.everything
