"""return ends an offer, with the reason."""

from __future__ import annotations

from tests.cli.casebook import CliCasebook
from tests.cli.formal import MIA


def test_an_offer_that_is_returned_leaves_the_case_with_its_owner(book: CliCasebook) -> None:
    """By the recipient, and by the giver, who withdraws it so."""
    case = book.cases[0].stem
    for who in (MIA, {}):
        book.done("handoff", case, "mia", "--reason", "Hers")
        book.done("return", case, "--reason", "Within your authority", **who)
        [row] = book.rows("show", case)
        assert (row["owner"], row["offer"]) == ("ann", None)
        assert book.rows("audit", case)[-1]["reason"] == "Within your authority"
    assert "is not offered to anybody" in book.refused(3, "return", case, "--reason", "Again")


def test_an_offer_is_not_returned_without_a_reason(book: CliCasebook) -> None:
    """The giver must learn why."""
    case = book.cases[0].stem
    book.done("handoff", case, "mia", "--reason", "Hers")
    assert "--reason" in book.refused(2, "return", case, **MIA)
