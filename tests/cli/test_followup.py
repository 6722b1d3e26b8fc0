"""followup plans, finishes, cancels and lists what is to be done for a case."""

from __future__ import annotations

from tests.cli.casebook import CliCasebook


def test_a_follow_up_is_planned_listed_and_done(book: CliCasebook) -> None:
    """By what it is, or without naming it where there is only one."""
    case = book.cases[0].stem
    book.done("followup", "add", case, "+3wd", "ask the warehouse", "--who", "ben", "--note", "by post")
    [row] = book.rows("followup", "list", case)
    assert (row["what"], row["who"], row["note"]) == ("ask the warehouse", "ben", "by post")
    assert book.rows("followup", "list", book.cases[1].stem) == []
    book.done("followup", "done", case, "--outcome", "It is there")
    assert book.rows("followup", "list") == []


def test_a_follow_up_is_cancelled_with_the_reason(book: CliCasebook) -> None:
    """Which one is meant must be clear."""
    case = book.cases[0].stem
    for what in ("callback", "visit"):
        book.done("followup", "add", case, "tomorrow 10:00", what)
    assert "has several open follow-ups" in book.refused(4, "followup", "cancel", case, "--reason", "Moved away")
    book.done("followup", "cancel", case, "visit", "--reason", "Moved away")
    assert [row["what"] for row in book.rows("followup", "list", case)] == ["callback"]
    assert "has passed" in book.refused(2, "followup", "add", case, "yesterday", "callback")
