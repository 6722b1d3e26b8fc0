"""A workbook's sheet as a table; needs the extra ``casectl[xlsx]``.

Dates become ISO text, whole numbers have no ``.0``, so that an id or an amount reads as it does on the screen.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from casectl.core.importing.rows import RawRow, Row, keys_of
from casectl.core.values.messages import NotFound, Unreadable, UsageError, msg

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook


def workbook_names(name: str, data: bytes, sheet: str = "", header_row: int | None = None) -> tuple[str, ...]:
    """The names of the columns, "" for one without; raises as `workbook_rows` does."""
    return _header(name, _sheet(name, _workbook(name, data), sheet), header_row)[0]


def workbook_rows(name: str, data: bytes, sheet: str = "", header_row: int | None = None) -> Iterator[Row]:
    """The rows below the one with the columns' names (by default the first that is not empty), without empty ones.

    `line` is the row's number in the sheet, from 1.

    Raises:
        UsageError: the extra is not installed, several sheets hold something and none is named, or there is no such
            header row.
        NotFound: there is no such sheet.
        Unreadable: this is not a workbook, or it is empty.
    """
    chosen = _sheet(name, _workbook(name, data), sheet)
    names, rows = _header(name, chosen, header_row)
    keys = keys_of(names)
    for line, cells in rows:
        texts = [_text(cell) for cell in cells]
        if any(map(str.strip, texts)):
            yield RawRow(line, dict(zip(keys, texts, strict=True)))


_Cells = Iterator[tuple[int, list[object]]]


def _header(name: str, sheet: CalamineSheet, header_row: int | None) -> tuple[tuple[str, ...], _Cells]:
    """The columns' names, and the rows below them with their numbers."""
    rows: _Cells = ((line, list(cells)) for line, cells in enumerate(sheet.iter_rows(), 1))
    if header_row == 0:
        return ("",) * sheet.width, rows
    for line, cells in rows:
        names = [_text(cell).strip() for cell in cells]
        if line == header_row or (header_row is None and any(names)):
            return tuple(names), rows
    if header_row:
        raise UsageError(
            msg("{name} has no line {line}, which should contain the column names", name=name, line=header_row)
        )
    raise Unreadable(msg("{name}: the sheet is empty", name=name))


def _workbook(name: str, data: bytes) -> CalamineWorkbook:
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError:
        raise UsageError(
            msg("reading {name} needs an extra that is not installed", name=name),
            hint=msg("pip install 'casectl[xlsx]'"),
        ) from None
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (CalamineError, OSError, ValueError) as error:
        raise Unreadable(msg("{name} is not a workbook that can be read: {why}", name=name, why=str(error))) from None


def _sheet(name: str, book: CalamineWorkbook, wanted: str) -> CalamineSheet:
    if wanted:
        if wanted not in book.sheet_names:
            raise NotFound(
                msg("{name} has no sheet {sheet}", name=name, sheet=wanted),
                hint=msg("its sheets are {sheets}", sheets=book.sheet_names),
            )
        return book.get_sheet_by_name(wanted)
    filled = [sheet for each in book.sheet_names if (sheet := book.get_sheet_by_name(each)).height]
    if len(filled) > 1:
        raise UsageError(
            msg("{name} has several sheets", name=name),
            hint=msg("name one of {sheets}: --sheet NAME", sheets=[sheet.name for sheet in filled]),
        )
    if not filled:
        raise Unreadable(msg("{name} is empty", name=name))
    return filled[0]


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return str(cell) if isinstance(cell, timedelta | str) else repr(cell)
