"""Tables are the same, drawn by tabulate or not."""

from __future__ import annotations

from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from casectl.render import table as tables
from casectl.render.formats import RenderOptions
from casectl.render.view import Cell, Column, Value, View

WORDS = st.one_of(
    st.sampled_from(["", "1e5", "-", "0012", " ahead", "退款", "the parcel arrived two days late", "a\tb", "é"]),
    st.text(alphabet="ab 1.-退款，é\u0301", max_size=12),
)
CELLS: st.SearchStrategy[Value] = st.one_of(
    WORDS, st.none(), st.integers(), st.builds(Cell, WORDS, WORDS, st.sampled_from(["", "alarm", "quiet"]))
)
ALIGNMENTS = st.lists(st.sampled_from(["left", "right"]), min_size=3, max_size=3)


@given(
    st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=5),
    ALIGNMENTS,
    st.sampled_from([None, 20, 40]),
    st.booleans(),
)
def test_a_long_table_looks_as_a_short_one(
    cells: list[tuple[Value, ...]], sides: list[Literal["left", "right"]], screen: int | None, color: bool
) -> None:
    """tabulate draws short tables only, because it is slow; the output does not show which it was."""
    titles = ("Id", "标题", "A longer title")
    columns = tuple(Column(str(n), title, side) for n, (title, side) in enumerate(zip(titles, sides, strict=True)))
    rows = [{str(n): cell for n, cell in enumerate(line)} for line in cells]
    short = tables.table(View("x", columns, rows), RenderOptions(screen, color))
    times = tables._MAX_TABULATED + 1
    long = tables.table(View("x", columns, rows * times), RenderOptions(screen, color)).splitlines(keepends=True)
    assert "".join(long[: len(rows) + 2]) == short
    assert long[2:] == short.splitlines(keepends=True)[2:] * times
