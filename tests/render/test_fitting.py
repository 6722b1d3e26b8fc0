"""What gives way when a table is wider than the screen, and what never does."""

from __future__ import annotations

import pytest

from casectl.render.fitting import fitted
from casectl.render.formats import RenderOptions, render
from casectl.render.terminal import width
from casectl.render.view import WHOLE, Column, Row, View

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
    """Half an id opens no case, and half a date is none; yet no line is wider than the screen."""
    text = render(fitted(VIEW, columns), "table", RenderOptions(columns))
    assert ID in text
    assert DUE in text
    assert max(map(width, text.splitlines())) <= columns


def test_what_is_too_narrow_to_read_goes_whole_and_is_named() -> None:
    """Empty columns first, then from the right; the note says how to see them."""
    view = fitted(VIEW, 60)
    assert [column.name for column in view.columns] == ["id", "title", "owner", "due"]
    assert [str(note) for note in view.notes] == ["no room for: Remarks, Team; --fields shows them"]


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
    assert left == {70: ["recorded", "at", "what", "why"], 50: ["at", "what", "why"], 40: ["at", "what"]}


def test_a_length_of_time_is_shown_whole_or_not_at_all() -> None:
    """``1d 2…`` may be two hours or twenty-three."""
    columns = (
        Column("id", "Case", keep=True),
        Column("late", "Left or late", "right", least=WHOLE),
        Column("title", "Title"),
    )
    row: Row = {"id": ID, "late": "1d 23h left", "title": "Parcel arrived open " * 4}
    for wide in (80, 45, 37, 30, 25):
        text = render(fitted(View("overdue", columns, [row]), wide), "table", RenderOptions(wide))
        assert ("1d 23h left" in text) == ("Left or late" in text), wide
