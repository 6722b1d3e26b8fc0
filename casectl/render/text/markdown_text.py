"""Paragraphs and tables of a page in Markdown."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from casectl.core.values.regex import regex
from casectl.render.text.terminal import one_line

_ACTIVE = regex(r"([\\`*_{}\[\]()#!|~])")


def escaped(text: str) -> str:
    """The text on one line, with everything special in Markdown or HTML escaped."""
    return _ACTIVE.sub(r"\\\1", html.escape(one_line(text), quote=False))


def pipe_table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown."""
    lines = [list(heads), *([re.sub(r"(?<!\\)\|", r"\|", cell).replace("\n", " ") for cell in row] for row in rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def paragraphs(*parts: str) -> str:
    """A page of these paragraphs."""
    return "\n\n".join(parts) + "\n"
