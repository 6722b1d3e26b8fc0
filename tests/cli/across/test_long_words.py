"""What was pasted by mistake fills no screen."""

from __future__ import annotations

from casectl.render.text.terminal import without_endless_words
from tests.cli.casebook import CliCasebook

LONG = "x1" * 4000


def test_a_word_without_end_is_only_begun(book: CliCasebook) -> None:
    """In errors, hints and notes; what is data stays whole."""
    case = book.cases[0].stem
    for words in (["show", LONG], ["list", f"owner:{LONG}"], ["assign", case, LONG], ["advance", case, LONG],
                  ["list", f"--text={LONG}"], ["list", f"text:{LONG}"], [LONG]):  # fmt: skip
        answer = book.run(*words)
        assert len(answer.err) < 1500, words
    book.done("set", case, f"title={LONG}")
    assert LONG in book.done("list", "--format", "tsv")


def test_words_that_a_person_writes_stay_whole() -> None:
    """A path, a command to paste, and a Chinese sentence, which has no blanks."""
    for text in ("/srv/" + "a" * 300, "casectl show C-2611-7QK3XM4TV " * 40, "客户来电" * 150):
        assert without_endless_words(text) == text


def test_what_an_empty_list_was_filtered_by_fits_two_lines(book: CliCasebook) -> None:
    err = book.run("list", *(f"title~{number}nothing" for number in range(60))).err
    [line] = [line for line in err.splitlines() if line.startswith("filtered by: ")]
    assert line.endswith("…")
    assert len(line) < 230
