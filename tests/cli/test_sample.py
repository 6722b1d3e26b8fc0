"""casectl sample draws cases for inspection; a draw has a name, which its period and seed make."""

from __future__ import annotations

from tests.cli.casebook import CliCasebook


def test_a_draw_is_named_and_a_seed_is_one_word(book: CliCasebook) -> None:
    assert "nothing to draw" in book.run("sample").err
    assert "the seed is one word" in book.refused(2, "sample", "--seed", "a b")
    assert "give one of them" in book.refused(2, "sample", "--week", "last week", "--period", "2026-11")
    assert book.rows("sample", "--per", "person", "--week", "2026-W46") == []
