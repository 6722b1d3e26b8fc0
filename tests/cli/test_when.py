"""when says where a duration leads, step by step."""

from __future__ import annotations

import json

import pytest

from tests.cli.casebook import CliCasebook


def test_a_casebook_whose_calendar_is_missing_counts_nothing(book: CliCasebook) -> None:
    """Rather than in office hours that nobody chose."""
    settings = book.folder / "casectl.yaml"
    settings.write_text(settings.read_text("utf-8").replace("calendar: office", "calendar: offce"), "utf-8")
    assert "did you mean office" in book.refused(4, "when", "8wh")


def test_when_answers_with_the_instant_and_every_step(book: CliCasebook) -> None:
    """The question of the manual; England's calendar need not be in the casebook."""
    page = book.done("when", "10wd", "--from", "2026-12-20T16:40", "--calendar", "england")
    assert page.startswith("2027-01-06 Wed 17:30  2027-01-06T17:30:00+00:00\n")
    assert "Start           End             Time counted  Why\n" in page
    assert "2026-12-25 Fri  2026-12-25 Fri  -             Christmas Day\n" in page
    assert "2026-12-29 Tue  2026-12-31 Thu  3wd           working days\n" in page


def test_when_gives_programs_the_same(book: CliCasebook) -> None:
    words = ["when", "8个工作小时", "--from", "2026-12-24 15:00", "--calendar", "cn"]
    [row] = json.loads(book.done(*words, "--format", "json"))["rows"]
    assert row["due"] == "2026-12-25T14:30:00+08:00"
    assert (row["length"], row["calendar"], row["provisional"]) == ("8wh", "cn", False)
    assert sum(step["minutes"] for step in row["steps"] if step["counted"]) == 480
    [line] = book.done(*words, "--format", "plain").splitlines()
    assert line.startswith("2026-12-25T14:30:00+08:00")


def test_when_marks_what_is_only_guessed(book: CliCasebook) -> None:
    assert "provisional" in book.done("when", "3wd", "--from", "2026-12-31", "--calendar", "cn")


@pytest.mark.parametrize("length", ["soon", "0h", "99999mo"])
def test_when_refuses_what_is_no_duration(book: CliCasebook, length: str) -> None:
    book.refused(2, "when", length)
