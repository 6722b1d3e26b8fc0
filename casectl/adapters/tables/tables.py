"""Tables of other systems, row by row: CSV, TSV, JSON, JSON lines and workbooks, each also gzipped.

Rows are text, as written in the file; a damaged row becomes a `BadRow` with its line and the reason, and the rows
around it are still read. The encoding is given, or found by strict decoding of the whole file
(`casectl.adapters.tables.encodings`), never guessed.
"""

from __future__ import annotations

import codecs
import gzip
import io
import re
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import file_digest
from pathlib import Path
from typing import BinaryIO

from casectl.adapters.tables.encodings import Encoding, find_encoding
from casectl.adapters.tables.json_table import array_rows, json_names, line_rows
from casectl.adapters.tables.layout import TableLayout, find_layout
from casectl.adapters.tables.separated import separated_rows
from casectl.adapters.tables.xlsx_table import workbook_names, workbook_rows
from casectl.core.importing.keys import TABLE_FORMATS
from casectl.core.importing.rows import Row, keys_of
from casectl.core.values.messages import CasectlError, NotFound, Unreadable, UsageError, msg
from casectl.core.values.nearest import suggestion
from casectl.core.values.value_class import value_class

_MAX_LINE = 16 << 20
"""The most characters of a line: a small gzip file can unpack to a line that fills all memory."""

_ENDINGS = {**{form: form for form in TABLE_FORMATS}, "tab": "tsv", "ndjson": "jsonl"}


@value_class
class TableOptions:
    """What the user says about a table; "" means that it is to be found out.

    `header_row` is the number of the line (in a workbook, of the row) with the columns' names; 0 if there is none.
    """

    format: str = ""
    encoding: str = ""
    sheet: str = ""
    delimiter: str = ""
    header_row: str = ""


@dataclass(frozen=True)
class Table:
    """A table that can be read repeatedly. `data` is a file or its bytes; `encoding` is None for a workbook."""

    data: Path | bytes
    name: str
    format: str
    encoding: Encoding | None
    options: TableOptions = field(default_factory=TableOptions)

    @cached_property
    def layout(self) -> TableLayout:
        """The columns, and how the text is laid out. Raises Unreadable or UsageError without a usable header."""
        if self.format == "xlsx":
            names = workbook_names(self.name, _whole(self.data), self.options.sheet, self._header_row)
            return TableLayout(names, headed=self._header_row != 0)
        if self.format in ("json", "jsonl"):
            return TableLayout(json_names(self._json_rows()))
        usual = "\t" if self.format == "tsv" else ","
        return find_layout(self.name, self.lines, self.options.delimiter, self._header_row, usual)

    def digest(self) -> str:
        """The SHA-256 of the file as it is, packed or not."""
        with io.BytesIO(self.data) if isinstance(self.data, bytes) else self.data.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()

    @property
    def _header_row(self) -> int | None:
        return int(self.options.header_row) if self.options.header_row else None

    @property
    def header_row(self) -> int:
        """The number of the line with the columns' names, if it was given; else 1."""
        return self._header_row or 1

    def _json_rows(self) -> Iterator[Row]:
        return (array_rows if self.format == "json" else line_rows)(self.name, self.lines)

    def rows(self) -> Iterator[Row]:
        """Every row from the first, streaming, damaged ones as `BadRow`. Raises Unreadable without a usable header."""
        if self.format == "xlsx":
            return workbook_rows(self.name, _whole(self.data), self.options.sheet, self._header_row)
        return self._json_rows() if self.format in ("json", "jsonl") else separated_rows(self.lines, self.layout)

    def keys(self) -> list[str]:
        """The key that each column has in a row's cells: its name, or its position. Raises as `layout` does."""
        return keys_of(self.layout.names)

    def header_row_with(self, columns: Collection[str]) -> int:
        """The number of the first line, below the one taken for the header, that names all `columns`; 0 for none."""
        if self.format in ("json", "jsonl") or not columns:
            return 0
        numbers = range(self.header_row + 1, _TITLES)
        first = next((number for number in numbers if self._names_all(columns, number)), 0)
        while first and self._names_all(columns, first + 1):  # what an empty line above names is named below it
            first += 1
        return first

    def likely_header_row(self) -> int:
        """The number of a line below the one taken for the header that rather has the names; 0 if none is likely.

        A title above the header fills one column of many.
        """
        if self.format in ("json", "jsonl") or not self.layout.headed:
            return 0
        names = [self._names_in(number) for number in range(self.header_row, _TITLES)]
        filled = [sum(map(bool, each)) for each in names]
        if filled[0] > max(filled) // 2:
            return 0
        first = filled.index(max(filled))
        while first + 1 < len(names) and names[first + 1] == names[first]:  # what an empty line above names
            first += 1
        return self.header_row + first

    def _names_in(self, number: int) -> tuple[str, ...]:
        """The columns that the header in that line would name."""
        try:
            return replace(self, options=replace(self.options, header_row=str(number))).layout.names
        except CasectlError:
            return ()

    def _names_all(self, columns: Collection[str], number: int) -> bool:
        """Whether the header in that line would name all the columns."""
        try:
            return {*columns} <= {*replace(self, options=replace(self.options, header_row=str(number))).keys()}
        except CasectlError:
            return False

    def lines(self) -> Iterator[str]:
        """The text's lines with their line ends; a truncated file just ends.

        Raises Unreadable for a line that is too long, except in JSON, which may all be on one line.
        """
        assert self.encoding is not None
        with _opened(self.data) as raw:
            # `find_encoding` decoded all of it; only a character cut off at the very end becomes U+FFFD.
            text = io.TextIOWrapper(raw, encoding=self.encoding.codec, errors="replace", newline="")
            try:
                start = "\ufeff"
                while line := text.readline(_MAX_LINE).removeprefix(start):
                    start = ""
                    if len(line) == _MAX_LINE and self.format != "json":
                        raise Unreadable(
                            msg("{name} has a line longer than {limit} characters", name=self.name, limit=_MAX_LINE)
                        )
                    yield line
            except EOFError:
                return


def open_table(data: Path | bytes, options: TableOptions | None = None, name: str = "") -> Table:
    """A file, or its bytes, as a table.

    Raises:
        UsageError: the format or the encoding is unknown or cannot be determined.
        NotFound: there is no such file.
        Unreadable: the text is not in the encoding given, or the gzip data is damaged.
    """
    options = options or TableOptions()
    name = name or (data.name if isinstance(data, Path) else "-")
    if isinstance(data, Path) and not data.is_file():
        raise NotFound(msg("there is no file {path}", path=str(data)))
    options = replace(options, delimiter=_delimiter(options.delimiter), header_row=_row_number(options.header_row))
    form = _format_of(name, options.format)
    try:
        start = next(_blocks(data), b"")
    except (zlib.error, gzip.BadGzipFile) as error:
        raise Unreadable(msg("{name} is damaged: {why}", name=name, why=str(error))) from None
    if not options.format and (found := _format_within(start, form)):
        raise UsageError(
            msg("{name} is in the format {format}, not {named}", name=name, named=form, format=found),
            hint=msg("give its format: --input-format {format}", format=found),
        )
    if form == "xlsx":
        return Table(data, name, form, None, options)
    try:
        encoding = find_encoding(name, lambda: _blocks(data), options.encoding)
    except (zlib.error, gzip.BadGzipFile) as error:
        raise Unreadable(msg("{name} is damaged: {why}", name=name, why=str(error))) from None
    return Table(data, name, form, encoding, options)


def _format_within(start: bytes, named: str) -> str:
    """The format that the first bytes of a table show, if it is another one than its name says."""
    is_workbook = start.startswith((_ZIP, _OLD_WORKBOOK))
    if named == "xlsx":
        return "" if is_workbook or not start else "csv"
    if is_workbook:
        return "xlsx"
    text = start.removeprefix(codecs.BOM_UTF8).lstrip()
    if named in ("csv", "tsv") and re.match(rb"\[\s*\{\s*\"|\{\s*\"[^\"\n]*\"\s*:", text):
        return "json" if text.startswith(b"[") else "jsonl"
    return ""


_ZIP, _OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_TITLES = 20
"""In so many lines a header is looked for below titles."""


def _delimiter(given: str) -> str:
    """The character that was given, if as \\t or ``tab``. Raises UsageError for several."""
    mark = "\t" if given in ("\\t", "tab") else given
    if len(mark) > 1 or mark in ('"', "\n", "\r"):
        raise UsageError(
            msg("{delimiter} cannot separate columns: it must be one character", delimiter=given),
            hint=msg("give it in quotation marks, such as ';' or '\\t'"),
        )
    return mark


def _row_number(given: str) -> str:
    if given and not (given.isascii() and given.isdecimal() and len(given) < 7):
        raise UsageError(msg("{text} is not a line number", text=given))
    return given


def _format_of(name: str, given: str) -> str:
    if given:
        if given not in TABLE_FORMATS:
            hint = suggestion(given, TABLE_FORMATS) or msg("use one of {names}", names=list(TABLE_FORMATS))
            raise UsageError(msg("there is no input format {format}", format=given), hint=hint)
        return given
    ending = name.lower().removesuffix(".gz").rpartition(".")[2]
    if ending not in _ENDINGS:
        raise UsageError(
            msg("the name {name} does not show which kind of table it is", name=name),
            hint=msg("give the format: --input-format {known}", known=list(TABLE_FORMATS)),
        )
    return _ENDINGS[ending]


@contextmanager
def _opened(data: Path | bytes) -> Iterator[BinaryIO]:
    """The bytes as a stream, unpacked if they are gzipped (by their content, not by the name)."""
    with data.open("rb") if isinstance(data, Path) else io.BytesIO(data) as stream:
        magic = stream.read(2)
        stream.seek(0)
        if magic != b"\x1f\x8b":
            yield stream
            return
        with gzip.GzipFile(fileobj=stream) as unpacked:
            yield io.BufferedReader(unpacked)


def _blocks(data: Path | bytes) -> Iterator[bytes]:
    """The bytes in blocks; a truncated gzip stream just ends."""
    with _opened(data) as stream:
        try:
            while block := stream.read(1 << 20):
                yield block
        except EOFError:
            return


def _whole(data: Path | bytes) -> bytes:
    with _opened(data) as stream:
        return stream.read()
