"""search finds cases by words, wherever they are."""

from __future__ import annotations

from tests.cli.casebook import CHINESE, CliCasebook


def test_a_word_is_found_in_title_and_notes_and_a_query_narrows(book: CliCasebook) -> None:
    """Whatever the case of the letters."""
    first, second = (path.stem for path in book.cases)
    book.done("note", first, "The courier has it: 物流确认")
    assert [(row["id"], row["where"]) for row in book.rows("search", "COURIER")] == [(first, "text")]
    assert [row["id"] for row in book.rows("search", "物流")] == [first]
    assert {row["id"] for row in book.rows("search", "torn")} == {first, second}
    assert [row["id"] for row in book.rows("search", "torn", "--where", "title~bag")] == [second]


def test_where_nothing_is_found_that_is_said(book: CliCasebook) -> None:
    """In the reader's language, and without a word it is a usage error."""
    assert book.run("search", "kettle").err == "no case contains these words\n"
    assert book.run("search", "kettle", **CHINESE).err != "no case contains these words\n"
    book.refused(2, "search")
