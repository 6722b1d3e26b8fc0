"""reopen opens a resolved or closed case again."""

from __future__ import annotations

from tests.cli.casebook import CliCasebook


def test_a_closed_case_is_opened_again_with_the_reason(book: CliCasebook) -> None:
    """In the state that its template names; the time of closing is gone."""
    case = book.cases[0].stem
    book.done("contact", case, "in", "It was found", "--channel", "phone")
    book.done("advance", case, "withdrawn", "--reason", "It was found")
    assert book.rows("show", case)[0]["closed_at"]
    book.done("reopen", case, "--reason", "It is lost again", "-f", "category=complaint")
    [row] = book.rows("show", case)
    assert (row["state"] != "withdrawn", row["closed_at"]) == (True, None)
    assert book.rows("audit", case)[-1]["reason"] == "It is lost again"


def test_a_reopening_asks_for_what_its_state_asks_for(book: CliCasebook) -> None:
    """Found by use (D6): `check` found the field lacking that nobody had asked for."""
    case = book.cases[0].stem
    book.done("contact", case, "in", "It was found", "--channel", "phone")
    book.done("advance", case, "withdrawn", "--reason", "It was found")
    assert "Category (category) must be filled" in book.refused(3, "reopen", case, "--reason", "It is lost again")
    book.done("reopen", case, "--reason", "It is lost again", "-f", "category=complaint")
    assert book.run("check").err.startswith("nothing found")


def test_a_case_is_reopened_within_the_time_that_its_template_gives(book: CliCasebook) -> None:
    """Later it takes a new case that is linked to it, and the hint says how."""
    case, file = book.cases[0].stem, book.folder / "templates/complaint.yaml"
    text = file.read_text("utf-8")
    file.write_text(
        text.replace("  reopens_to: investigating\n", "  reopens_to: investigating\n  reopen_within: 30d\n")
    )
    book.commit()
    book.done("contact", case, "in", "It was found", "--channel", "phone", CASECTL_NOW="2026-11-23T10:00:00+00:00")
    book.done("advance", case, "withdrawn", "--reason", "It was found", CASECTL_NOW="2026-11-23T10:00:00+00:00")
    words = ("reopen", case, "--reason", "It is lost again", "-f", "category=complaint")
    late = book.refused(3, *words, CASECTL_NOW="2026-12-24T00:00:00+00:00")
    assert "within 30d" in late
    assert f"casectl link NEW follow-up-of {case}" in late
    book.done(*words, CASECTL_NOW="2026-12-23T23:00:00+00:00")


def test_an_open_case_is_not_reopened(book: CliCasebook) -> None:
    """It says in which state the case is."""
    assert "is still open (Received)" in book.refused(3, "reopen", book.cases[0].stem, "--reason", "x")
