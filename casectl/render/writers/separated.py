"""TSV and CSV: a header of column names, then one record after another; nothing clipped, nothing translated."""

from __future__ import annotations

import io

from casectl.core.values.formulas import is_formula
from casectl.render.formats import RenderOptions
from casectl.render.text.terminal import on_one_line, visible
from casectl.render.view import Cell, Value, View
from casectl.render.writers.cell_text import machine_text, texts_of


def tsv(view: View, options: RenderOptions) -> str:
    """Tabs between cells, one record a line: a newline in a value is shown as ⏎, a tab as a space."""
    heads = [[column.name] if options.header else [] for column in view.shown()]
    cells = [on_one_line(texts_of(view.column(column.name), machine_text)) for column in view.shown()]
    columns = [[*head, *texts] for head, texts in zip(heads, cells, strict=True)]
    return "".join("\t".join(line) + "\n" for line in zip(*columns, strict=True))


def csv(view: View, options: RenderOptions) -> str:
    """RFC 4180, with CRLF; newlines in a value stay, quoted. A cell that a spreadsheet would run gets a ``'`` first."""
    import csv as csv_writing  # TSV needs none

    names = [column.name for column in view.shown()]
    text = io.StringIO(newline="")
    writer = csv_writing.writer(text, lineterminator="\r\n")
    if options.header:
        writer.writerow(names)
    writer.writerows(zip(*(map(_guarded, view.column(name)) for name in names), strict=True))
    return text.getvalue()


def _guarded(value: Value) -> str:
    text = machine_text(value)
    if isinstance(value.value if isinstance(value, Cell) else value, int):
        return text  # a negative number begins with a minus and is not a formula
    shown = visible(text.expandtabs(1), multiline=True)
    return f"'{shown}" if is_formula(text) else shown
