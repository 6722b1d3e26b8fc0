"""reopen opens a resolved or closed case again."""

from __future__ import annotations

from tests.cli.casebook import CliCasebook


def test_a_closed_case_is_opened_again_with_the_reason(book: CliCasebook) -> None:
    """In the state that its template names; the time of closing is gone."""
    case = book.cases[0].stem
    book.done("advance", case, "withdrawn", "--reason", "It was found")
    assert book.rows("show", case)[0]["closed_at"]
    book.done("reopen", case, "--reason", "It is lost again")
    [row] = book.rows("show", case)
    assert (row["state"] != "withdrawn", row["closed_at"]) == (True, None)
    assert book.rows("audit", case)[-1]["reason"] == "It is lost again"


def test_an_open_case_is_not_reopened(book: CliCasebook) -> None:
    """It says in which state the case is."""
    assert "is in state Received" in book.refused(3, "reopen", book.cases[0].stem, "--reason", "x")
