"""answer takes the text alone, or after the instruction that is meant."""

from __future__ import annotations

from tests.cli.casebook import CliCasebook
from tests.cli.test_instruct import MIA


def test_the_instruction_is_named_where_there_are_several(book: CliCasebook) -> None:
    case = book.cases[0].stem
    for what in ("Call", "Write"):
        book.done("instruct", case, what, "--to", "ann", "--by", "tomorrow", **MIA)
    assert "say which one" in book.refused(4, "answer", case, "Done")
    book.done("answer", case, "Write", "The letter went out")
    assert [row["what"] for row in book.rows("followup", "list", case)] == ["Call"]
    book.done("answer", case, "Called")
    assert book.rows("followup", "list", case) == []
