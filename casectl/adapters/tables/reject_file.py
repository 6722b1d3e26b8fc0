"""The rejects file: every row that could not be imported, unchanged, with its line and the reason.

It is laid out as the table was, so that the same mapping reads it once the rows are put right.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from casectl.adapters.tables.tables import Table
from casectl.core.importing.rows import ADDED, BadRow
from casectl.core.values.formulas import made_harmless
from casectl.core.values.messages import Message, RepositoryError, msg, reason_of


def write_rejects(
    path: Path, table: Table, rejected: Sequence[BadRow], worded: Callable[[Message], str], *, mark: bool = False
) -> None:
    """Write the rows, readable by their owner alone: their own columns, then line, reason and raw text.

    Args:
        path: the file, which is replaced.
        table: where the rows come from; its lines above the header, delimiter, quoting and encoding are kept.
        rejected: the rows. A cell that a spreadsheet would run gets a ``'`` first, which is removed on reading.
        worded: gives a reason in the reader's language.
        mark: whether a text in UTF-8 gets a byte order mark, without which Excel takes it for another encoding.

    Raises RepositoryError if the file cannot be written.
    """
    codec = table.encoding.codec if table.encoding else "utf-8"
    codec = "utf-8-sig" if mark and codec == "utf-8" else codec
    errors = "surrogatepass" if codec.startswith("utf") else "backslashreplace"
    try:
        path.unlink(missing_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding=codec, errors=errors, newline="") as file:
            layout = table.layout
            delimiter = _delimiter(table, path)
            file.writelines(_above(table, delimiter, path))
            writer = csv.writer(
                file,
                delimiter=delimiter,
                quoting=csv.QUOTE_ALL if layout.quoted else csv.QUOTE_MINIMAL,
            )
            writer.writerows(_records(table, rejected, worded))
    except OSError as error:
        why = reason_of(error)
        raise RepositoryError(
            msg("cannot write the rejects to {path}: {why}", path=str(path), why=why),
            hint=msg(
                "the other rows were imported; to write the rejects, import again with --rejects FILE,"
                " which imports nothing twice"
            ),
        ) from None


def _above(table: Table, delimiter: str, path: Path) -> list[str]:
    """The lines above the header; where there is none, one with the delimiter, as Excel has it, if the file's ending
    does not say it.
    """
    lines = [*table.layout.above, *["\r\n"] * (table.header_row - 1 - len(table.layout.above))]
    return lines if lines or delimiter == _usual(path) else [f"sep={delimiter}\r\n"]


def _delimiter(table: Table, path: Path) -> str:
    """The delimiter by which the file will be read: the one given for the table, or what the file's ending says."""
    if table.options.delimiter or table.layout.above:
        return table.options.delimiter or table.layout.delimiter
    return _usual(path)


def _usual(path: Path) -> str:
    return "\t" if path.suffix.lower() in (".tsv", ".tab") else ","


def _records(table: Table, rejected: Sequence[BadRow], worded: Callable[[Message], str]) -> Iterator[list[str]]:
    columns = [pair for pair in zip(table.layout.names, table.keys(), strict=True) if pair[0] not in ADDED]
    if table.layout.headed:
        yield [*(made_harmless(name) for name, _ in columns), *ADDED]
    for row in rejected:
        own = [row.cells.get(key, "") for _, key in columns]
        yield [made_harmless(text) for text in (*own, str(row.line), worded(row.reason), row.raw)]
