"""What each format promises, on ordinary rows and on hostile ones."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from casectl.core.values.messages import UsageError, msg
from casectl.render.formats import FORMATS, RenderOptions, render
from casectl.render.text.terminal import UNSEEN, width
from casectl.render.view import Cell, Column, Value, View
from tests.render.hostile import TEXTS, hostile

COLUMNS = (
    Column("id", "Id"),
    Column("title", "Title"),
    Column("level", "Level", "right"),
    Column("state", "State"),
    Column("fields", "Fields", detail=True),
)


def view(*rows: dict[str, Value]) -> View:
    """A view of cases."""
    return View("cases", COLUMNS, rows)


ORDINARY = view(
    {
        "id": "1e5",
        "title": "订单错发",
        "level": 2,
        "state": Cell("open", "Open"),
        "fields": {"vip": True, "tags": ["a"]},
    },
    {"id": "00123", "title": "Late", "level": 10, "state": None},
)


def titles(*texts: str) -> View:
    """A view with one title a row."""
    rows: list[dict[str, Value]] = [{"id": "x", "title": text} for text in texts]
    return view(*rows)


def test_a_table_lines_up_and_changes_no_value() -> None:
    """An id that looks like a number stays what it is; Chinese takes two columns a character."""
    assert render(ORDINARY, "table").splitlines() == [
        "Id     Title     Level  State",
        "-----  --------  -----  -----",
        "1e5    订单错发      2  Open",
        "00123  Late         10",
    ]


def test_a_table_is_clipped_to_a_screen_and_only_there() -> None:
    """On a screen no line is wider than it; in a pipe nothing is left out."""
    long = titles("退款" * 60, "refund " * 20)
    assert max(map(width, render(long, "table", RenderOptions(50)).splitlines())) <= 50
    assert "退款" * 60 in render(long, "table")


def test_a_page_replaces_the_table_and_is_made_visible() -> None:
    """A page keeps its lines and nothing else that a terminal would act upon."""
    page = View("case", COLUMNS, [{"id": "x"}], page="C-1\n  title\x1b[2J\n")
    assert render(page, "table") == "C-1\n  title\\x1b[2J\n"
    assert json.loads(render(page, "json"))["rows"][0]["id"] == "x"


def test_a_tone_colours_only_where_colour_is_wanted() -> None:
    """The same words with and without colour; machines never see it."""
    late = view({"id": "x", "title": Cell("late", "Late", "alarm")})
    assert "\x1b[31mLate\x1b[0m" in render(late, "table", RenderOptions(color=True))
    assert all("\x1b" not in render(late, name, RenderOptions()) for name in FORMATS)
    assert all(
        "\x1b" not in render(late, name, RenderOptions(color=True)) for name, row in FORMATS.items() if row.machine
    )


def test_json_is_an_envelope_with_every_key() -> None:
    """All keys of all columns in every row, null for none; lists and maps stay what they are."""
    assert json.loads(render(ORDINARY, "json")) == {
        "schema": 1,
        "kind": "cases",
        "rows": [
            {"id": "1e5", "title": "订单错发", "level": 2, "state": "open", "fields": {"vip": True, "tags": ["a"]}},
            {"id": "00123", "title": "Late", "level": 10, "state": None, "fields": None},
        ],
        "unreadable": [],
    }


def test_json_names_what_could_not_be_read() -> None:
    """The reader of the rows can see that some are missing."""
    hole = View("cases", COLUMNS, [], unreadable=[("cases/x.yaml", msg("line {line} is broken", line=3))])
    assert json.loads(render(hole, "json"))["unreadable"] == [{"path": "cases/x.yaml", "why": "line 3 is broken"}]


def test_jsonl_is_one_row_a_line() -> None:
    """Each line is a whole JSON object with the keys that json has."""
    lines = render(ORDINARY, "jsonl").splitlines()
    assert [json.loads(line) for line in lines] == json.loads(render(ORDINARY, "json"))["rows"]


def test_tsv_and_plain_and_csv_show_values_for_machines() -> None:
    """The value, not the words for people; details only when asked for; names, not titles, in the header."""
    assert render(ORDINARY, "tsv") == "id\ttitle\tlevel\tstate\n1e5\t订单错发\t2\topen\n00123\tLate\t10\t\n"
    assert render(ORDINARY, "plain") == "1e5    订单错发  2   open\n00123  Late      10  -\n"
    assert render(ORDINARY, "csv") == "id,title,level,state\r\n1e5,订单错发,2,open\r\n00123,Late,10,\r\n"
    assert '{"vip": true' in render(ORDINARY.arranged(["fields"]), "tsv")


def test_markdown_is_a_table_that_nothing_breaks_out_of() -> None:
    """Pipes, markup and HTML in a value are text."""
    assert render(titles("a|b <i>&*`"), "markdown").splitlines()[2] == r"| x | a\|b &lt;i&gt;&amp;\*\` |  |  |"


def test_html_is_a_table_with_the_texts_as_they_are() -> None:
    """Titles for people, numbers on the right, and no text is an element."""
    assert _cells_of(render(titles("a|b <i>&*`", "退款"), "html")) == [
        ["x", "a|b <i>&*`", " " * 7, ""],
        ["x", "退款", " " * 7, ""],
    ]
    text = render(ORDINARY, "html")
    assert "<td>1e5</td><td>订单错发</td>" in text
    assert re.search('<td style="text-align: right;"> *2</td>', text)


@pytest.mark.parametrize("name", FORMATS)
def test_no_rows_are_no_error(name: str) -> None:
    """An empty list is a list."""
    text = render(view(), name)
    assert text == "" or text.endswith("\n")


CONTROLS = {"tsv": "[\n\t]", "csv": "\r\n|\n"}
"""What a format has between records and cells, as a pattern, if that is not a line feed alone."""


@pytest.mark.parametrize("name", FORMATS)
@given(texts=st.lists(hostile(), min_size=1, max_size=4))
def test_no_format_lets_a_control_through(name: str, texts: list[str]) -> None:
    """Only those that a format puts between records and cells are in its output: `CONTROLS`, or line feeds."""
    text = render(titles(*texts, *TEXTS[:8]), name)
    assert not re.search(UNSEEN, re.sub(CONTROLS.get(name, "\n"), "", text))
    text.encode("utf-8")


def _values(row: dict[str, object]) -> list[object]:
    return [row.get(column.name) for column in COLUMNS[:4]]


class _Cells(HTMLParser):
    """The cells of an HTML table's body, and every element."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.elements: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        if tag == "tr":
            self.rows.append([])
        if tag == "td":
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data.strip("\n")


def _cells_of(text: str) -> list[list[str]]:
    reader = _Cells()
    reader.feed(text)
    assert reader.elements <= {"table", "thead", "tbody", "tr", "th", "td"}
    return reader.rows[1:]


READERS: dict[str, Callable[[str], Sequence[Sequence[object]]]] = {
    "table": lambda text: [line.split("\n") for line in text.splitlines()[2:]],
    "plain": lambda text: [re.split("  +", line) for line in text.splitlines()],
    "tsv": lambda text: [line.split("\t") for line in text.splitlines()[1:]],
    "csv": lambda text: list(csv.reader(io.StringIO(text, newline="")))[1:],
    "json": lambda text: [_values(row) for row in json.loads(text)["rows"]],
    "jsonl": lambda text: [_values(json.loads(line)) for line in text.splitlines()],
    "yaml": lambda text: [_values(row) for row in YAML(typ="safe", pure=True).load(text)["rows"]],
    "ids": lambda text: [[text.split("\n")] for _id in text.split()],
    "markdown": lambda text: [re.split(r"(?<!\\)\|", line)[1:-1] for line in text.splitlines()[2:]],
    "html": _cells_of,
}
"""What a program, or a person, takes for the rows of each format, and for their cells (of a table: one)."""


def test_every_format_has_its_reader() -> None:
    """So that hostile texts are tried on a new one too."""
    assert list(READERS) == list(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
@given(texts=st.lists(hostile(), min_size=1, max_size=4))
def test_no_text_can_pass_for_another_row_or_cell(name: str, texts: list[str]) -> None:
    """As many rows as records, as many cells as columns, whatever the texts."""
    rows = READERS[name](render(titles(*texts), name))
    wanted = [1] if name == "ids" else [1 if name == "table" else 4] * len(texts)
    assert [len(row) for row in rows] == wanted


@given(st.lists(hostile(), min_size=1, max_size=4))
def test_json_gives_back_every_text(texts: list[str]) -> None:
    """Nothing is lost or changed, half characters included."""
    assert [row["title"] for row in json.loads(render(titles(*texts), "json"))["rows"]] == texts
    assert [json.loads(line)["title"] for line in render(titles(*texts), "jsonl").splitlines()] == texts


@pytest.mark.parametrize("name", ["table", "tsv", "csv"])
def test_the_header_can_be_left_out(name: str) -> None:
    """Of what begins with one; nothing else changes."""
    text, bare = render(ORDINARY, name), render(ORDINARY, name, RenderOptions(header=False))
    head = text.removesuffix(bare)
    assert head + bare == text
    assert head.lower().split("\n")[0].startswith("id")
    assert "1e5" not in head


@given(st.lists(hostile(), min_size=1, max_size=4))
def test_csv_reads_back_and_no_cell_is_a_formula(texts: list[str]) -> None:
    """As many records and cells as were written; a spreadsheet has nothing to run."""
    rows = list(csv.reader(io.StringIO(render(titles(*texts), "csv"), newline="")))
    assert [len(row) for row in rows] == [4] * (len(texts) + 1)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))]


def test_a_number_below_nothing_stays_a_number_in_csv() -> None:
    """What falls due in an hour is late by -60 minutes; a spreadsheet can add that up, and runs nothing."""
    view = View("due", (Column("late", "Late"),), [{"late": -60}, {"late": Cell(-90, "in 2h")}, {"late": "-60"}])
    assert render(view, "csv").split() == ["late", "-60", "-90", "'-60"]


@given(st.lists(hostile(), min_size=1, max_size=4))
def test_plain_and_tsv_always_have_the_same_number_of_cells(texts: list[str]) -> None:
    """awk finds the fourth column in the fourth column."""
    assert {line.count("\t") for line in render(titles(*texts), "tsv").splitlines()} == {3}
    lines = render(titles(*texts), "plain").splitlines()
    assert {len(re.split("  +", line)) for line in lines} == {4}


def test_a_csv_cell_keeps_its_lines() -> None:
    """A narrative of several lines stays one cell of several lines."""
    assert render(titles("one\r\ntwo"), "csv").splitlines(keepends=True)[1:] == ['x,"one\n', 'two",,\r\n']


@pytest.mark.parametrize(
    ("sort", "ids"),
    [(["level"], "bac d"), (["-level"], "cab d"), (["state", "-id"], "acb d"), (["-title"], "abc d")],
)
def test_rows_are_sorted_with_gaps_last(sort: Sequence[str], ids: str) -> None:
    """By size or by code point, up or down; what has no value comes last either way."""
    rows = view(
        {"id": "d"},
        {"id": "c", "level": 10, "title": "a", "state": "s"},
        {"id": "a", "level": 9, "title": Cell("z", "A"), "state": "r"},
        {"id": "b", "level": -1, "title": "b", "state": "s"},
    )
    assert "".join(str(row["id"]) for row in rows.arranged(sort=sort).rows) == ids.replace(" ", "")


def test_instants_are_sorted_by_time_though_the_wall_shows_an_hour_twice() -> None:
    rows = view({"id": "b", "title": "2025-10-26T01:10:00+00:00"}, {"id": "a", "title": "2025-10-26T01:50:00+01:00"})
    assert [row["id"] for row in rows.arranged(sort=["title"]).rows] == ["a", "b"]


def test_columns_are_chosen_in_order_and_unknown_ones_named_together() -> None:
    """All errors at once, with the existing columns."""
    assert render(ORDINARY.arranged(["level", "id"]), "tsv").splitlines()[0] == "level\tid"
    with pytest.raises(UsageError) as caught:
        ORDINARY.arranged(["nope", "id"], ["-never"])
    known = "column names to use: id, title, level, state, fields"
    assert str(caught.value) == f"there is no column nope, never\nhint: {known}"
    with pytest.raises(UsageError) as caught:
        view({"id": "1"}).arranged(["titel", "level"])
    assert str(caught.value) == "there is no column titel\nhint: did you mean title?"


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_what_it_is(name: str) -> None:
    """The reference shows it."""
    assert str(FORMATS[name].meaning).strip()
