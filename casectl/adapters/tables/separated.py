"""CSV and TSV, read strictly: a damaged row becomes a `BadRow` with its line and reason; the others are read."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator

from casectl.adapters.tables.header import header_problems, wrong_width
from casectl.core.importing.rows import BadRow, RawRow, Row
from casectl.core.values.errors import Unreadable, UsageError
from casectl.core.values.messages import Message, msg


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


def separated_rows(name: str, lines: Callable[[], Iterator[str]], delimiter: str) -> Iterator[Row]:
    """Every row below the header, damaged ones as `BadRow`. Raises Unreadable, UsageError for a wrong delimiter."""
    recorder = _LineRecorder(lines())
    # strict: a stray quote or an end inside quotes is an error, where the lenient reader would change the text.
    reader = csv.reader(recorder, delimiter=delimiter, strict=True)
    header = _header(name, reader, delimiter)
    while True:
        line = recorder.start_record()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield BadRow(line, _csv_reason(str(error)), "".join(recorder.consumed))
            continue
        if cells:
            yield _row(line, header, cells, "".join(recorder.consumed))


def _header(name: str, reader: Iterator[list[str]], delimiter: str) -> list[str]:
    try:
        header = [cell.strip().removeprefix("\ufeff") for cell in next(cells for cells in reader if cells)]
    except StopIteration:
        raise Unreadable(msg("{name} is empty", name=name)) from None
    except csv.Error as error:
        raise Unreadable(msg("{name}:1: {why}", name=name, why=_csv_reason(str(error)))) from None
    problems = header_problems(header)
    if problems:
        raise Unreadable(msg("{name}: the header cannot be used", name=name), problems=problems)
    other = next((mark for mark in (";", "\t", ",", "|") if mark != delimiter and mark in header[0]), "")
    if len(header) == 1 and other:
        raise UsageError(
            msg("{name} has one column by {delimiter}", name=name, delimiter=repr(delimiter)),
            hint=msg("is it separated by {other}? say so: --delimiter {other}", other=repr(other)),
        )
    return header


def _row(line: int, header: list[str], cells: list[str], raw: str) -> Row:
    row = dict(zip(header, cells, strict=False))
    if len(cells) != len(header):
        reason = wrong_width(cells, header)
        return BadRow(line, reason, raw, row)
    if "\0" in raw:
        return BadRow(line, msg("a NUL character in the row"), raw, row)
    return RawRow(line, row)


def _csv_reason(error: str) -> Message:
    if "unexpected end of data" in error:
        return msg("the file breaks off inside quotes")
    if "field larger than" in error:
        return msg("a field is longer than {limit} characters", limit=csv.field_size_limit())
    return msg("the quoting is broken: {why}", why=error)
