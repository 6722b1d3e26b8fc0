"""Tables are laid out as tabulate would."""

from __future__ import annotations

import re
from typing import Literal

import pytest
import tabulate
from hypothesis import given
from hypothesis import strategies as st

from casectl.render.formats import RenderOptions
from casectl.render.text.terminal import clip, one_line, width
from casectl.render.view import Cell, Column, Value, View
from casectl.render.writers.cell_text import display_text
from casectl.render.writers.table import table

WORDS = st.one_of(
    st.sampled_from(["", "1e5", "-", "0012", " ahead", "退款", "the parcel arrived two days late", "a\tb", "é"]),
    st.text(alphabet="ab 1.-退款，é\u0301", max_size=12),
)
CELLS: st.SearchStrategy[Value] = st.one_of(
    WORDS, st.none(), st.integers(), st.builds(Cell, WORDS, WORDS, st.sampled_from(["", "alarm", "quiet"]))
)
ALIGNMENTS = st.lists(st.sampled_from(["left", "right"]), min_size=3, max_size=3)


@pytest.fixture(autouse=True)
def no_padding(monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise tabulate makes every column two wider than its title."""
    monkeypatch.setattr(tabulate, "MIN_PADDING", 0)


def tabulated(view: View) -> str:
    """What tabulate makes of the texts."""
    text = tabulate.tabulate(
        [[one_line(display_text(row[column.name])) for column in view.columns] for row in view.rows],
        headers=[column.title for column in view.columns],
        tablefmt="simple",
        disable_numparse=True,
        preserve_whitespace=True,
        colalign=[column.align for column in view.columns],
    )
    return "".join(f"{line.rstrip()}\n" for line in text.split("\n"))


def view_of(cells: list[tuple[Value, ...]], sides: list[Literal["left", "right"]]) -> View:
    titles = ("Id", "标题", "A longer title")
    columns = tuple(Column(str(n), title, side) for n, (title, side) in enumerate(zip(titles, sides, strict=True)))
    return View("x", columns, [{str(n): cell for n, cell in enumerate(line)} for line in cells])


rows = st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=5)


@given(rows, ALIGNMENTS)
def test_a_table_is_what_tabulate_makes_of_it(
    cells: list[tuple[Value, ...]], sides: list[Literal["left", "right"]]
) -> None:
    """To the byte; tabulate looks into every cell for numbers and markup, which takes ten times as long."""
    view = view_of(cells, sides)
    assert table(view, RenderOptions()) == tabulated(view)


@given(rows, ALIGNMENTS, st.sampled_from([28, 40, 200]))
def test_a_table_on_a_screen_is_the_table_of_its_clipped_texts(
    cells: list[tuple[Value, ...]], sides: list[Literal["left", "right"]], screen: int
) -> None:
    """Each text is whole, or its beginning and a mark, where three columns have room side by side."""
    view = view_of(cells, sides)
    text = table(view, RenderOptions(screen))
    limits = [width(rule) for rule in text.splitlines()[1].split("  ")]
    columns = list(zip(view.columns, limits, strict=True))
    clipped = [
        {column.name: clip(one_line(display_text(row[column.name])), limit) for column, limit in columns}
        for row in view.rows
    ]
    heads = tuple(Column(column.name, clip(column.title, limit), column.align) for column, limit in columns)
    assert text == tabulated(View("x", heads, clipped))


@given(rows, ALIGNMENTS)
def test_colour_changes_no_width(cells: list[tuple[Value, ...]], sides: list[Literal["left", "right"]]) -> None:
    view = view_of(cells, sides)
    colored = table(view, RenderOptions(color=True))
    bare = re.sub("\x1b\\[[0-9]*m", "", colored)
    assert [line.rstrip() for line in bare.splitlines()] == table(view, RenderOptions()).splitlines()


def test_rows_stand_under_the_headings_of_their_groups() -> None:
    """Each with how many there are; the columns are those of the whole table."""
    columns = (Column("group", "Group"), Column("what", "What"))
    rows = [{"group": group, "what": what} for group, what in (("late", "a"), ("late", "bb\nc"), ("soon\t", "d"))]
    view = View("x", columns, rows, headings="group")
    shown = table(view.under_headings(), RenderOptions())
    assert shown.splitlines() == ["What", "----", "late (2)", "a", "bb⏎c", "", "soon  (1)", "d"]
    assert table(view.arranged(sort=["what"]), RenderOptions()).splitlines()[0].split() == ["Group", "What"]
