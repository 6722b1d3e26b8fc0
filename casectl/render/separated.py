"""TSV and CSV: a header of column names, then one record after another; nothing clipped, nothing translated."""

from __future__ import annotations

import io
from collections.abc import Sequence

from casectl.render.cell_text import machine_text
from casectl.render.formats import RenderOptions
from casectl.render.terminal import is_plain, one_line, visible
from casectl.render.view import Cell, Value, View

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")
"""Beginnings that a spreadsheet runs as a formula, after spaces too (OWASP ASVS 1.2.10, CWE-1236)."""


def tsv(view: View, _options: RenderOptions) -> str:
    """Tabs between cells, one record a line: a newline in a value is shown as ⏎, a tab as a space."""
    names = [column.name for column in view.shown()]
    lines = [names, *map(_on_one_line, view.cells())]
    return "".join("\t".join(line) + "\n" for line in lines)


def _on_one_line(row: Sequence[Value]) -> list[str]:
    texts = [value if isinstance(value, str) else machine_text(value) for value in row]
    return texts if is_plain("".join(texts)) else list(map(one_line, texts))


def csv(view: View, _options: RenderOptions) -> str:
    """RFC 4180, with CRLF; newlines in a value stay, quoted. A cell that a spreadsheet would run gets a ``'`` first."""
    import csv as csv_writing  # TSV needs none

    names = [column.name for column in view.shown()]
    text = io.StringIO(newline="")
    writer = csv_writing.writer(text, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([_guarded(row.get(name)) for name in names] for row in view.rows)
    return text.getvalue()


def _guarded(value: Value) -> str:
    text = machine_text(value)
    if isinstance(value.value if isinstance(value, Cell) else value, int):
        return text  # a negative number begins with a minus and is not a formula
    shown = visible(text.expandtabs(1), multiline=True)
    return f"'{shown}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else shown
