"""adopt records a hand edit."""

from __future__ import annotations

from tests.cli.casebook import CliCasebook


def test_a_case_edited_by_hand_is_adopted_or_put_back_first(book: CliCasebook) -> None:
    """What nobody recorded is neither lost nor recorded in passing."""
    path = book.cases[0]
    path.write_text(path.read_text("utf-8").replace("Torn box", "Torn crate"), "utf-8")
    said = book.refused(3, "note", path.stem, "x")
    assert f"casectl adopt {path.stem}" in said
    assert f"git checkout -- cases/2026/10/{path.name}" in said
    book.done("note", book.cases[1].stem, "another case is not held up")
