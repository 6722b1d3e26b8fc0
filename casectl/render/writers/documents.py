"""Tables for documents, made by tabulate: Markdown and HTML to paste; no text in them is markup."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tabulate import DataRow, TableFormat, tabulate

from casectl.render.formats import RenderOptions
from casectl.render.text.markdown_text import escaped
from casectl.render.text.terminal import one_line
from casectl.render.view import View
from casectl.render.writers.cell_text import display_text

_RULES = {"left": "---", "right": "---:"}


def markdown(view: View, _options: RenderOptions) -> str:
    """The view as a GitHub-flavoured table; everything special in Markdown or HTML is escaped."""
    rule = f"| {' | '.join(_RULES[column.align] for column in view.shown())} |"
    row = DataRow("|", "|", "|")
    form = TableFormat(None, lambda *_: rule, None, None, row, row, 1, None)
    return _tabulated(view, form, escaped, [None] * len(view.shown()))


def html(view: View, _options: RenderOptions) -> str:
    """The view as an HTML table, without a page around it; tabulate escapes the texts."""
    sides = [column.align if column.align == "right" else None for column in view.shown()]
    return _tabulated(view, "html", one_line, sides)


def _tabulated(
    view: View, form: str | TableFormat, safe: Callable[[str], str], sides: Sequence[str | None]
) -> str:  # fmt: skip
    columns = view.shown()
    cells = (map(safe, map(display_text, view.column(column.name))) for column in columns)
    text = tabulate(
        list(zip(*cells, strict=True)),
        headers=[safe(column.title) for column in columns],
        tablefmt=form,
        disable_numparse=True,  # otherwise an id such as 1e5 is printed as 100000
        preserve_whitespace=True,
        colalign=sides if view.rows else None,
        stralign=None,  # nothing is filled with blanks
    )
    return f"{text}\n"
