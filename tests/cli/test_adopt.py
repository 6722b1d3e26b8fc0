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


def test_what_was_typed_into_a_journal_is_put_back_and_no_verb_says_that_adopt_records_it(book: CliCasebook) -> None:
    """Found by use: `note` said to adopt it, and `adopt` refused. A file that only lost events can be adopted."""
    path, before = book.cases[0], book.cases[0].read_text("utf-8")
    book.done("note", path.stem, "x")
    typed = "  - id: typed001\n    at: 2026-11-21T09:00:00+00:00\n    by: ann\n    event: noted\n    text: y\n"
    path.write_text(path.read_text("utf-8") + typed, "utf-8")
    for words in (("note", path.stem, "z"), ("adopt", path.stem)):
        said = book.refused(3, *words)
        assert "was edited by hand; only casectl commands add to it" in said
        assert f"git checkout -- cases/2026/10/{path.name}" in said
    path.write_text(before.replace("Torn box", "Torn crate"), "utf-8")
    assert f"casectl adopt {path.stem}" in book.refused(3, "note", path.stem, "z")
    book.done("adopt", path.stem)
    book.done("note", path.stem, "z")
