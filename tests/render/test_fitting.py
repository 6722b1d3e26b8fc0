"""What gives way when a table is wider than the screen, and what never does."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from casectl.core.owed_reports import Agenda
from casectl.render.formats import RenderOptions, render
from casectl.render.text.terminal import width
from casectl.render.view import WHOLE, Column, Row, View
from casectl.render.views.agenda import agenda
from casectl.render.views.staff import people
from casectl.render.writers.fitting import fitted
from tests.fakes.context import FakeContext

ID = "C-2611-7QK3X9PCV"
DUE = "2026-11-21 09:12"
COLUMNS = (
    Column("id", "Case", keep=True),
    Column("title", "Title"),
    Column("owner", "Owner"),
    Column("marks", "Remarks"),
    Column("due", "Due", keep=True),
    Column("team", "Team"),
)
ROW: Row = {
    "id": ID,
    "title": "Parcel arrived open " * 4,
    "owner": "a.long.name",
    "due": DUE,
    "team": "after-sales",
}
VIEW = View("list", COLUMNS, [ROW])


@pytest.mark.parametrize("columns", [120, 80, 60, 50, 40])
def test_ids_and_instants_are_whole_on_any_screen(columns: int) -> None:
    """Half an id opens no case, and half a date is none; yet no line is wider than the screen, and nothing missing."""
    text = render(fitted(VIEW, columns), "table", RenderOptions(columns))
    assert ID in text
    assert DUE in text
    assert {"Title", "Owner", "Due", "Team"} <= set(text.split())
    assert max(map(width, text.splitlines())) <= columns


def test_what_a_row_is_about_goes_on_below_its_first_line() -> None:
    """Only empty and spare columns go, and the note says how to see them; the titles are folded as the rows are."""
    view = fitted(VIEW, 60)
    assert [column.name for column in view.columns] == ["id", "title", "owner", "due", "team"]
    assert [str(note) for note in view.notes] == [
        "columns left out, because there is no room: Remarks; --fields shows them"
    ]
    assert render(view, "table", RenderOptions(60)).splitlines() == [
        "Case              Title                          Owner",
        "  Due               Team",
        "-" * 60,
        f"{ID}  Parcel arrived open Parcel a…  a.long.name",
        f"  {DUE}  after-sales",
    ]


def test_a_folded_row_has_no_line_for_nothing() -> None:
    view = View("list", COLUMNS[:2] + COLUMNS[4:], [ROW, {"id": ID, "title": "Torn"}])
    assert render(view, "table", RenderOptions(40)).splitlines()[3:] == [
        f"{ID}  {'Parcel arrived open Parcel arrived open'[:21]}…",
        f"  {DUE}  after-sales",
        f"{ID}  Torn",
    ]


@pytest.mark.parametrize("columns", [40, 47, 60, 80, 120])
def test_folded_rows_of_chinese_line_up_and_cut_no_character(columns: int) -> None:
    """Under headings, coloured or without titles: each part of a row stands under its title, within the screen."""
    row: Row = {"group": "超时", "id": ID, "due": DUE, "title": "客户反映购买的商品错发，退款延迟两天", "next": "签收"}
    shown = (
        Column("group", "分组"), Column("id", "工单", keep=True), Column("due", "时间", keep=True),
        Column("title", "标题"), Column("next", "下一步", keep=True),
    )  # fmt: skip
    view = View("today", shown, [row, {**row, "group": "今天"}], headings="group")
    plain = render(fitted(view.under_headings(), columns), "table", RenderOptions(columns))
    coloured = render(fitted(view.under_headings(), columns), "table", RenderOptions(columns, color=True))
    lines = plain.splitlines()
    assert plain == coloured
    assert max(map(width, lines)) <= columns
    assert [line for line in lines if line.endswith("(1)")] == ["超时 (1)", "今天 (1)"]
    titled = next(line for line in lines if "标题" in line)
    cells = next(line for line in lines if "客户" in line)
    assert width(titled.partition("标题")[0]) == width(cells.partition("客户")[0])
    assert "签收" in plain
    bare = render(fitted(view.under_headings(), columns), "table", RenderOptions(columns, header=False))
    assert "标题" not in bare
    assert bare.count(ID) == plain.count(ID) == 2


def test_a_screen_too_narrow_for_an_id_still_gets_it_whole() -> None:
    """The terminal wraps the line; that is better than a part."""
    text = render(fitted(VIEW, 20), "table", RenderOptions(20))
    assert ID in text
    assert DUE in text


def test_nothing_goes_in_a_pipe() -> None:
    """There is no screen to fit."""
    assert fitted(VIEW, None) is VIEW


def test_a_spare_column_goes_before_one_that_says_more() -> None:
    """The time of recording goes as a whole, so that the trail still shows what happened."""
    columns = (
        Column("recorded", "Recorded", keep=True, spare=True),
        Column("at", "Happened", keep=True),
        Column("what", "What", least=20),
        Column("why", "Why"),
    )
    row: Row = {"recorded": DUE, "at": DUE, "what": "advanced: Received → Acknowledged", "why": "Because of the rain"}
    left = {
        wide: [column.name for column in fitted(View("audit", columns, [row]), wide).columns] for wide in (70, 50, 40)
    }
    assert left == {70: ["recorded", "at", "what", "why"], 50: ["at", "what", "why"], 40: ["at", "what", "why"]}


def test_a_length_of_time_is_shown_whole() -> None:
    """``1d 2…`` may be two hours or twenty-three."""
    columns = (
        Column("id", "Case", keep=True),
        Column("late", "Left or late", "right", least=WHOLE),
        Column("title", "Title"),
    )
    row: Row = {"id": ID, "late": "1d 23h left", "title": "Parcel arrived open " * 4}
    for wide in (80, 45, 37, 30, 25):
        text = render(fitted(View("overdue", columns, [row]), wide), "table", RenderOptions(wide))
        assert "1d 23h left" in text, wide


@pytest.mark.parametrize("columns", [100, 80, 60, 40])
def test_what_is_typed_from_a_list_is_whole_on_any_screen(columns: int) -> None:
    """The name that `followup done` takes, and the address by which git's user is known."""
    listed = agenda(Agenda(datetime(2026, 11, 21, tzinfo=UTC), [], []), UTC, "followups").columns
    task: Row = {"day": "2026-11-21 Sat", "at": "09:12", "what": "Ring the carrier " * 3, "id": ID, "who": "ben",
                 "title": "Parcel arrived open " * 4, "task": "f13848c"}  # fmt: skip
    person: Row = {"person": "zoe", "name": "Zoe Of After-sales " * 2, "roles": ["agent", "specialist", "manager"],
                   "teams": ["after-sales"], "emails": ["zoe.of.after.sales@example.org"]}  # fmt: skip
    for shown, row, typed in (
        (listed, task, "f13848c"),
        (people((), FakeContext().casebook).columns, person, "zoe.of.after.sales@example.org"),
    ):
        text = render(fitted(View("list", shown, [row]), columns), "table", RenderOptions(columns))
        assert typed in text
        assert max(map(width, text.splitlines())) <= columns
