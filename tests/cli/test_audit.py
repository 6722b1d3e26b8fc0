"""audit is the trail of a case."""

from __future__ import annotations

from tests.cli.casebook import CliCasebook


def test_the_trail_says_to_which_team_a_case_was_offered(book: CliCasebook, case: str) -> None:
    """A handoff to a team has no person, and still a receiver."""
    assert [row["to"] for row in book.rows("audit", case) if row["event"] == "offered"] == ["after-sales"]
    assert "offered: ann → after-sales" in book.done("audit", case)
