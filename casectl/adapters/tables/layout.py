"""The layout of a CSV or TSV file: what is above the header, the columns' names, the delimiter."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, islice

from casectl.core.values.messages import Message, Unreadable, UsageError, msg
from casectl.core.values.regex import regex
from casectl.core.values.value_class import value_class

Lines = Callable[[], Iterator[str]]
_SEPARATOR = regex(r'"?sep=(?P<mark>\\t|[^"\r\n])"?[,;\t]*[\r\n]*', re.IGNORECASE)
"""The first line by which Excel is told what separates the columns."""


@value_class
class TableLayout:
    """How a separated file is laid out.

    Attributes:
        names: the names of the columns, "" for those without one.
        delimiter: what separates the columns.
        above: the lines above the header, with their line ends.
        headed: whether there is a line with the names.
        quoted: whether the names are all in quotation marks.
    """

    names: tuple[str, ...]
    delimiter: str = ","
    above: tuple[str, ...] = ()
    headed: bool = True
    quoted: bool = False


def find_layout(name: str, lines: Lines, delimiter: str, header_row: int | None, default: str = ",") -> TableLayout:
    """The layout of a file called `name`.

    Args:
        name: the file's, for messages.
        lines: gives the lines from the first, with their line ends.
        delimiter: what separates the columns; "" for what a line ``sep=;`` says, else `default`.
        header_row: the number of the line with the names, 0 if there is none; None for the first that is not blank.
        default: the usual delimiter of such files.

    Raises:
        Unreadable: the file is empty, or its header cannot be read.
        UsageError: another delimiter is likely, or there is no such line.
    """
    stream = lines()
    first = next(stream, "")
    separator = _SEPARATOR.fullmatch(first)
    mark = delimiter or (separator["mark"].replace("\\t", "\t") if separator else default)
    skipped = max((header_row or 1) - 1, 1 if separator else 0)
    all_lines = chain([first], stream)
    above = tuple(islice(all_lines, skipped))
    found = _layout(name, all_lines, TableLayout((), mark, above, headed=header_row != 0))
    if found is None and header_row:
        raise UsageError(
            msg("{name} has no line {line}, which should contain the column names", name=name, line=header_row)
        )
    if found is None:
        raise Unreadable(msg("{name} is empty", name=name))
    return found


def _layout(name: str, lines: Iterator[str], known: TableLayout) -> TableLayout | None:
    """The layout with the columns that the next record names, or with as many nameless ones; None without a record."""
    read: list[str] = []
    records = csv.reader(_noting(lines, read), delimiter=known.delimiter, strict=True)
    try:
        cells = next((cells for cells in records if any(map(str.strip, cells))), None)
    except csv.Error as error:
        line = len(known.above) + 1
        raise Unreadable(msg("{name}:{line}: {why}", name=name, line=line, why=csv_reason(str(error)))) from None
    if cells is None or not known.headed:
        return replace(known, names=("",) * len(cells)) if cells else None
    quoted, names = "".join(read).lstrip().startswith('"'), [cell.strip() for cell in cells]
    _refuse_another_delimiter(name, names, known.delimiter)
    return replace(known, names=tuple(_as_wide_as_the_rows(names, records)), quoted=quoted)


def _noting(lines: Iterator[str], read: list[str]) -> Iterator[str]:
    for line in lines:
        read.append(line)
        yield line


def _as_wide_as_the_rows(names: list[str], records: Iterator[list[str]]) -> list[str]:
    """The names, without a delimiter that ends only the header, or with a column for one that ends only the rows."""
    try:
        first = next((cells for cells in records if any(map(str.strip, cells))), [])
    except csv.Error:
        return names
    if len(first) == len(names) - 1 and not names[-1]:
        return names[:-1]
    return [*names, ""] if len(first) == len(names) + 1 and not first[-1] else names


def _refuse_another_delimiter(name: str, names: list[str], delimiter: str) -> None:
    other = next((mark for mark in (";", "\t", ",", "|") if mark != delimiter and mark in names[0]), "")
    if len(names) == 1 and other:
        raise UsageError(
            msg("{name} has only one column when split at {delimiter}", name=name, delimiter=repr(delimiter)),
            hint=msg("if its columns are separated by {other}: --delimiter {other}", other=repr(other)),
        )


def csv_reason(error: str) -> Message:
    """Why a record cannot be read, from what Python's reader says of it."""
    if "unexpected end of data" in error:
        return msg("the file ends inside quotes")
    if "field larger than" in error:
        return msg("a field is longer than {limit} characters", limit=csv.field_size_limit())
    return msg("the quoting is broken: {why}", why=error)
