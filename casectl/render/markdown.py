"""Markdown: a pipe table to paste; everything special in Markdown or HTML is escaped."""

from __future__ import annotations

import html
import re

from casectl.render.cell_text import display_text
from casectl.render.formats import RenderOptions
from casectl.render.terminal import one_line
from casectl.render.view import View

_ACTIVE = re.compile(r"([\\`*_{}\[\]()#!|~])")
_RULES = {"left": "---", "right": "---:"}


def markdown(view: View, _options: RenderOptions) -> str:
    """The view as a GitHub-flavoured table."""
    columns = view.shown()
    lines = [
        [_escaped(column.title) for column in columns],
        [_RULES[column.align] for column in columns],
        *([_escaped(display_text(row.get(column.name))) for column in columns] for row in view.rows),
    ]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _escaped(text: str) -> str:
    return _ACTIVE.sub(r"\\\1", html.escape(one_line(text), quote=False))
