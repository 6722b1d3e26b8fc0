"""CSV and TSV, read strictly: a damaged row becomes a `BadRow` with its line and reason; the others are read."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from casectl.adapters.tables.layout import Lines, TableLayout, csv_reason
from casectl.core.importing.rows import ADDED, BadRow, RawRow, Row, keys_of
from casectl.core.values.formulas import as_it_was
from casectl.core.values.messages import Message, counted, msg


class _LineRecorder:
    """The lines that the CSV reader has consumed since the last record, so that a damaged one can be shown."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.consumed: list[str] = []
        self.number = 0

    def __iter__(self) -> _LineRecorder:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.number += 1
        self.consumed.append(line)
        return line

    def start_record(self) -> int:
        """Start a new record; returns the number of its first line."""
        self.consumed.clear()
        return self.number + 1


def separated_rows(lines: Lines, layout: TableLayout) -> Iterator[Row]:
    """Every row below the header that is not empty, damaged ones as `BadRow`."""
    recorder = _LineRecorder(lines())
    for _ in layout.above:
        next(recorder)
    # strict: a stray quote or an end inside quotes is an error, where the lenient reader would change the text.
    reader = csv.reader(recorder, delimiter=layout.delimiter, strict=True)
    if layout.headed:
        next(cells for cells in reader if any(map(str.strip, cells)))
    keys = keys_of(layout.names)
    is_rejects = layout.names[-len(ADDED) :] == ADDED
    while True:
        line = recorder.start_record()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield BadRow(line, csv_reason(str(error)), "".join(recorder.consumed))
            continue
        if any(cells) and any(map(str.strip, cells)):
            texts = [as_it_was(text) for text in cells] if is_rejects else cells
            yield _row(line, keys, texts, "".join(recorder.consumed))


def _row(line: int, keys: list[str], cells: list[str], raw: str) -> Row:
    row = dict(zip(keys, cells, strict=False))
    if len(cells) != len(keys):
        return BadRow(line, wrong_width(cells, keys), raw, row)
    if "\0" in raw:
        return BadRow(line, msg("a NUL character in the row"), raw, row)
    return RawRow(line, row)


def wrong_width(cells: list[str], keys: list[str]) -> Message:
    """What is wrong with a row that has more or fewer cells than there are columns."""
    return counted(
        "{count} column in the row, but {wanted} in the header",
        "{count} columns in the row, but {wanted} in the header",
        len(cells),
        wanted=len(keys),
    )
