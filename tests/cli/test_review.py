"""casectl review shows the meeting its cases and improvements, in both languages."""

from __future__ import annotations

from python_calamine import CalamineWorkbook

from tests.cli.casebook import CHINESE, CliCasebook
from tests.cli.test_report import Outline

NEXT_WEEK = {"CASECTL_NOW": "2026-11-30T09:00:00+00:00"}


def test_the_meeting_has_what_was_late(book: CliCasebook) -> None:
    """By default of the last week; a period without anything is said to be so."""
    case = book.cases[-1].stem
    book.done("note", case, "x", **NEXT_WEEK)
    rows = book.rows("review", "month", "--period", "2026-11", **NEXT_WEEK)
    assert case in {row["id"] for row in rows if row["section"] == "late"}
    assert "超时" in book.done("review", "month", "--period", "2026-11", **NEXT_WEEK, **CHINESE)
    assert "nothing to review in 2026-09" in book.run("review", "month", "--period", "2026-09").err
    assert "fortnight is not one of" in book.refused(2, "review", "fortnight")


def test_a_period_that_is_not_over_is_said_to_be_so(book: CliCasebook) -> None:
    """For programs too."""
    assert "so 2026-11 counts only up to then" in book.run("review", "month", "--period", "2026-11").err
    assert '"provisional": true' in book.done("review", "month", "--period", "2026-11", "--format", "json")
    assert '"provisional": false' in book.done("review", "month", "--period", "2026-10", "--format", "json")


def test_the_meeting_can_have_one_document(book: CliCasebook) -> None:
    """As a report can: in both languages, with the same bytes from the same commit; a section for each part."""
    case = book.cases[-1].stem
    book.done("note", case, "x", **NEXT_WEEK)
    month = ("review", "month", "--period", "2026-11")
    page = book.done(*month, "--html", **NEXT_WEEK)
    elsewhere = {"TZ": "Pacific/Chatham", "LC_ALL": "de_DE.UTF-8", "CASECTL_NOW": "2031-01-01T00:00:00Z"}
    assert book.done(*month, "--html", **elsewhere, **CHINESE) == page
    assert (Outline(page).open, Outline(page).asked, Outline(page).titles) == ([], [], ["For the meeting", "Late"])
    assert all(each in page for each in ("monthly review, 2026-11", "prefers-color-scheme: dark", case))
    assert "## 超时" in book.done(*month, "--md", "--language", "zh", **NEXT_WEEK)
    assert book.done(*month, "-o", "month.xlsx", **NEXT_WEEK) == "month.xlsx\n"
    assert CalamineWorkbook.from_path(book.folder / "month.xlsx").sheet_names == ["For the meeting", "Late"]
    assert "nothing to review in 2026-09" in book.done("review", "--period", "2026-09", "--html", **NEXT_WEEK)


def test_a_document_for_the_meeting_is_written_once_and_says_no_private_value(book: CliCasebook) -> None:
    """The file is replaced with --force; a query for a private field would be said in it."""
    book.done("review", "-o", "week.html")
    assert "week.html already exists" in book.refused(2, "review", "-o", "week.html")
    book.done("review", "-o", "week.html", "--force")
    assert "a report can only be in one of" in book.refused(2, "review", "--html", "--md")
    assert "cannot be written as .pdf" in book.refused(2, "review", "-o", "week.pdf")
    assert "customer.name is private" in book.refused(2, "review", "--html", "--where", "customer.name:Kit")
