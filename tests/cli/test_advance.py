"""advance moves a case to another state."""

from __future__ import annotations

from tests.cli.casebook import CliCasebook


def test_a_case_without_a_state_to_go_to_says_where_the_steps_are(book: CliCasebook, case: str) -> None:
    """The usage alone names no state."""
    said = book.refused(2, "advance", case)
    assert f"give the state to move to hint: casectl show {case} lists what each step needs" in said
