"""Durations: every unit in both languages is read, and what is stored reads the same again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casectl.core.time.durations import UNITS, Duration, parse_duration, working_span
from casectl.core.values.messages import UsageError


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
        ("3 working days", "3wd"),
        ("3 Business Days", "3wd"),
        ("3bd", "3wd"),
        ("8 working hours", "8wh"),
        ("1h30m", "90m"),
        ("1 hr 30 mins", "90m"),
        ("1小时30分", "90m"),
        ("1.5h", "90m"),
        ("0.25h", "15m"),
        ("1.5wh", "90wm"),
        ("half an hour", "30m"),
        ("an hour and a half", "90m"),
        ("one and a half hours", "90m"),
        ("半小时", "30m"),
        ("两个半小时", "150m"),
        ("一刻钟", "15m"),
        ("2 hours", "2h"),
        ("a fortnight", "2w"),
        ("1 week 2 days", "9d"),
        ("2y", "24mo"),
        ("1.5 years", "18mo"),
        ("半年", "6mo"),
        ("三个月", "3mo"),
        ("1年6个月", "18mo"),
        ("两个季度", "6mo"),
        ("十一天", "11d"),
        ("二十三个工作日", "23wd"),
        ("一百二十天", "120d"),
        ("3天内", "3d"),
        ("within 3 days", "3d"),
        ("三個工作日", "3wd"),
    ],
)
def test_people_write_durations_in_either_language(text: str, stored: str) -> None:
    assert str(parse_duration(text)) == stored


@pytest.mark.parametrize("text", ["", "3", "h", "0h", "-2h", "٣d", "²h", "½h", "2026年", "三月", "3 days ago", "fri"])
def test_anything_else_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(UsageError) as refusal:
        parse_duration(text)
    assert "3wd" in str(refusal.value.hint)


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("1.5d", "36h"),
        ("半天", "12h"),
        ("2天半", "60h"),
        ("0.3d", "whole number"),
        ("一个半月", "15d"),
        ("half a working day", "4wh"),
        ("1d2h", "one unit"),
    ],
)
def test_what_no_single_unit_can_say_is_refused_with_a_way_to_say_it(text: str, instead: str) -> None:
    """A day is a day of the wall clock, so half of one is no number of hours."""
    with pytest.raises(UsageError) as refusal:
        parse_duration(text)
    assert instead in str(refusal.value.hint)


@given(st.integers(1, 99999), st.sampled_from(sorted(UNITS)))
def test_what_is_stored_reads_the_same_again(amount: int, unit: str) -> None:
    assert parse_duration(str(Duration(amount, unit))) == Duration(amount, unit)


def test_a_duration_that_is_too_long_is_called_so_with_the_limit() -> None:
    """It is one, and nothing about its form is wrong."""
    with pytest.raises(UsageError) as refusal:
        parse_duration("100000wd")
    assert str(refusal.value.what) == "100000wd is too long: at most 99999wd"


def test_working_time_is_shown_in_its_two_largest_units() -> None:
    spans = {(182, 0): "182wd", (17, 210): "17wd 3wh", (0, 65): "1wh 5wm", (0, 0): "0wm", (3, 5): "3wd 5wm"}
    for (days, minutes), said in spans.items():
        assert str(working_span(days, timedelta(minutes=minutes))) == said
