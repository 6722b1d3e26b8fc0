"""A list asks for all the time that a text names: a week, a month, an afternoon, a minute."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from casectl.core.time.calendar import Calendar
from casectl.core.time.typed_time import Around, parse_time_span, parse_typed_time
from casectl.core.values.messages import UsageError

OFFICE = Calendar("office", UTC)
NOW = datetime(2026, 1, 15, 9, 0, 7, tzinfo=UTC)
"""A Thursday in January, so that last month is in another year."""


def span(text: str, *, past: bool = False) -> tuple[str, str]:
    found = parse_time_span(text, Around(NOW, UTC, OFFICE, past))
    first, last = (at.strftime("%Y-%m-%d %H:%M:%S").removesuffix(" 00:00:00") for at in (found.start, found.end))
    return first, last


@pytest.mark.parametrize(
    ("text", "first", "after"),
    [
        ("2026", "2026-01-01", "2027-01-01"),
        ("2026年", "2026-01-01", "2027-01-01"),
        ("2024-02", "2024-02-01", "2024-03-01"),
        ("2026-12", "2026-12-01", "2027-01-01"),
        ("2026/3", "2026-03-01", "2026-04-01"),
        ("２０２６年３月", "2026-03-01", "2026-04-01"),
        ("march 2026", "2026-03-01", "2026-04-01"),
        ("2026-Q4", "2026-10-01", "2027-01-01"),
        ("q4 2026", "2026-10-01", "2027-01-01"),
        ("2026年第四季度", "2026-10-01", "2027-01-01"),
        ("2026-W03", "2026-01-12", "2026-01-19"),
        ("last week", "2026-01-05", "2026-01-12"),
        ("this-week", "2026-01-12", "2026-01-19"),
        ("下周", "2026-01-19", "2026-01-26"),
        ("上个星期", "2026-01-05", "2026-01-12"),
        ("Last Month", "2025-12-01", "2026-01-01"),
        ("本月", "2026-01-01", "2026-02-01"),
        ("上月", "2025-12-01", "2026-01-01"),
        ("上个月", "2025-12-01", "2026-01-01"),
        ("下个月", "2026-02-01", "2026-03-01"),
        ("下月份", "2026-02-01", "2026-03-01"),
        ("last quarter", "2025-10-01", "2026-01-01"),
        ("本季度", "2026-01-01", "2026-04-01"),
        ("去年", "2025-01-01", "2026-01-01"),
        ("next year", "2027-01-01", "2028-01-01"),
        ("last december", "2025-12-01", "2026-01-01"),
        ("weekend", "2026-01-17", "2026-01-19"),
        ("上周末", "2026-01-10", "2026-01-12"),
        ("2026/1/5", "2026-01-05", "2026-01-06"),
        ("2026-12-31", "2026-12-31", "2027-01-01"),
        ("last fri", "2026-01-09", "2026-01-10"),
        ("上周日", "2026-01-11", "2026-01-12"),
        ("today", "2026-01-15", "2026-01-16"),
        ("周五下午", "2026-01-16 12:00:00", "2026-01-16 18:00:00"),
        ("this morning", "2026-01-15 06:00:00", "2026-01-15 12:00:00"),
        ("昨晚", "2026-01-14 18:00:00", "2026-01-15"),
        ("14:00", "2026-01-15 14:00:00", "2026-01-15 14:01:00"),
        ("2026-01-15 23:59", "2026-01-15 23:59:00", "2026-01-16"),
        ("now", "2026-01-15 09:00:07", "2026-01-15 09:00:08"),
        ("last 3 days", "2026-01-12 09:00:07", "2026-01-15 09:00:07"),
        ("最近7天", "2026-01-08 09:00:07", "2026-01-15 09:00:07"),
        ("未来三天", "2026-01-15 09:00:07", "2026-01-18 09:00:07"),
    ],
)
def test_a_stretch_is_from_its_first_instant_to_the_one_after_its_last(text: str, first: str, after: str) -> None:
    assert span(text) == (first, after)


@pytest.mark.parametrize("text", ["", "last xyz", "last", "20261", "上", "2026-q5", "next", "week week"])
def test_what_names_no_time_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        span(text)


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "0000", "2026年13月", "9999", "2026-02-30", "feb 30"])
def test_a_month_that_is_in_no_calendar_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="there is no day"):
        span(text)


@pytest.mark.parametrize("text", ["9999/12/31", "9999-12-31"])
def test_a_day_at_the_end_of_the_calendar_is_refused_as_what_it_is(text: str) -> None:
    """It is a day, but nothing can be counted beyond it."""
    with pytest.raises(UsageError, match="outside the years"):
        span(text)


@pytest.mark.parametrize(("text", "day"), [("fri", 9), ("Thursday", 15), ("周三", 14), ("星期五", 9), ("周日", 11)])
def test_in_the_past_a_weekday_is_the_latest_one(text: str, day: int) -> None:
    assert span(text, past=True) == (f"2026-01-{day:02}", f"2026-01-{day + 1:02}")


@pytest.mark.parametrize(
    ("text", "past", "ahead"),
    [
        ("3月31日", "2025-03-31", "2026-03-31"),
        ("31 march", "2025-03-31", "2026-03-31"),
        ("Mar-31", "2025-03-31", "2026-03-31"),
        ("１月１４日", "2026-01-14", "2026-01-14"),
        ("jan 31", "2026-01-31", "2026-01-31"),
        ("4月", "2025-04-01", "2026-04-01"),
        ("April", "2025-04-01", "2026-04-01"),
        ("apr", "2025-04-01", "2026-04-01"),
    ],
)
def test_a_day_without_a_year_is_the_one_that_is_near(text: str, past: str, ahead: str) -> None:
    """The last one where one looks back, else the next one; days of this month are this year's either way."""
    assert (span(text, past=True)[0], span(text)[0]) == (past, ahead)


RANGES = [
    ("5 jan to 10 jan", "2026-01-05", "2026-01-11"),
    ("5-10 feb", "2026-02-05", "2026-02-11"),
    ("5th to 10th february", "2026-02-05", "2026-02-11"),
    ("feb 5 to 10", "2026-02-05", "2026-02-11"),
    ("from 5 feb until 10 feb", "2026-02-05", "2026-02-11"),
    ("between 5 feb and 10 feb", "2026-02-05", "2026-02-11"),
    ("5 feb - 10 feb", "2026-02-05", "2026-02-11"),
    ("2月5日到10日", "2026-02-05", "2026-02-11"),
    ("2月5日至2月10日", "2026-02-05", "2026-02-11"),
    ("从2月5日到2月10日", "2026-02-05", "2026-02-11"),
    ("2月5日-10日", "2026-02-05", "2026-02-11"),
    ("28 dec to 3 jan", "2026-12-28", "2027-01-04"),
    ("fri to mon", "2026-01-16", "2026-01-20"),
    ("上周一到上周五", "2026-01-05", "2026-01-10"),
    ("feb to apr", "2026-02-01", "2026-05-01"),
    ("2026-02-05 to 2026-02-10", "2026-02-05", "2026-02-11"),
    ("tomorrow 9am to 5pm", "2026-01-16 09:00:00", "2026-01-16 17:01:00"),
    ("10:00-12:00", "2026-01-15 10:00:00", "2026-01-15 12:01:00"),
]


@pytest.mark.parametrize(("text", "first", "after"), RANGES)
def test_a_range_is_all_from_its_first_to_its_last(text: str, first: str, after: str) -> None:
    """A month that one end names is that of both; the last is the next one after the first."""
    assert span(text) == (first, after)


def test_a_range_of_the_past_is_the_last_one() -> None:
    assert span("5 dec to 10 dec", past=True) == ("2025-12-05", "2025-12-11")
    assert span("mon to wed", past=True) == ("2026-01-12", "2026-01-15")


@pytest.mark.parametrize("text", [text for text, *_ in RANGES])
def test_a_range_is_no_point_and_names_the_two_it_could_be(text: str) -> None:
    with pytest.raises(
        UsageError, match=r"is a span of time, not a point in time\nhint: write [-\d: ]+ or [-\d: ]+$"
    ) as refused:
        parse_typed_time(text, Around(NOW, UTC, OFFICE))
    for end in str(refused.value).partition("write ")[2].split(" or "):
        assert parse_typed_time(end, Around(NOW, UTC, OFFICE))


@pytest.mark.parametrize(
    "text", ["5 feb to", "to 5 feb", "soon to later", "5 feb to soon", "10 feb 2026 to 5 feb 2026"]
)
def test_what_has_no_two_ends_is_no_range(text: str) -> None:
    with pytest.raises(UsageError):
        parse_typed_time(text, Around(NOW, UTC, OFFICE))
