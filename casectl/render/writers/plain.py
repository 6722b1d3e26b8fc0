"""Plain: one record a line for grep and awk; no header, nothing clipped, nothing translated.

Columns are aligned and separated by two or more spaces; no cell contains two spaces in a row, and an empty one is
``-``, so ``awk -F '  +'`` always finds the same number of fields.
"""

from __future__ import annotations

import re

from casectl.core.values.messages import UsageError, msg
from casectl.render.formats import RenderOptions
from casectl.render.text.terminal import aligned, in_columns, one_line
from casectl.render.view import Value, View, machine_value
from casectl.render.writers.cell_text import machine_text


def plain(view: View, _options: RenderOptions) -> str:
    """The view's rows, a line each."""
    if not view.rows:
        return ""
    return in_columns(aligned(list(map(_cell, view.column(column.name)))) for column in view.shown())


def ids(view: View, _options: RenderOptions) -> str:
    """The ids of the cases that the rows are about, each once. Raises UsageError for rows of something else."""
    found = {str(machine_value(each)): None for name in ("id", "case") for each in view.column(name) if each}
    if view.rows and not found:
        raise UsageError(
            msg("--format ids cannot be used here: these rows are not cases"),
            hint=msg("any other format works: table, csv, json"),
        )
    return "".join(f"{one_line(each)}\n" for each in found)


def _cell(value: Value) -> str:
    return re.sub(r"\s+", " ", one_line(machine_text(value))).strip() or "-"
