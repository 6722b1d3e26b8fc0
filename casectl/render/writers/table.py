"""Tables for people: titles, columns aligned in any script, clipped or folded to the screen."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from casectl.render.formats import RenderOptions
from casectl.render.text.terminal import aligned, clip, on_one_line, width
from casectl.render.view import Cell, Column, Value, View
from casectl.render.writers.cell_text import display_text
from casectl.render.writers.fitting import column_texts, parts_of, widths

_TONES = {"alarm": "\x1b[31m{}\x1b[0m", "quiet": "\x1b[2m{}\x1b[0m"}


def table(view: View, options: RenderOptions) -> str:
    """The view's table; "" if there are no rows. A row that is wider than the screen goes on below its first line."""
    columns = view.shown()
    if not view.rows or not columns:
        return ""
    texts = column_texts(view)
    tones = [list(map(_tone, view.column(column.name))) if options.color else [] for column in columns]
    parts = parts_of(columns, texts, options.columns)
    lines = [_lines(columns[part], texts[part], tones[part], room) for part, room in parts]
    head, rule, *rows = lines[0] if len(lines) == 1 else _folded(lines, options.columns or 0)
    if view.headings and options.header:
        rows = _under_headings(rows, view)
    return "\n".join([head, rule, *rows] if options.header else rows) + "\n"


def _lines(
    columns: Sequence[Column], texts: Sequence[Sequence[str]], tones: Sequence[Sequence[str]], screen: int | None
) -> list[str]:
    """The line of titles, the rule and the line of each row."""
    titles = [column.title for column in columns]
    if screen is not None:
        limits = widths(columns, texts, screen)
        titles = list(map(clip, titles, limits))
        texts = [[clip(cell, limit) for cell in cells] for cells, limit in zip(texts, limits, strict=True)]
    filled = map(_column, columns, titles, texts, tones)
    return ["  ".join(line).rstrip() for line in zip(*filled, strict=True)]


def _folded(parts: Sequence[Sequence[str]], screen: int) -> list[str]:
    """Titles and rows of several lines, those below the first set in and empty ones left out, and one rule below all
    titles.
    """
    head, _rule, *rows = ("\n  ".join((first, *filter(None, more))) for first, *more in zip(*parts, strict=True))
    return [head, "-" * screen, *rows]


def _under_headings(rows: Sequence[str], view: View) -> list[str]:
    """The rows with a line over those of each heading, which says how many there are."""
    headings = on_one_line([display_text(each) for each in view.column(view.headings)])
    groups = groupby(zip(headings, rows, strict=True), key=itemgetter(0))
    parts = ((heading, [row for _, row in group]) for heading, group in groups)
    return "\n\n".join("\n".join((f"{heading} ({len(found)})", *found)) for heading, found in parts).split("\n")


def _column(column: Column, title: str, cells: Sequence[str], tones: Sequence[str]) -> list[str]:
    """Title, rule and cells of one column, each filled to the same width."""
    shown = [title, *map(_toned, cells, tones)] if tones else None
    head, *lines = aligned([title, *cells], right=column.align == "right", shown=shown)
    return [head, "-" * width(head), *lines]


def _tone(value: Value) -> str:
    return _TONES.get(value.tone, "") if isinstance(value, Cell) else ""


def _toned(text: str, tone: str) -> str:
    return tone.format(text) if tone else text
