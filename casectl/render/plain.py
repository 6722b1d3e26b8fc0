"""Plain: one record a line for grep and awk; no header, nothing clipped, nothing translated.

Columns are aligned and separated by two or more spaces; no cell contains two spaces in a row, and an empty one is
``-``, so ``awk -F '  +'`` always finds the same number of fields.
"""

from __future__ import annotations

import re

from casectl.render.cell_text import machine_text
from casectl.render.formats import RenderOptions
from casectl.render.terminal import one_line, pad, width
from casectl.render.view import Value, View


def plain(view: View, _options: RenderOptions) -> str:
    """The view's rows, a line each."""
    lines = [[_cell(row.get(column.name)) for column in view.shown()] for row in view.rows]
    widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
    return "".join(
        "  ".join(pad(cell, columns) for cell, columns in zip(line, widths, strict=True)).rstrip() + "\n"
        for line in lines
    )


def _cell(value: Value) -> str:
    return re.sub(r"\s+", " ", one_line(machine_text(value))).strip() or "-"
