"""export writes whole cases for other programs."""

from __future__ import annotations

import json

from tests.cli.casebook import CliCasebook


def test_an_export_has_each_field_once(book: CliCasebook, case: str) -> None:
    """Nested in json, a column each in csv, unless it is asked for by its flat name."""
    [row] = [each for each in book.rows("export") if each["id"] == case]
    assert row["fields"]["customer"]["contact"] == "0100"
    assert [key for key in row if key.startswith("fields.")] == []
    head = book.done("export", "--format", "tsv").splitlines()[0].split("\t")
    assert "fields.customer.contact" in head
    assert "fields" not in head
    found = book.rows("export", "--fields", "id,fields.customer.contact")
    assert {"id": case, "fields.customer.contact": "0100"} in found


def test_an_export_may_be_cut(three: CliCasebook) -> None:
    assert len(json.loads(three.done("export", "--limit", "2", "--format", "json"))["rows"]) == 2
