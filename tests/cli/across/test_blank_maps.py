"""A map of fields that was left blank in the file has none of its parts: what is put into it later is named part by
part, so that a promise among them is owed. What no reader could take back is not adopted.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.casebook import CliCasebook


def edited(book: CliCasebook, pattern: str, text: str) -> str:
    """The id of the first case, in whose file the pattern was replaced by hand."""
    case = book.cases[0]
    content, times = re.subn(pattern, text, case.read_text("utf-8"), count=1, flags=re.MULTILINE)
    assert times == 1
    case.write_text(content, "utf-8")
    return case.stem


def promised(book: CliCasebook, case: str) -> list[str]:
    rows = json.loads(book.done("followup", "list", case, "--format", "json"))["rows"]
    return [row["at"][:10] for row in rows if row["kind"] == "promise"]


def test_a_promise_put_into_a_blank_map_is_owed(book: CliCasebook) -> None:
    case = edited(book, "^fields:$", "fields:\n  solution:")
    book.done("adopt", case, "--reason", "tidied")
    assert "changed: To be done by (Solution)" in book.done("set", case, "solution.by=2026-12-16")
    assert promised(book, case) == ["2026-12-16"]
    assert book.run("check").status == 0


def test_a_promise_moves_though_its_map_was_blank_in_between(book: CliCasebook) -> None:
    case = book.cases[0].stem
    book.done("set", case, "solution.by=2026-12-16")
    edited(book, r"^  solution:\n    by: .*$", "  solution:")
    book.done("adopt", case, "--reason", "no date yet")
    assert promised(book, case) == []
    book.done("set", case, "solution.by=2026-12-18")
    assert promised(book, case) == ["2026-12-18"]
    assert book.run("check").status == 0


@pytest.mark.parametrize(
    ("pattern", "text", "said"),
    [
        ("^title: .*$", "title: [a]", "title must be a single text"),
        ("^title: .*$", "title: {a: b}", "title must be a single text"),
        ("^fields:$", "fields:\n  nosuch: 1", "nosuch is not a field of complaint"),
    ],
)
def test_what_cannot_be_read_back_is_not_adopted(book: CliCasebook, pattern: str, text: str, said: str) -> None:
    case = edited(book, pattern, text)
    assert said in book.refused(2, "adopt", case, "--reason", "x")
    assert said in book.run("check").out
