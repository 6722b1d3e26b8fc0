"""Pages of the manual on a terminal: no marks of Markdown, within the width, nothing lost."""

from __future__ import annotations

import re

import pytest

from casectl.cli.topics import topics
from casectl.cli.verbs.help import page
from casectl.render.language import set_language
from casectl.render.text.manual import as_text
from casectl.render.text.terminal import width


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("columns", [60, 80])
def test_every_page_fits_and_has_no_marks(language: str, columns: int) -> None:
    """But for what is typed or printed, which is not broken, and single words that are longer than a line."""
    set_language(language)
    try:
        pages = {name: page(name) for name in topics()}
    finally:
        set_language("en")
    for name, text in pages.items():
        lines = [line for line in as_text(text, columns).split("\n") if not line.startswith("    ")]
        assert [line for line in lines if width(line) > columns and len(line.split()) > 3] == [], name
        assert [line for line in lines if re.match(r"#+ |\\| ---|```|<!--", line) or "](" in line] == [], name


def test_a_table_is_columns_where_there_is_room_and_terms_where_not() -> None:
    table = "| Key | Meaning |\n| --- | --- |\n| `a` | what it is, in some words more |\n"
    assert as_text(table, 60) == "  Key  Meaning\n  a    what it is, in some words more\n".lstrip("\n")
    assert as_text(table, 20).split("\n")[:2] == ["  a  what it is, in", "     some words more"]


def test_lists_hang_and_code_stays() -> None:
    """A line that is to be typed is one line."""
    text = "# A **b** `c`\n\n* one two three\n  four [five](six.md)\n\n```sh\nx `y` **z**\n```\n"
    assert as_text(text, 12) == "A b c\n=====\n\n• one two\n  three four\n  five\n\n    x `y` **z**\n"


def test_chinese_lines_are_joined_without_a_blank() -> None:
    assert as_text("\u6295\u8bc9\n\u5de5\u5355\n", 60) == "\u6295\u8bc9\u5de5\u5355\n"
