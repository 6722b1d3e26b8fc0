"""casectl review shows the meeting its cases and improvements, in both languages."""

from __future__ import annotations

from tests.cli.casebook import CHINESE, CliCasebook

NEXT_WEEK = {"CASECTL_NOW": "2026-11-30T09:00:00+00:00"}


def test_the_meeting_has_what_was_late(book: CliCasebook) -> None:
    """By default of the last week; a period without anything is said to be so."""
    case = book.cases[-1].stem
    book.done("note", case, "x", **NEXT_WEEK)
    rows = book.rows("review", "month", "--period", "2026-11", **NEXT_WEEK)
    assert case in {row["id"] for row in rows if row["section"] == "late"}
    assert "超时" in book.done("review", "month", "--period", "2026-11", **NEXT_WEEK, **CHINESE)
    assert "nothing to review in 2026-09" in book.run("review", "month", "--period", "2026-09").err
    assert "fortnight is not among" in book.refused(2, "review", "fortnight")


def test_a_period_that_is_not_over_is_said_to_be_so(book: CliCasebook) -> None:
    """For programs too."""
    assert "is not over in this casebook" in book.run("review", "month", "--period", "2026-11").err
    assert '"provisional": true' in book.done("review", "month", "--period", "2026-11", "--format", "json")
    assert '"provisional": false' in book.done("review", "month", "--period", "2026-10", "--format", "json")
