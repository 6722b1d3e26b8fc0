"""Chinese numbers are read as they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casectl.core.values.numerals import DIGITS, chinese_number

_FIGURES = "零一二三四五六七八九"


def written(number: int) -> str:
    """A number below 100 as it is written out: 二十三."""
    tens, ones = divmod(number, 10)
    return (
        ("" if tens == 1 else _FIGURES[tens] if tens else "")
        + ("十" if tens else "")
        + (_FIGURES[ones] if ones else "")
    )


@given(st.integers(1, 99))
def test_every_number_to_99_is_read_back(number: int) -> None:
    assert chinese_number(written(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("两", 2),
        ("零五", 5),
        ("一百零五", 105),
        ("一百二十", 120),
        ("三千", 3000),
        ("二〇二六", 2026),
        ("十", 10),
        ("一百二", 120),
        ("三千五", 3500),
        ("三千零五", 3005),
        ("三千五百二", 3520),
    ],
)
def test_other_ways_to_write_a_number(text: str, number: int) -> None:
    assert chinese_number(text) == number


@pytest.mark.parametrize("text", ["十百", "十十", "一百百", "二三十"])
def test_what_is_no_number_is_not_guessed(text: str) -> None:
    assert chinese_number(text) is None


def test_every_figure_is_below_ten() -> None:
    assert set(DIGITS.values()) == set(range(10))
