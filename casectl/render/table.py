"""Tables for people: titles, columns aligned in any script, clipped to the screen."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from casectl.render.cell_text import display_text
from casectl.render.fitting import column_texts, widths
from casectl.render.formats import RenderOptions
from casectl.render.terminal import aligned, clip, in_columns, on_one_line, width
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
    if not options.header:
        return lines.split("\n", 2)[2]
    return _under_headings(lines, view) if view.headings else lines


def _under_headings(text: str, view: View) -> str:
    """The table with a line over the rows of each heading, which says how many there are."""
    head, rule, *rows = text.removesuffix("\n").split("\n")
    headings = on_one_line([display_text(each) for each in view.column(view.headings)])
    groups = groupby(zip(headings, rows, strict=True), key=itemgetter(0))
    parts = ((heading, [row for _, row in group]) for heading, group in groups)
    blocks = ("\n".join((f"{heading} ({len(found)})", *found)) for heading, found in parts)
    return f"{head}\n{rule}\n" + "\n\n".join(blocks) + "\n"


def _column(column: Column, title: str, cells: Sequence[str], tones: Sequence[str]) -> list[str]:
    """Title, rule and cells of one column, each filled to the same width."""
    shown = [title, *map(_toned, cells, tones)] if tones else None
    head, *lines = aligned([title, *cells], right=column.align == "right", shown=shown)
    return [head, "-" * width(head), *lines]


def _tone(value: Value) -> str:
    return _TONES.get(value.tone, "") if isinstance(value, Cell) else ""


def _toned(text: str, tone: str) -> str:
    return tone.format(text) if tone else text
