"""check reads the saved views."""

from __future__ import annotations

import pytest

from casectl.actions.check import check
from tests.fakes.context import SETTINGS, TEMPLATE, FakeContext


def test_a_view_that_does_not_read_is_found() -> None:
    """Before somebody needs it: a misspelt field, a view within itself, a time that is none; fields count as known."""
    views = "views: {mine: 'owner:me due<2d channel:phone', hers: 'ownr:cy', loop: '@loop', late: 'due<2x'}\n"
    findings = check(FakeContext(settings=SETTINGS + views)).findings
    assert {(each.place.file, each.code) for each in findings} == {("casectl.yaml", "B004")}
    said = " ".join(str(each.what) for each in findings)
    for words in (
        "in the view hers: there is no field ownr; did you mean owner?",
        "refers to itself",
        "2x is not a time",
    ):
        assert words in said
    assert "mine" not in said


def test_a_view_with_a_state_whose_title_has_moved_is_advice() -> None:
    """已受理 was the title of received; no check fails of it, nor is it said where no title has moved."""
    moved = TEMPLATE.replace("title: New", "title: 已受理", 1).replace("new", "acknowledged")
    for template, expected in ((moved, ["B012"]), (moved.replace("acknowledged", "received"), []), (TEMPLATE, [])):
        views = "views: {fresh: '状态:已受理', mine: owner:me}\n"
        report = check(FakeContext(settings=SETTINGS + views, templates={"plain": template}))
        assert (
            [each.code for each in report.findings],
            [each.code for each in report.advice if each.code != "B013"],
        ) == ([], expected)


def test_a_view_that_is_no_text_is_found_once() -> None:
    """A list or a mapping is no query."""
    findings = check(FakeContext(settings=f"{SETTINGS}views: {{x: [a], y: {{a: b}}}}\n")).findings
    assert [each.code for each in findings] == ["B001", "B001"]


@pytest.mark.parametrize("blank", ["''", "'  '", "", "~"])
def test_a_view_that_says_nothing_is_found_at_its_place(blank: str) -> None:
    """Or a verb for many cases would be for all of them."""
    settings = f"{SETTINGS}views:\n  mine: owner:me\n  empty: {blank}\n"
    [found] = check(FakeContext(settings=settings)).findings
    assert (found.code, found.place.line) == ("B004", settings.count("\n"))
    assert "empty" in str(found.what) or blank == "~"
