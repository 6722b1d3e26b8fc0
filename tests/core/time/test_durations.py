"""Durations: every unit in both languages is read, and what is stored reads the same again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casectl.core.time.durations import UNITS, Duration, parse_duration, working_span
from casectl.core.values.errors import UsageError


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("15m", "15m"),
        ("24h", "24h"),
        ("3d", "3d"),
        ("2w", "2w"),
        ("2mo", "2mo"),
        ("3wd", "3wd"),
        ("8wh", "8wh"),
        ("30wm", "30wm"),
        ("8个工作小时", "8wh"),
        ("30工作分钟", "30wm"),
        ("15分钟", "15m"),
        ("24小时", "24h"),
        ("7天", "7d"),
        ("2周", "2w"),
        ("2个月", "2mo"),
        ("3个工作日", "3wd"),
        ("三个工作日", "3wd"),
        ("十天", "10d"),
        ("两周", "2w"),
        ("3自然日", "3d"),
        (" 3 WD ", "3wd"),
        ("３个工作日", "3wd"),
        ("007d", "7d"),
    ],
)
def test_people_write_durations_in_either_language(text: str, stored: str) -> None:
    assert str(parse_duration(text)) == stored


@pytest.mark.parametrize("text", ["", "3", "h", "0h", "-2h", "1.5h", "2 hours", "2y", "2h30m", "٣d", "²h", "十一天"])
def test_anything_else_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(UsageError) as refusal:
        parse_duration(text)
    assert "3wd" in str(refusal.value.hint)


@given(st.integers(1, 99999), st.sampled_from(sorted(UNITS)))
def test_what_is_stored_reads_the_same_again(amount: int, unit: str) -> None:
    assert parse_duration(str(Duration(amount, unit))) == Duration(amount, unit)


def test_no_word_means_two_units() -> None:
    words = [word for unit, words in UNITS.items() for word in (unit, *words)]
    assert len(words) == len(set(words))


def test_a_duration_that_is_too_long_is_called_so_with_the_limit() -> None:
    """It is one, and nothing about its form is wrong."""
    with pytest.raises(UsageError) as refusal:
        parse_duration("100000wd")
    assert str(refusal.value.what) == "100000wd is too long: at most 99999wd"


def test_working_time_is_shown_in_its_two_largest_units() -> None:
    spans = {(182, 0): "182wd", (17, 210): "17wd 3wh", (0, 65): "1wh 5wm", (0, 0): "0wm", (3, 5): "3wd 5wm"}
    for (days, minutes), said in spans.items():
        assert str(working_span(days, timedelta(minutes=minutes))) == said
