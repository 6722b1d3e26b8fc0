"""handoff offers a case; handoff --pending lists the offers that wait."""

from __future__ import annotations

from tests.cli.casebook import CliCasebook


def test_the_giver_stays_the_owner_and_the_offer_is_listed(book: CliCasebook) -> None:
    """With the form that the recipient needs."""
    case = book.cases[0].stem
    book.done("handoff", case, "ben", "--reason", "Needs a tool", "--tried", "Rang twice", "--expects", "News today")
    [row] = book.rows("show", case)
    assert (row["owner"], row["offer"]["to"]) == ("ann", "ben")
    assert "tried: Rang twice" in book.cases[0].read_text("utf-8")
    for whose in ([], ["ben"], ["me"]):
        assert [(each["id"], each["by"], each["to"]) for each in book.rows("handoff", "--pending", *whose)] == [
            (case, "ann", "ben")
        ]
    assert book.rows("handoff", "--pending", "mia") == []


def test_pending_handoffs_of_a_team_are_listed(book: CliCasebook) -> None:
    """And an unknown team is an error, since an empty list would look as if nothing waited."""
    case = book.cases[0].stem
    book.done("handoff", case, "--team", "after-sales", "--reason", "Product fault")
    assert [each["id"] for each in book.rows("handoff", "--pending", "--team", "after-sales")] == [case]
    assert "did you mean after-sales?" in book.refused(4, "handoff", "--pending", "--team", "after-sale")


def test_a_pending_handoff_says_by_when_it_is_to_be_answered(book: CliCasebook) -> None:
    """And that it is late, in words."""
    case = book.cases[0]
    book.done("handoff", case.stem, "ben", "--reason", "Product fault")
    [row] = book.rows("handoff", "--pending")
    assert row["due"]
    assert f"handoff: {row['due']}" in case.read_text("utf-8")
    assert not row["late"]
    assert book.rows("handoff", "--pending", CASECTL_NOW="2026-12-24T10:00:00+00:00")[0]["late"]


def test_everything_that_is_missing_is_named(book: CliCasebook) -> None:
    """The case, the recipient, the reason."""
    assert "say which case, or --pending" in book.refused(2, "handoff")
    said = book.refused(2, "handoff", book.cases[0].stem)
    assert "say to whom" in said
    assert "say why" in said
