"""undo says what was reversed."""

from __future__ import annotations

from tests.cli.casebook import CliCasebook


def test_an_undoing_says_what_was_put_back_and_the_state_now(book: CliCasebook, case: str) -> None:
    """An event's id alone means nothing to a reader."""
    book.done("set", case, "customer.tier=vip")
    said = book.done("undo", case, "--reason", "Another customer")
    assert "undone: changed" in said
    assert "state: Received" in said
