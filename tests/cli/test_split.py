"""split takes a second complaint out of a case."""

from __future__ import annotations

from tests.cli.casebook import CliCasebook


def test_a_part_is_opened_with_the_values_that_differ(book: CliCasebook) -> None:
    """Each as for new; the case shows its part, and a wrong value is refused."""
    case = book.cases[0].stem
    words = ("--title", "The charger", "--reason", "Another product")
    assert "urgent" in book.refused(2, "split", case, *words, "-f", "urgent=perhaps")
    book.done("split", case, *words, "--problem", "It is broken too")
    [part] = [path for path in book.cases if "The charger" in path.read_text("utf-8")]
    assert "It is broken too" in part.read_text("utf-8")
    assert part.stem in book.done("show", case)
    assert book.run("check").status == 0
