"""A week, a month, a quarter or a year, named as people do, is all of its days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from casectl.core.time.periods import parse_period
from casectl.core.values.errors import UsageError

TODAY = date(2026, 1, 15)
"""A Thursday in January, so that last month is in another year."""


@pytest.mark.parametrize(
    ("text", "first", "after"),
    [
        ("2026", (2026, 1, 1), (2027, 1, 1)),
        ("2026年", (2026, 1, 1), (2027, 1, 1)),
        ("2024-02", (2024, 2, 1), (2024, 3, 1)),
        ("2026-12", (2026, 12, 1), (2027, 1, 1)),
        ("2026/3", (2026, 3, 1), (2026, 4, 1)),
        ("２０２６年３月", (2026, 3, 1), (2026, 4, 1)),
        ("2026-Q4", (2026, 10, 1), (2027, 1, 1)),
        ("last week", (2026, 1, 5), (2026, 1, 12)),
        ("this-week", (2026, 1, 12), (2026, 1, 19)),
        ("下周", (2026, 1, 19), (2026, 1, 26)),
        ("上个星期", (2026, 1, 5), (2026, 1, 12)),
        ("Last Month", (2025, 12, 1), (2026, 1, 1)),
        ("本月", (2026, 1, 1), (2026, 2, 1)),
        ("上月", (2025, 12, 1), (2026, 1, 1)),
        ("下个月", (2026, 2, 1), (2026, 3, 1)),
        ("last quarter", (2025, 10, 1), (2026, 1, 1)),
        ("本季度", (2026, 1, 1), (2026, 4, 1)),
        ("去年", (2025, 1, 1), (2026, 1, 1)),
        ("next year", (2027, 1, 1), (2028, 1, 1)),
        ("2026/1/5", (2026, 1, 5), (2026, 1, 6)),
        ("2026-12-31", (2026, 12, 31), (2027, 1, 1)),
        ("last fri", (2026, 1, 9), (2026, 1, 10)),
        ("上周日", (2026, 1, 11), (2026, 1, 12)),
    ],
)
def test_a_stretch_is_its_first_day_and_the_day_after_its_last(
    text: str, first: tuple[int, int, int], after: tuple[int, int, int]
) -> None:
    assert parse_period(text, TODAY) == (date(*first), date(*after))


@pytest.mark.parametrize(
    "text", ["", "today", "fri", "last xyz", "周五", "3d", "last", "week", "20261", "上", "2026-q5"]
)
def test_what_names_a_day_or_nothing_is_no_stretch(text: str) -> None:
    assert parse_period(text, TODAY) is None


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "0000", "2026年13月", "9999", "2026-02-30", "9999/12/31"])
def test_a_month_that_is_in_no_calendar_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="there is no day"):
        parse_period(text, TODAY)


@pytest.mark.parametrize(("text", "day"), [("fri", 9), ("Thursday", 15), ("周三", 14), ("星期五", 9), ("日", 11)])
def test_in_the_past_a_weekday_is_the_latest_one(text: str, day: int) -> None:
    assert parse_period(text, TODAY, past=True) == (date(2026, 1, day), date(2026, 1, day + 1))


@pytest.mark.parametrize(
    ("text", "past", "ahead"),
    [
        ("3月31日", (2025, 3, 31), (2026, 3, 31)),
        ("31 march", (2025, 3, 31), (2026, 3, 31)),
        ("Mar-31", (2025, 3, 31), (2026, 3, 31)),
        ("１月１４日", (2026, 1, 14), (2026, 1, 14)),
        ("jan 31", (2026, 1, 31), (2026, 1, 31)),
    ],
)
def test_a_day_without_a_year_is_the_one_that_is_near(
    text: str, past: tuple[int, int, int], ahead: tuple[int, int, int]
) -> None:
    """Behind where one looks back, ahead where one plans; days of this month are this year's either way."""
    assert parse_period(text, TODAY, past=True) == (date(*past), date(*past) + timedelta(days=1))
    assert parse_period(text, TODAY) == (date(*ahead), date(*ahead) + timedelta(days=1))


def test_a_month_without_a_year_is_all_of_its_days() -> None:
    for text in ("4月", "April", "apr"):
        assert parse_period(text, TODAY, past=True) == (date(2025, 4, 1), date(2025, 5, 1))
        assert parse_period(text, TODAY) == (date(2026, 4, 1), date(2026, 5, 1))
    with pytest.raises(UsageError, match="there is no day"):
        parse_period("feb 30", TODAY)
