"""A report in Markdown: the same sections and tables as in HTML, without the pictures."""

from __future__ import annotations

from collections.abc import Iterable

from casectl.render.formats import RenderOptions
from casectl.render.report.pictures import Section
from casectl.render.text.markdown_text import escaped
from casectl.render.writers.documents import markdown as table_of


def report_markdown(title: str, sections: Iterable[Section]) -> str:
    """The document."""
    parts = [f"# {escaped(title)}"]
    for each in sections:
        parts += [f"## {escaped(each.title)}", *map(escaped, each.lines)]
        if each.table:
            parts.append(table_of(each.table.for_people(), RenderOptions()).rstrip("\n"))
    return "\n\n".join(parts) + "\n"
