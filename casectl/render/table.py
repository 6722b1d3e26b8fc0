"""Tables for people: titles, columns that line up in any script, clipped to the screen they are on."""

from __future__ import annotations

from tabulate import tabulate

from casectl.render.cells import words
from casectl.render.fitting import AROUND_TITLE, widths
from casectl.render.formats import Look
from casectl.render.terminal import clip, one_line
from casectl.render.view import Value, View, Worded

_TONES = {"alarm": "\x1b[31m{}\x1b[0m", "quiet": "\x1b[2m{}\x1b[0m"}


def table(view: View, look: Look) -> str:
    """The view's table; an empty text if there are no rows."""
    if not view.rows or not view.shown():
        return ""
    values = [[row.get(column.name) for column in view.shown()] for row in view.rows]
    texts = [[one_line(words(value)) for value in line] for line in values]
    limits = widths(view, look.columns)
    cells = [
        [_toned(clip(text, limit), value, look) for text, value, limit in zip(line, given, limits, strict=True)]
        for line, given in zip(texts, values, strict=True)
    ]
    heads = [clip(column.title, limit - AROUND_TITLE) for column, limit in zip(view.shown(), limits, strict=True)]
    return _drawn(heads, cells, view)


def _drawn(heads: list[str], cells: list[list[str]], view: View) -> str:
    text = tabulate(
        cells,
        headers=heads,
        tablefmt="simple",
        disable_numparse=True,  # otherwise an id such as 1e5 is printed as 100000
        preserve_whitespace=True,
        colalign=[column.align for column in view.shown()],
    )
    return "".join(f"{line.rstrip()}\n" for line in text.split("\n"))


def _toned(text: str, value: Value, look: Look) -> str:
    tone = value.tone if look.color and isinstance(value, Worded) else ""
    return _TONES[tone].format(text) if tone else text
