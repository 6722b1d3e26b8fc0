"""Tables for people: titles, columns aligned in any script, clipped to the screen."""

from __future__ import annotations

from collections.abc import Sequence

from casectl.render.fitting import texts_of, widths
from casectl.render.formats import RenderOptions
from casectl.render.terminal import aligned, clip, in_columns, width
from casectl.render.view import Cell, Column, Value, View

_TONES = {"alarm": "\x1b[31m{}\x1b[0m", "quiet": "\x1b[2m{}\x1b[0m"}


def table(view: View, options: RenderOptions) -> str:
    """The view's table; "" if there are no rows."""
    columns = view.shown()
    if not view.rows or not columns:
        return ""
    texts = texts_of(view)
    limits = widths(columns, texts, options.columns)
    tones = [list(map(_tone, view.column(column.name))) if options.color else [] for column in columns]
    parts = zip(columns, texts, limits, tones, strict=True)
    return in_columns(_column(*each, clipped=options.columns is not None) for each in parts)


def _column(column: Column, cells: list[str], limit: int, tones: Sequence[str], *, clipped: bool) -> list[str]:
    """Title, rule and cells of one column, each filled to the same width."""
    title = clip(column.title, limit)
    if clipped:
        cells = [clip(cell, limit) for cell in cells]
    rule = "-" * max(width(title), *map(width, cells))
    shown = [title, rule, *map(_toned, cells, tones)] if tones else None
    return aligned([title, rule, *cells], right=column.align == "right", shown=shown)


def _tone(value: Value) -> str:
    return _TONES.get(value.tone, "") if isinstance(value, Cell) else ""


def _toned(text: str, tone: str) -> str:
    return tone.format(text) if tone else text
