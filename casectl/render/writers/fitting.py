"""Fitting a table to a screen: wide columns become narrower, then empty and spare ones go, then rows take more lines.

Ids and instants are never cut.
"""

from __future__ import annotations

from collections.abc import Sequence

from casectl.core.values.messages import msg
from casectl.core.values.value_class import replace
from casectl.render.text.terminal import on_one_line, width, widths_of
from casectl.render.view import Column, View
from casectl.render.writers.cell_text import display_text, texts_of

_GAP = 2
_INDENT = 2
_READABLE = 20
"""What a text gets of a screen, if it needs as much, once rows take several lines."""


def fitted(view: View, columns: int | None) -> View:
    """The view without the empty and spare columns for which a screen has no room, and a note that names them.

    Empty ones go first, then spare ones, from the right. All stay if `columns` is None (a pipe).
    """
    if columns is None or not view.rows:
        return view
    needs = dict(zip(view.shown(), _needed(view.shown(), column_texts(view)), strict=True))
    kept_columns = list(needs)
    while not _fits([_least(column, needs[column]) for column in kept_columns], columns):
        column = _least_important(kept_columns, view)
        if column is None:
            break
        kept_columns.remove(column)
    dropped = [column for column in needs if column not in kept_columns]
    if not dropped:
        return view
    note = msg(
        "columns left out, because there is no room: {columns}; --fields shows them",
        columns=[column.title for column in dropped],
    )
    kept = tuple(column for column in view.columns if column not in dropped)
    return replace(view, columns=kept, notes=(*view.notes, note))


def parts_of(
    columns: Sequence[Column], texts: Sequence[Sequence[str]], screen: int | None
) -> list[tuple[slice, int | None]]:
    """The lines that a row takes: which columns are on each, and how wide it may be; one line where `screen` is None.

    A column that fits no line has one by itself, which is wider than the screen.
    """
    needed = _needed(columns, texts)
    if screen is None or _fits(list(map(_least, columns, needed)), screen):
        return [(slice(0, len(columns)), screen)]
    wanted = [max(_least(each, taken), min(taken, _READABLE)) for each, taken in zip(columns, needed, strict=True)]
    starts = [0]
    for number in range(1, len(columns)):
        if not _fits(wanted[starts[-1] : number + 1], screen - (_INDENT if starts[-1] else 0)):
            starts.append(number)
    ends = [*starts[1:], len(columns)]
    return [(slice(start, end), screen - (_INDENT if start else 0)) for start, end in zip(starts, ends, strict=True)]


def column_texts(view: View) -> list[list[str]]:
    """The texts for people under each column shown, each on one line and made visible."""
    return [on_one_line(texts_of(view.column(column.name), display_text)) for column in view.shown()]


def widths(columns: Sequence[Column], texts: Sequence[Sequence[str]], screen: int | None) -> list[int]:
    """The width of each column on a screen: the widest become narrower first, none below its least width."""
    limits = _needed(columns, texts)
    if screen is None:
        return limits
    least = [_least(column, needed) for column, needed in zip(columns, limits, strict=True)]
    while not _fits(limits, screen):
        spare = [number for number, limit in enumerate(limits) if limit > least[number]]
        if not spare:
            break
        limits[max(spare, key=limits.__getitem__)] -= 1
    return limits


def _needed(columns: Sequence[Column], texts: Sequence[Sequence[str]]) -> list[int]:
    """The width of each column if nothing is clipped."""
    return [max(width(column.title), *widths_of(cells)) for column, cells in zip(columns, texts, strict=True)]


def _least(column: Column, needed: int) -> int:
    return needed if column.keep else min(needed, column.least)


def _fits(limits: Sequence[int], columns: int) -> bool:
    return sum(limits) + _GAP * (len(limits) - 1) <= columns


def _least_important(kept_columns: Sequence[Column], view: View) -> Column | None:
    """The column to leave out next, an empty one first; None if all that are left say what the rows are about."""
    empty = (each for each in reversed(kept_columns) if not each.keep and not _has_content(each, view))
    return next(empty, None) or next((each for each in reversed(kept_columns) if each.spare), None)


def _has_content(column: Column, view: View) -> bool:
    return any(map(display_text, view.column(column.name)))
