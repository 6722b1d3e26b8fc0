"""Pages for people: on a narrow terminal long lines are continued below; no word is cut, and nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casectl.render.text.pages import wrapped
from casectl.render.text.terminal import pieces, width


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("short\n\nlines", "short\n\nlines"),
        ("  2026-11-21  00:00  weekend and so on", "  2026-11-21  00:00\n      weekend and so\n      on"),
        ("- 勾选：甲、乙（agreed）、丙、丁戊己", "- 勾选：甲、乙\n    （agreed）、丙、\n    丁戊己"),
        ("Owner     Ann Ray, offered to Ben", "Owner     Ann Ray,\n          offered to\n          Ben"),
        ("A name so long that  nothing is left", "A name so long that\n    nothing is left"),
        ("- 来源：手机 APP（app）、微博（weibo）", "- 来源：手机 APP\n    （app）、微博\n    （weibo）"),
        ("  起  2026-11-21  第零天 从次日起算", "  起  2026-11-21\n      第零天 从次日\n      起算"),
    ],
)
def test_a_long_line_goes_on_further_to_the_right(page: str, shown: str) -> None:
    assert wrapped(page, 20) == shown


@given(st.lists(st.text("ab 周", max_size=40), max_size=4), st.integers(12, 60))
def test_nothing_is_lost_and_no_line_is_longer_than_its_only_word(lines: list[str], columns: int) -> None:
    """Chinese has no spaces between words: a line is broken between two characters."""
    found = wrapped("\n".join(lines), columns)
    assert "".join(found.split()) == "".join("".join(lines).split())
    assert all(width(line) <= columns or len([*pieces(line.strip())]) == 1 for line in found.split("\n"))
