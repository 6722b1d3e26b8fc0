"""Tables for people: titles, columns aligned in any script, clipped to the screen."""

from __future__ import annotations

from collections.abc import Sequence

from casectl.render.fitting import column_texts, widths
from casectl.render.formats import RenderOptions
from casectl.render.terminal import aligned, clip, in_columns, width
from casectl.render.view import Cell, Column, Value, View

_TONES = {"alarm": "\x1b[31m{}\x1b[0m", "quiet": "\x1b[2m{}\x1b[0m"}


def table(view: View, options: RenderOptions) -> str:
    """The view's table; "" if there are no rows."""
    columns = view.shown()
    if not view.rows or not columns:
        return ""
    texts = column_texts(view)
    titles = [column.title for column in columns]
    if options.columns is not None:
        limits = widths(columns, texts, options.columns)
        titles = list(map(clip, titles, limits))
        texts = [[clip(cell, limit) for cell in cells] for cells, limit in zip(texts, limits, strict=True)]
    tones = [list(map(_tone, view.column(column.name))) if options.color else [] for column in columns]
    lines = in_columns(map(_column, columns, titles, texts, tones))
    return lines if options.header else lines.split("\n", 2)[2]


def _column(column: Column, title: str, cells: Sequence[str], tones: Sequence[str]) -> list[str]:
    """Title, rule and cells of one column, each filled to the same width."""
    shown = [title, *map(_toned, cells, tones)] if tones else None
    head, *lines = aligned([title, *cells], right=column.align == "right", shown=shown)
    return [head, "-" * width(head), *lines]


def _tone(value: Value) -> str:
    return _TONES.get(value.tone, "") if isinstance(value, Cell) else ""


def _toned(text: str, tone: str) -> str:
    return tone.format(text) if tone else text
