"""assign gives a case to a person at once."""

from __future__ import annotations

from tests.cli.casebook import CHINESE, CliCasebook


def test_a_case_has_another_owner_and_team_at_once(book: CliCasebook) -> None:
    """With the reason on record."""
    case = book.cases[0].stem
    book.done("assign", case, "ben", "--team", "after-sales", "--reason", "Knows the product")
    [row] = book.rows("show", case)
    assert (row["owner"], row["team"]) == ("ben", "after-sales")
    assert book.rows("audit", case)[-1]["reason"] == "Knows the product"
    assert f"{case} already belongs to ben" in book.refused(3, "assign", case, "ben")


def test_it_takes_a_case_and_a_person(book: CliCasebook) -> None:
    """What is missing is named, in the reader's language."""
    assert "PERSON" in book.refused(2, "assign", book.cases[0].stem)
    assert "已由 ann 负责" in book.refused(3, "assign", book.cases[0].stem, "ann", **CHINESE)
