"""casectl customer shows the file of a customer, masked."""

from __future__ import annotations

from tests.cli.casebook import CliCasebook


def test_a_blank_names_nobody(book: CliCasebook) -> None:
    assert "say which customer" in book.refused(2, "customer", " ")


def test_a_customer_is_found_by_name_and_masked_until_asked_for(book: CliCasebook) -> None:
    name = book.rows("export")[0]["fields"]["customer"]["name"]
    for reveal, masked in (((), True), (("--reveal",), False)):
        [row] = book.rows("customer", name, *reveal)
        assert ("*" in row["customer"]["customer.name"]) == masked
    assert book.rows("export")[0]["id"] in book.done("customer", name)
    assert "casectl search Nobody" in book.refused(4, "customer", "Nobody")
