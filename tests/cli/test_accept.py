"""accept makes the person to whom a case was offered its owner."""

from __future__ import annotations

from tests.cli.casebook import CliCasebook
from tests.cli.formal import MIA


def test_who_was_offered_a_case_owns_it_from_then_on(book: CliCasebook) -> None:
    """Nobody else can accept it, and it can be accepted once."""
    case = book.cases[0].stem
    book.done("handoff", case, "mia", "--reason", "She knows the shop")
    assert f"{case} is offered to mia, not to ann" in book.refused(3, "accept", case)
    book.done("accept", case, **MIA)
    [row] = book.rows("show", case)
    assert (row["owner"], row["offer"]) == ("mia", None)
    assert "is not offered to anybody" in book.refused(3, "accept", case, **MIA)


def test_who_is_not_in_the_team_is_told_who_is(book: CliCasebook) -> None:
    """And that who offered it can withdraw it."""
    case = book.cases[0].stem
    book.done("handoff", case, "--team", "after-sales", "--reason", "They have the packing list")
    said = book.refused(3, "accept", case)
    assert "ann is not in it" in said
    assert f"ben, mia can accept it, or ann can withdraw it: casectl return {case} --reason TEXT" in said
