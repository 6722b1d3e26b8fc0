"""What case text becomes on a terminal: nothing that moves, hides or turns, and columns that line up."""

from __future__ import annotations

import re
import shlex
import sys
import unicodedata

import pytest
import wcwidth
from hypothesis import given
from hypothesis import strategies as st

from casectl.render.text.terminal import (
    UNSEEN,
    clip,
    continued,
    is_plain,
    one_line,
    pad,
    point_at,
    visible,
    width,
    wrap,
)
from tests.render.hostile import TEXTS, hostile

CJK = st.text(st.sampled_from("订单错发, abc退款。é王👍️"), max_size=60)


@pytest.mark.parametrize("text", TEXTS)
def test_a_hostile_text_is_shown_on_one_line_without_a_control(text: str) -> None:
    """No character of the shown text is a control, a format character of direction, a separator or half a character."""
    for shown in (visible(text), one_line(text)):
        assert not re.search(UNSEEN, shown)
        assert {unicodedata.category(each) for each in shown}.isdisjoint({"Cc", "Cs", "Zl", "Zp"})


@given(hostile())
def test_any_text_is_harmless_once_visible(text: str) -> None:
    """With newlines allowed, a newline is the only control that stays."""
    assert not re.search(UNSEEN, visible(text))
    assert not re.search(UNSEEN, visible(text, multiline=True).replace("\n", ""))


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E)))
def test_plain_text_is_left_alone(text: str) -> None:
    """Harmless text is shown unchanged."""
    assert visible(text) == one_line(text) == text


def test_chinese_and_emoji_are_left_alone() -> None:
    """Only what is unseen is escaped."""
    assert visible("订单错发，退款延迟 👍 é") == "订单错发，退款延迟 👍 é"


def test_escapes_say_which_character_it_was() -> None:
    """Bytes as ``\\x1b``, everything else by its code point."""
    assert visible("\x1b[31m\x9b\u202e\u200b\ud800\U000e0041") == "\\x1b[31m\\x9b<U+202E><U+200B><U+D800><U+E0041>"


def test_line_ends_of_every_kind() -> None:
    """One line shows each as one ⏎; a page keeps newlines and drops the carriage return of Windows."""
    assert one_line("a\r\nb\rc\nd\u2028e\x85f\tg") == "a⏎b⏎c⏎d⏎e⏎f g"
    assert visible("a\r\nb\rc", multiline=True) == "a\nb\\x0dc"


@given(st.text(st.characters(min_codepoint=0xA0, max_codepoint=0xFFEF, exclude_categories=["Cs"])))
def test_width_is_what_wcwidth_says(text: str) -> None:
    """Of Latin and Chinese texts it is calculated without."""
    assert [*map(width, text)] == [*map(wcwidth.width, text)]
    assert width("退款 (2026)，ひカ") == 17
    assert width("ada → 陈示例…⏎") == 14


@given(CJK, st.integers(2, 40))
def test_clipped_text_fits(text: str, columns: int) -> None:
    """In any script, no wider than requested; what fits is unchanged."""
    clipped = clip(text, columns)
    assert width(clipped) <= columns
    assert clipped == text or clipped.endswith("…")
    assert (clipped == text) == (width(text) <= columns)


@given(CJK)
def test_padding_counts_columns(text: str) -> None:
    """A padded text takes exactly its column."""
    assert width(pad(text, 200)) == 200


@given(CJK, st.integers(20, 80))
def test_wrapped_lines_fit(text: str, columns: int) -> None:
    """Chinese wraps by display width and loses nothing but blanks; a word too wide for a line stays whole."""
    lines = wrap(text, columns)
    assert all(width(line) <= columns or len(wrap(line, 1)) == 1 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_date_in_chinese_text_is_never_broken() -> None:
    """Nor is a mark put at the beginning of a line, or an opening one at its end."""
    text = "若不是现在，则为发生的时间：2026-11-21T09:30+08:00、-2h（或更早）"
    assert wrap(text, 28) == ["若不是现在，则为发生的时间：", "2026-11-21T09:30+08:00、-2h", "（或更早）"]


def test_a_mark_is_below_the_character_that_is_meant() -> None:
    """By display width, so that it is right under Chinese too; a long text is cut around it."""
    assert point_at("退款 ownr:me", 3, 40) == ["退款 ownr:me", "     ^"]
    assert point_at("a\x1b b", 3, 40) == ["a\\x1b b", "      ^"]
    assert point_at("due<", 4, 40) == ["due<", "    ^"]
    assert point_at("x" * 99_999 + "y" + "z" * 30, 99_999, 1) == point_at("x" * 30 + "y" + "z" * 30, 30, 20)
    assert point_at("x" * 30 + "y" + "z" * 30, 30, 20) == ["…" + "x" * 9 + "y" + "z" * 8 + "…", " " * 10 + "^"]


@given(CJK, CJK)
def test_what_is_pointed_at_fits_its_line(before: str, rest: str) -> None:
    """The mark is where the second text begins, and neither line is wider than it may be."""
    shown, mark = point_at(before + rest, len(before), 24)
    assert width(shown) <= 24
    assert width(mark) <= 13


def test_no_unseen_letter_is_taken_for_plain() -> None:
    """Not even those that Unicode counts as printable."""
    unseen = re.findall(UNSEEN, " ".join(map(chr, range(sys.maxunicode + 1))))
    assert len(unseen) > 2000  # half characters, controls, tags
    assert not list(filter(is_plain, unseen))


@pytest.mark.parametrize("columns", [30, 40, 78])
@pytest.mark.parametrize(
    "line",
    [
        "casectl inspect score 7QK3X li.na --mark script=4 --mark diagnosis=5 --mark solution=4 --draw 2026-W48",
        "casectl note 7QK3X '客户反映 购买的商品错发' --as li.na | grep \"two words\" > out.txt && casectl list",
        "casectl list",
    ],
)
def test_a_long_command_line_is_continued_as_a_shell_reads_it(line: str, columns: int) -> None:
    """It can be copied from a page of any width and says the same."""
    lines = continued(line, columns)
    assert max(map(width, lines)) <= max(columns, 33)
    assert not [each for each in lines if each.endswith("--mark \\")]
    assert shlex.split("\n".join(lines).replace("\\\n", "")) == shlex.split(line)
    assert (lines == [line]) == (width(line) <= columns)
