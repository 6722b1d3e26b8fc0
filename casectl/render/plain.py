"""Plain: one record a line for grep and awk; no header, nothing clipped, nothing translated.

Columns are aligned and separated by two or more spaces; no cell contains two spaces in a row, and an empty one is
``-``, so ``awk -F '  +'`` always finds the same number of fields.
"""

from __future__ import annotations

import re

from casectl.render.cell_text import machine_text
from casectl.render.formats import RenderOptions
from casectl.render.terminal import aligned, in_columns, one_line
from casectl.render.view import Value, View


def plain(view: View, _options: RenderOptions) -> str:
    """The view's rows, a line each."""
    if not view.rows:
        return ""
    return in_columns(aligned(list(map(_cell, view.column(column.name)))) for column in view.shown())


def _cell(value: Value) -> str:
    return re.sub(r"\s+", " ", one_line(machine_text(value))).strip() or "-"
