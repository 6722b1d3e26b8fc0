"""Typed times: each way to write one gives the instant it names, and no text gives a guessed one."""

from __future__ import annotations

import pytest

from tests.core.time.in_berlin import moment, table, typed, wall


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("now", "2026-11-20T09:03:07+01:00"),
        ("现在", "2026-11-20T09:03:07+01:00"),
        ("+2h", "2026-11-20T11:03:07+01:00"),
        ("+3d", "2026-11-23T09:03:07+01:00"),
        ("+3wd", "2026-11-25T09:03:07+01:00"),
        ("3天后", "2026-11-23T09:03:07+01:00"),
        ("-30m", "2026-11-20T08:33:07+01:00"),
        ("-2h", "2026-11-20T07:03:07+01:00"),
        ("−2h", "2026-11-20T07:03:07+01:00"),
        ("-4w", "2026-10-23T09:03:07+02:00"),
        ("2天前", "2026-11-18T09:03:07+01:00"),
        ("3个工作日后", "2026-11-25T09:03:07+01:00"),
        ("+2wh", "2026-11-20T11:03:07+01:00"),
        ("-1wd", "2026-11-19T09:03:07+01:00"),
        ("2h ago", "2026-11-20T07:03:07+01:00"),
        ("in 2 days", "2026-11-22T09:03:07+01:00"),
        ("In Two Days", "2026-11-22T09:03:07+01:00"),
        ("2 days from now", "2026-11-22T09:03:07+01:00"),
        ("2 days ago", "2026-11-18T09:03:07+01:00"),
        ("a week ago", "2026-11-13T09:03:07+01:00"),
        ("half an hour ago", "2026-11-20T08:33:07+01:00"),
        ("3 working days", "2026-11-25T09:03:07+01:00"),
        ("3bd", "2026-11-25T09:03:07+01:00"),
        ("1h30m", "2026-11-20T10:33:07+01:00"),
        ("1.5h", "2026-11-20T10:33:07+01:00"),
        ("in 1 day 3 hours", "2026-11-21T12:03:07+01:00"),
        ("2天3小时后", "2026-11-22T12:03:07+01:00"),
        ("两小时后", "2026-11-20T11:03:07+01:00"),
        ("三个工作日", "2026-11-25T09:03:07+01:00"),
        ("三个工作日后", "2026-11-25T09:03:07+01:00"),
        ("半小时后", "2026-11-20T09:33:07+01:00"),
        ("半小时之前", "2026-11-20T08:33:07+01:00"),
        ("一周后", "2026-11-27T09:03:07+01:00"),
        ("十五天后", "2026-12-05T09:03:07+01:00"),
        ("三年后", "2029-11-20T09:03:07+01:00"),
        ("再过两小时", "2026-11-20T11:03:07+01:00"),
        ("2026-12-01T17:30:00+08:00", "2026-12-01T10:30:00+01:00"),
        ("2026-12-01 17:30Z", "2026-12-01T18:30:00+01:00"),
        ("9:05:30", "2026-11-20T09:05:30+01:00"),
    ],
)
def test_a_length_of_time_counts_from_now(text: str, at: str) -> None:
    assert moment(text) == at


DAYS = table("""
    2026-12-01 = 2026-12-01 | 2026-12-1 | 2026/12/01 | 2026/12/1 | 2026.12.01 | 20261201 | 1 december
    2026-12-01 = 1st december | december 1 | December 1st | the 1st of December | 1 Dec | Dec. 1, 2026
    2026-12-01 = 1 dec 2026 | 1-dec-2026 | Tue, 1 Dec 2026 | Tuesday 1 December | 1st of next month
    2026-12-01 = 2026年12月1日 | 2026年12月1号 | 12月1日 | 12月1号 | 十二月一日 | 二〇二六年十二月一日
    2026-12-01 = 下个月1号 | 下月1日 | １２月１日 | 12月1日（周二） | 今年12月1日 | 1号 | the 1st
    2026-12-01 = beginning of next month | 2026-W49-2
    2026-11-21 = tomorrow | Tomorrow | 明天 | 明日 | sat | 周六 | 星期六 | 礼拜六 | 週六 | 明天（周六）
    2026-11-21 = coming saturday
    2026-11-22 = day after tomorrow | the day after tomorrow | 后天 | sunday | 周日 | 周天 | 星期天
    2026-11-23 = 大后天 | next monday | 下周一 | 下星期一 | monday next week | next week monday | mon
    2026-11-23 = 2 days after tomorrow
    2026-11-27 = fri | Friday | 周五 | next friday | 下周五 | 下个星期五
    2026-12-04 = friday week | 下下周五
    2026-11-20 = today | 今天 | 今日 | this fri | 本周五 | 这周五 | 本月20号
    2026-11-19 = yesterday | 昨天 | 昨日
    2026-11-18 = day before yesterday | 前天
    2026-11-13 = last friday | Last Fri | 上周五 | 上个星期五 | friday last week
    2026-11-16 = last monday | this monday | 本周一
    2026-10-31 = 31/10/2026 | 10/31/2026 | 31.10.2026 | 31-10-2026 | 31 oct 2026 | oct 31 2026
    2026-10-31 = end of october 2026 | end of last month | 上月底 | 2026年10月31日
    2026-11-10 = 10 nov 2026 | Nov 10 2026 | 本月10日 | 2026年11月10日
    2027-10-31 = 31 oct | 31/10 | oct 31st | 10月31日 | 明年10月31日 | 31 october next year
    2026-11-30 = 月底 | 月末 | month end | end of month | end of the month | eom | 本月底 | 11月底
    2026-12-31 = 年底 | end of year | eoy | end of the year | end of next month | 下个月底 | 12月底 | 今年底
    2026-12-31 = end of 2026 | 2026年底 | 季度末 | end of quarter
    2028-02-29 = feb 29 | 2月29日
""")
"""Each day, and the ways to write it."""


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_a_day_without_a_time_is_at_ten(text: str, day: str) -> None:
    """Each way to write a day, at today's date, in both languages."""
    assert wall(text) == f"{day} 10:00"
    assert typed(text).is_day


@pytest.mark.parametrize(
    "day", ["tomorrow", "明天", "2026-11-21", "sat", "21 nov", "11月21日", "周六", "in 1 day", "一天后"]
)
@pytest.mark.parametrize(
    ("clock", "at"),
    table("""
    10:30 = 10:30 | １０：３０
    15:00 = 3pm | 3 PM | at 15:00 | at 15 | 下午3点 | 下午三点 | 下午15点
    15:30 = 3:30 p.m. | 3.30pm | 下午三點半 | 下午3:30 | afternoon 3:30
    00:00 = 12am
    12:00 = 12pm | noon | 12 noon | 中午 | 中午12点
    15:15 = 下午3点一刻
    15:05 = 下午三点零五分
    09:30 = 上午9点半 | in the morning 9:30
    08:00 = 早上8点
    20:00 = 晚上8点 | 晚8点
    02:00 = 凌晨两点
    13:00 = 中午一点
    14:05 = 14时05分
    09:00 = 9点 | 9 in the morning
    10:00 = 十点整
    """),
)
def test_a_time_of_day_goes_with_every_day(day: str, clock: str, at: str) -> None:
    """What names a day and what names a time of day combine, whichever language each is in."""
    assert wall(f"{day} {clock}") == f"2026-11-21 {at}"


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("10:00", "2026-11-20 10:00"),
        ("08:00", "2026-11-20 08:00"),
        ("3pm", "2026-11-20 15:00"),
        ("中午12点", "2026-11-20 12:00"),
        ("fri 3:30 pm", "2026-11-27 15:30"),
        ("下周一上午9点半", "2026-11-23 09:30"),
        ("下周一下午三点", "2026-11-23 15:00"),
        ("next working day", "2026-11-23 10:00"),
        ("previous business day", "2026-11-19 10:00"),
        ("next working day 3pm", "2026-11-23 15:00"),
        ("下一个工作日", "2026-11-23 10:00"),
        ("下下个工作日下午3点", "2026-11-24 15:00"),
        ("次工作日", "2026-11-23 10:00"),
        ("first thing monday", "2026-11-23 09:00"),
        ("下周一上班前", "2026-11-23 09:00"),
        ("明天一早9点", "2026-11-21 09:00"),
        ("in two weeks' time", "2026-12-04 09:03"),
        ("in a couple of days", "2026-11-22 09:03"),
        ("in thirty minutes", "2026-11-20 09:33"),
        ("forty-eight hours ago", "2026-11-18 09:03"),
        ("the first of december", "2026-12-01 10:00"),
        ("the week after next", "2026-11-30 09:00"),
        ("end of q1", "2027-03-31 10:00"),
        ("一季度末", "2027-03-31 10:00"),
        ("一个季度后", "2027-02-20 09:03"),
        ("下个星期天 8:00", "2026-11-29 08:00"),
        ("11月10日14:00", "2027-11-10 14:00"),
        ("今早9点", "2026-11-20 09:00"),
        ("昨晚8点", "2026-11-19 20:00"),
        ("明早9点", "2026-11-21 09:00"),
        ("tonight at 8", "2026-11-20 20:00"),
        ("8pm tonight", "2026-11-20 20:00"),
        ("noon tomorrow", "2026-11-21 12:00"),
        ("3pm friday", "2026-11-27 15:00"),
        ("today 24:00", "2026-11-21 00:00"),
        ("2026-12-01T17:30", "2026-12-01 17:30"),
        ("2026年12月1日 17:30", "2026-12-01 17:30"),
        ("2 weeks from monday at 3pm", "2026-12-07 15:00"),
        ("15日14:00", "2026-12-15 14:00"),
        ("noon", "2026-11-20 12:00"),
        ("midnight", "2026-11-21 00:00"),
        ("eod", "2026-11-20 17:30"),
        ("end of day", "2026-11-20 17:30"),
        ("close of business", "2026-11-20 17:30"),
        ("COB", "2026-11-20 17:30"),
        ("下班前", "2026-11-20 17:30"),
        ("mon eod", "2026-11-23 17:30"),
        ("周一下班前", "2026-11-23 17:30"),
        ("明天中午", "2026-11-21 12:00"),
        ("next week", "2026-11-23 09:00"),
        ("下周", "2026-11-23 09:00"),
        ("next month", "2026-12-01 09:00"),
        ("下个月", "2026-12-01 09:00"),
    ],
)
def test_days_and_times_of_day(text: str, at: str) -> None:
    assert wall(text) == at


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("fri", "2026-11-13 10:00"),
        ("fri 9:00", "2026-11-20 09:00"),
        ("fri 9:30", "2026-11-13 09:30"),
        ("thu", "2026-11-19 10:00"),
        ("周四下午3点", "2026-11-19 15:00"),
        ("noon", "2026-11-19 12:00"),
        ("中午", "2026-11-19 12:00"),
        ("eod", "2026-11-19 17:30"),
        ("31 oct", "2026-10-31 10:00"),
        ("11月10日14:00", "2026-11-10 14:00"),
        ("12月1日", "2025-12-01 10:00"),
        ("15号", "2026-11-15 10:00"),
        ("2h", "2026-11-20 07:03"),
        ("3 working days", "2026-11-17 09:03"),
        ("17:00", "2026-11-20 17:00"),
        ("tomorrow", "2026-11-21 10:00"),
    ],
)
def test_in_the_past_what_is_incomplete_is_the_last_one(text: str, at: str) -> None:
    """Of what has happened (``--at``), a weekday or noon is the latest one that has come."""
    assert wall(text, past=True) == at
