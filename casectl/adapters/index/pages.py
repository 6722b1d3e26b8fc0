"""A page of the index: one folder of the casebook as last seen, packed so that one comparison checks all of it.

For each name in the folder, in the order in which the system lists them, a page keeps its kind, a stamp that shows
whether it has changed, the seal of its line, and its row of the column table.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from casectl.core.query.columns import NEVER, Choice, ColumnTable, IndexColumns, WordColumn

CASE, UNREADABLE, FOLDER, OTHER = b"cufo"
"""Kinds of entries: a case file, one that cannot be read, a folder, and anything else."""

DISTRUSTED = 0
"""The stamp of a file so recently changed that its stamp proves nothing."""

_SPARE = 64
"""How many unused values a column may hold."""


class Line(NamedTuple):
    """What the index keeps for one name: kind and stamp, the seal of its facts, and its index columns."""

    kind: int
    stamp: int
    seal: int
    columns: IndexColumns


class Page(NamedTuple):
    """One folder. `names` are joined by ``/``, which no name contains; `own` is the stamp of the folder itself."""

    names: str
    kinds: bytes
    stamps: array[int]
    seals: array[int]
    table: ColumnTable
    own: int = DISTRUSTED

    def matches(self, names: Sequence[str], stamps: array[int]) -> bool:
        """Whether the page has exactly these names with these stamps."""
        return self.stamps == stamps and self.names == "/".join(names)

    def listed(self) -> list[str]:
        """The names, in order."""
        return self.names.split("/") if self.names else []

    def of_kind(self, *kinds: int) -> Iterator[str]:
        """The names of these kinds."""
        if not any(kind in self.kinds for kind in kinds):
            return iter(())
        return (name for name, kind in zip(self.listed(), self.kinds, strict=True) if kind in kinds)

    def chosen(self, choice: Choice) -> Iterator[tuple[str, int]]:
        """Name and seal of the cases in the choice, and of all files that could not be read."""
        cases, unreadable = (
            int.from_bytes(self.kinds.translate(bytes(each == kind for each in range(256))), "little")
            for kind in (CASE, UNREADABLE)
        )
        mask = (choice(self.table) & cases) | unreadable if cases else unreadable
        if mask:
            names = self.listed()
            yield from ((names[row], self.seals[row]) for row in self.table.rows(mask))

    def revised(self, names: Sequence[str], kept_rows: Sequence[int | None], fresh: Mapping[int, Line]) -> Page:
        """The page of `names`: each keeps its row from here or, where that is None, gets its line from `fresh`."""
        old = [0 if row is None else row for row in kept_rows] if self.kinds else []
        table = ColumnTable(
            len(names),
            {name: _words(self.table.words.get(name), old, name, fresh, len(names)) for name in _keys(self, fresh, 0)},
            {name: _times(self.table.times.get(name), old, name, fresh, len(names)) for name in _keys(self, fresh, 1)},
        )
        kinds = bytearray(map(self.kinds.__getitem__, old) if old else bytes(len(names)))
        stamps, seals = _kept_values("q", self.stamps, old, len(names)), _kept_values("I", self.seals, old, len(names))
        for row, line in fresh.items():
            kinds[row], stamps[row], seals[row] = line.kind, line.stamp, line.seal
        return Page("/".join(names), bytes(kinds), stamps, seals, table, self.own)

    def encoded(self) -> bytes:
        """The page as bytes."""
        words = {name: column.values for name, column in self.table.words.items()}
        head = json.dumps([self.names, words, [*self.table.times], self.own], ensure_ascii=False, separators=(",", ":"))
        columns = [self.stamps, *self.table.times.values(), self.seals, *(c.codes for c in self.table.words.values())]
        return b"".join([head.encode("utf-8", "surrogatepass"), b"\n", *map(array.tobytes, columns), self.kinds])

    @classmethod
    def decoded(cls, data: bytes) -> Page:
        """The inverse of `encoded`. The caller must have checked the seal: the data is not validated."""
        end = data.index(b"\n")
        names, words, times, own = json.loads(data[:end])
        if not names:
            return EMPTY._replace(own=own)
        count = names.count("/") + 1
        rest = memoryview(data)[end + 1 :]
        long, short = 8 * count, 4 * count
        first = [_array("q", rest[start : start + long]) for start in range(0, long * (1 + len(times)), long)]
        rest = rest[long * (1 + len(times)) :]
        second = [_array("I", rest[start : start + short]) for start in range(0, short * (1 + len(words)), short)]
        kinds = bytes(rest[short * (1 + len(words)) :])
        columns = {
            name: WordColumn(values, codes) for (name, values), codes in zip(words.items(), second[1:], strict=True)
        }
        table = ColumnTable(count, columns, dict(zip(times, first[1:], strict=True)))
        return cls(names, kinds, first[0], second[0], table, own)


EMPTY = Page("", b"", array("q"), array("I"), ColumnTable(0, {}, {}))
"""The page of a folder that was never seen."""


def _array(code: str, data: memoryview) -> array[int]:
    found: array[int] = array(code)
    found.frombytes(data)
    return found


def _kept_values(code: str, values: array[int], old: Sequence[int], count: int) -> array[int]:
    return array(code, map(values.__getitem__, old)) if old else array(code, bytes(count * values.itemsize))


def _keys(page: Page, fresh: Mapping[int, Line], part: int) -> Iterable[str]:
    """The columns of a page, and those that its new lines add."""
    known = (page.table.words, page.table.times)[part]
    return dict.fromkeys([*known, *(name for line in fresh.values() for name in line.columns[part])])


def _times(
    column: array[int] | None, old: Sequence[int], name: str, fresh: Mapping[int, Line], count: int
) -> array[int]:
    times = array("q", map(column.__getitem__, old)) if column and old else array("q", [NEVER]) * count
    for row, line in fresh.items():
        times[row] = line.columns.times.get(name, NEVER)
    return times


def _words(
    column: WordColumn | None, old: Sequence[int], name: str, fresh: Mapping[int, Line], count: int
) -> WordColumn:
    """A column of words with the new rows; unused words are dropped once there are many."""
    values = list(column.values) if column else [""]
    codes = array("I", map(column.codes.__getitem__, old)) if column and old else array("I", bytes(4 * count))
    numbers = {value: number for number, value in enumerate(values)}
    for row, line in fresh.items():
        word = line.columns.words.get(name, "")
        if (number := numbers.get(word)) is None:
            number = numbers[word] = len(values)
            values.append(word)
        codes[row] = number
    return _without_unused(values, codes) if len(values) > count + _SPARE else WordColumn(values, codes)


def _without_unused(values: Sequence[str], codes: array[int]) -> WordColumn:
    used = {code: number for number, code in enumerate(sorted(set(codes)))}
    return WordColumn([values[code] for code in used], array("I", map(used.__getitem__, codes)))
