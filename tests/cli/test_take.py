"""take answers who has a case that cannot be taken."""

from __future__ import annotations

from tests.cli.casebook import CliCasebook

BEN = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER")
       for key, value in (("NAME", "Ben Okoro"), ("EMAIL", "ben@example.org"))}  # fmt: skip


def test_a_case_on_offer_is_taken_and_one_that_somebody_has_is_not(book: CliCasebook) -> None:
    """assign takes `me` as well; each says who has the case."""
    case = book.cases[0].stem
    assert f"{case} is with ann; only a case without an owner can be taken" in book.refused(3, "take", case, **BEN)
    book.done("handoff", case, "--team", "after-sales", "--reason", "x")
    assert "accepted: ann → ben" in book.done("take", case, **BEN)
    assert f"{case} already belongs to ben" in book.refused(3, "assign", case, "me", **BEN)
