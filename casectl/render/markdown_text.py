"""Paragraphs and tables of a page in Markdown."""

from __future__ import annotations

from collections.abc import Iterable


def pipe_table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown."""
    lines = [list(heads), *([cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def paragraphs(*parts: str) -> str:
    """A page of these paragraphs."""
    return "\n\n".join(parts) + "\n"
