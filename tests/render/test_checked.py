"""What check says to people is short enough to be read, and to programs everything."""

from __future__ import annotations

import json

import pytest

from casectl.core.reports import CheckReport
from casectl.core.values.messages import Finding, msg
from casectl.core.values.tree import Position
from casectl.render.formats import FORMATS, render
from casectl.render.views.checked import check


def findings(code: str, count: int) -> list[Finding]:
    return [Finding(Position(f"cases/{number}.yaml", 3, 1), code, msg("it is off")) for number in range(count)]


def test_of_very_many_findings_with_a_code_people_get_the_first_and_how_many_more_there_are() -> None:
    view = check(CheckReport([*findings("C050", 10_000), *findings("C030", 20)], 10_020))
    lines = render(view, "table").splitlines()
    assert len(lines) == 41
    assert lines[-1] == "C050: and 9980 more; --format json lists all"
    assert sum(": C030 " in line for line in lines) == 20
    assert str(view.notes[0]) == "findings: 10020; files checked: 10020"


@pytest.mark.parametrize("format", [name for name, row in FORMATS.items() if row.machine and name != "ids"])
def test_formats_for_programs_have_every_finding(format: str) -> None:
    text = render(check(CheckReport(findings("C050", 1000), 1000)), format)
    rows = len(json.loads(text)["rows"]) if format == "json" else text.count("C050")
    assert rows == 1000


def test_advice_is_shortened_alike_and_whole_in_json() -> None:
    view = check(CheckReport([], 30, tuple(findings("C068", 30))))
    assert [str(each) for each in view.notes[-2:]] == [
        "advice: cases/19.yaml:3:1: C068 it is off",
        "advice: C068: and 10 more; --format json lists all",
    ]
    assert len(json.loads(render(view, "json"))["advice"]) == 30


def test_the_name_of_a_file_begins_no_line_of_its_own() -> None:
    """Found by use: a line feed in a name made up a finding about another file."""
    found = Finding(Position("cases/b\nx.yaml: C999 made up", 1, 1), "C000", msg("{text} is odd", text="a\nb"))
    said = render(check(CheckReport([found], 1)), "table")
    assert said == r"cases/b\x0ax.yaml: C999 made up:1:1: C000 a\x0ab is odd"
