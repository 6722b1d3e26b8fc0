"""team add changes casectl.yaml and records it; team list says who is in which."""

from __future__ import annotations

from tests.cli.casebook import CliCasebook


def test_a_team_is_added_and_can_be_given_cases(book: CliCasebook) -> None:
    [row] = book.rows("team", "add", "returns", "--title", "Returns desk")
    assert row == {"team": "returns", "title": "Returns desk", "people": []}
    book.done("handoff", book.cases[0].stem, "--team", "Returns desk", "--reason", "A parcel back", "--expects", "x")
    assert "is in casectl.yaml already" in book.refused(3, "team", "add", "returns")


def test_teams_are_listed_with_their_people(book: CliCasebook) -> None:
    rows = {row["team"]: row["people"] for row in book.rows("team", "list")}
    assert rows == {"front-line": ["ann", "mia"], "after-sales": ["ben", "mia"]}


def test_a_team_that_is_missing_is_added_by_the_hint(book: CliCasebook) -> None:
    words = "handoff", book.cases[0].stem, "--team", "returns", "--reason", "x", "--expects", "x"
    assert "casectl team add" in book.refused(4, *words)


def test_two_teams_of_one_title_could_not_be_told_apart(book: CliCasebook) -> None:
    """A title is typed in place of the name."""
    assert "team after-sales already has the title 售后" in book.refused(3, "team", "add", "qa", "--title", "售后")
