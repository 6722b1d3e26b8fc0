"""A workbook's sheet as a table; needs the extra ``casectl[xlsx]``.

Dates become ISO text, whole numbers have no ``.0``, so that an id or an amount reads as it does on the screen.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from casectl.adapters.tables.header import header_problems, wrong_width
from casectl.core.importing.rows import BadRow, RawRow, Row
from casectl.core.values.errors import NotFound, Unreadable, UsageError
from casectl.core.values.messages import msg

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook


def workbook_rows(name: str, data: bytes, sheet: str = "") -> Iterator[Row]:
    """The rows below the first one that is not empty; `line` is the row's number in the sheet, from 1.

    Raises:
        UsageError: the extra is not installed, or several sheets hold something and none is named.
        NotFound: there is no such sheet.
        Unreadable: this is not a workbook, or its header cannot be used.
    """
    chosen = _sheet(name, _workbook(name, data), sheet)
    rows = enumerate(chosen.iter_rows(), 1)
    header = next(([_text(cell).strip() for cell in cells] for _, cells in rows if any(map(_text, cells))), [])
    while header and not header[-1]:
        header.pop()
    problems = header_problems(header) if header else [msg("the sheet is empty")]
    if problems:
        raise Unreadable(msg("{name}: the header cannot be used", name=name), problems=problems)
    for line, cells in rows:
        texts = [_text(cell) for cell in cells]
        if any(texts):
            yield _row(line, header, texts)


def _row(line: int, header: list[str], texts: list[str]) -> Row:
    cells = dict(zip(header, [*texts, *[""] * (len(header) - len(texts))], strict=False))
    if any(texts[len(header) :]):
        reason = wrong_width(texts, header)
        return BadRow(line, reason, cells=cells)
    return RawRow(line, cells)


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
        raise Unreadable(msg("{name} is no workbook that can be read: {why}", name=name, why=str(error))) from None


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
