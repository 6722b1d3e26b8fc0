"""Pictures begin at nought, have round values on their axes, and carry no text as markup."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from casectl.core.figures.control_charts import chart_of_shares, chart_of_values
from casectl.core.figures.period_report import Lane
from casectl.render.report.drawings import Amount, Curve, bars, control, curves, dotted, pareto
from casectl.render.report.svg import WIDTH, number, ticks
from tests.render.hostile import TEXTS


@pytest.mark.parametrize(
    ("highest", "found"),
    [(0, [0, 1]), (0.3, [0, 1]), (4, [0, 1, 2, 3, 4]), (7, [0, 2, 4, 6, 8]), (50, [0, 10, 20, 30, 40, 50]),
     (51, [0, 20, 40, 60]), (99.5, [0, 20, 40, 60, 80, 100]), (12345, [0, 5000, 10000, 15000])],
)  # fmt: skip
def test_an_axis_begins_at_nought_and_has_round_values(highest: float, found: list[float]) -> None:
    assert ticks(highest) == found


def test_numbers_are_short_and_the_same_everywhere() -> None:
    assert [number(each) for each in (0, -0.001, 1 / 3, 12.5, 720, 1e6)] == ["0", "0", "0.33", "12.5", "720", "1000000"]


def test_pictures_are_well_formed_whatever_is_in_them() -> None:
    """Of nothing, of one, with gaps, and with texts that would be markup."""
    names = [f"2026-{month:02}" for month in range(1, 15)]
    lane = Lane("C-1", 10, None, ((20, "in"), (99, "in"), (30, "unknown")))
    drawn = [
        curves("<t>", names, [Curve("<&>", [None, 1.0, *[None] * 12]), Curve("b", [0.0] * 14)]),
        control("x", names, chart_of_shares([(1, 4)] * 13 + [(4, 4)], 13), "%", 100),
        control("x", names[:1], chart_of_values([0.0])), control("x", names[:2], chart_of_shares([(0, 0), (0, 0)])),
        bars("x", []), bars("x", [Amount(text, 0, text) for text in TEXTS]), pareto("x", [("a<b", 3)], 3),
        dotted("x", [lane], (0, 50), {"in": "<in>"}), dotted("x", [], (0, 0), {}),
    ]  # fmt: skip
    for each in drawn:
        tree = ElementTree.fromstring(each)
        assert {*(part.tag for part in tree.iter())} <= {
            "svg", "title", "line", "path", "rect", "circle", "polygon", "text"
        }  # fmt: skip
    assert drawn[1].count('class="signal"') == 2  # the last point, and what the mark means
    assert drawn[7].count('class="d-in"') == 2  # what was after the end is not drawn


def test_the_names_of_periods_end_where_the_picture_does() -> None:
    """A day's name is as wide as several days: the last one ends at the edge, which would cut it off."""
    for count in (1, 14, 30):
        names = [f"2026-03-{day:02}" for day in range(1, count + 1)]
        tree = ElementTree.fromstring(curves("x", names, [Curve("a", [1.0] * count)]))
        found = [part for part in tree.iter("text") if (part.text or "").startswith("2026")]
        assert found[0].text == names[-1]
        for part in found:
            room = {"middle": 40.0, "end": 0.0}[part.attrib["text-anchor"]]
            assert float(part.attrib["x"]) + room <= WIDTH
