"""What desks type that is near to the usual forms: read as meant, or refused with its readings."""

from __future__ import annotations

import pytest

from casectl.core.time.durations import parse_duration
from casectl.core.time.instants import EARLIEST, LATEST
from casectl.core.time.typed_time import Around, parse_time_span
from casectl.core.values.messages import UsageError
from tests.core.time.in_berlin import BERLIN, NOW, OFFICE, moment, table, typed, wall

POINTS = table("""
    2026-11-21 11:00 = Sat, 21 Nov 2026 10:00:00 +0000 | Sat, 21 Nov 2026 10:00:00 GMT | 21 Nov 2026 10:00 +0000
    2026-11-21 11:00 = Sat, 21 Nov 2026 10:00:00 +0000 (UTC) | Sat Nov 21 10:00:00 UTC 2026 | 20261121T100000Z
    2026-11-21 11:00 = Sat Nov 21 18:00:00 2026 +0800 | 2026-11-21 10:00 UTC | 2026-11-21T10:00:00.000Z
    2026-11-21 11:00 = 2026-11-21 18:00 GMT+8 | 2026-11-21 18:00 UTC+08:00 | 2026-11-21 18:00 (UTC+8)
    2026-11-21 11:00 = tomorrow 10am UTC | 2026-11-21T11:00:00,000+01:00 | 2026-11-21 11:00+01
    2026-11-21 11:00 = 北京时间2026年11月21日18:00 | 2026-11-21 18:00 北京时间 | 2026-11-21 11:00 CET
    2026-11-21 11:00 = Sat Nov 21 11:00:00 2026 | 20261121T1100
    2026-11-20 14:30 = half past 2pm | half past two in the afternoon | half 2pm | 14h30 | today 2.30pm | 14.30
    2026-11-20 14:30 = today 1430 | 1430 today | 下午两点半 | today at half past 2 pm
    2026-11-20 16:45 = quarter to 5pm | a quarter to five pm | 15 to 5pm | 下午差一刻五点 | 下午五点差一刻
    2026-11-20 16:45 = fifteen minutes to five in the afternoon
    2026-11-20 15:15 = quarter past 3pm | a quarter past 3 pm | 下午三点一刻 | 下午三点过一刻
    2026-11-20 15:10 = ten past 3pm | 10 past three in the afternoon | 下午三点过十分
    2026-11-20 14:55 = 5 to 3pm | 下午差五分三点 | 下午三点差五分
    2026-11-20 23:50 = 10 to midnight
    2026-11-20 12:05 = five past noon
    2026-11-21 08:45 = quarter to nine tomorrow morning | tomorrow at quarter to 9am
    2026-11-21 14:00 = tomorrow 2pm | 2pm tomorrow | at 2pm tomorrow | 下午2点明天 | 明天下午2点 | tomorrow 1400
    2026-11-21 09:30 = tomorrow 0930 | tomorrow at 0930 | tomorrow 9.30 | tomorrow 9h30 | 0930h tomorrow
    2026-12-05 15:00 = 12月5日 15点 | dec 5 3pm | 3pm 5 dec | at 3pm on the 5th | 26年12月5日15时
    2026-12-05 15:30 = 2026年12月5日15时30分00秒 | 2026年12月5日下午3时30分00秒
    2026-12-05 10:00 = the 5th | 5 Dec | Dec 5 2026 | 2026年12月5日 | 5 Dec '26 | 5. Dec 2026 | 5th of the month
    2026-12-05 10:00 = the fifth of december | 26年12月5日 | by 5 dec | 12月5日前 | 2026-12-05之前 | 截至12月5日
    2026-12-05 10:00 = a fortnight tomorrow | 不晚于12月5日 | until the 5th | 12月5日起
    2026-11-21 10:00 = twenty-first of november | the twenty-first | 21 nov at 10:00 | November the twenty first
    2026-11-27 10:00 = 周五前 | 周五之前 | 周五以前 | 周五当天 | by friday | no later than friday | friday latest
    2026-11-27 10:00 = 最迟周五 | 周五为止 | 截止周五 | 周5 | 下周5 | friday 27 | a week today
    2026-11-27 17:00 = 周五下午5点前 | friday by 5pm | 周五17点之前 | by 5pm friday
    2026-11-27 17:30 = by friday eod | 周五下班之前 | friday close of play | 周五内 | 周五之内 | 下周五以内
    2026-11-20 17:30 = 今天内 | 今日内 | 今天之内 | 当天内 | 今天以内
    2026-11-23 17:30 = 周一内 | 11月23日内
    2026-11-30 10:00 = 月底前 | 月底之前 | 本月底 | 本月底前 | by end of month | last day of the month | eom
    2026-12-31 10:00 = 年底前 | 12月底前 | by end of december | last day of december
    2026-12-04 10:00 = a week on friday | week on friday | a week from friday | friday + 1w | friday week
    2026-12-11 10:00 = friday fortnight | two weeks on friday | in 2 weeks on friday
    2026-11-26 10:00 = month end - 2wd | 2 working days before month end | monday + 3wd
    2026-11-24 10:00 = tuesday next | coming tuesday | this coming tuesday | the following tuesday
    2026-11-20 11:03 = now + 2h | now+2h | 从现在起两小时 | 现在起2小时 | 2 hours from now
    2026-11-20 09:48 = three quarters of an hour | 三刻钟后 | in 45 minutes
    2026-11-20 09:18 = quarter of an hour | in a quarter of an hour | 一刻钟后
    2026-11-25 09:03 = in 3 working days | 3wd | within 3 working days | 三个工作日内
    2026-11-23 09:03 = 3 天后 | 三天内 | in 3 days | 3 days' time
    2026-11-21 00:00 = 晚上12点 | 今晚12点 | 今晚零点 | midnight tonight
    2026-11-23 09:00 = 下周前 | start of day monday | sod monday
""")


@pytest.mark.parametrize(("text", "at"), POINTS)
def test_a_text_is_read_as_the_desk_means_it(text: str, at: str) -> None:
    """In any order, in words, as machines write it, and as an end."""
    assert wall(text) == at


REFUSED = table("""
    04:45 or 16:45 = quarter to 5 | 差一刻五点 | 五点差一刻
    02:30 or 14:30 = half past 2 | half two
    1430-01-01, 14:30 = 1430
    1500, 15:00 = 5 dec 1500
    2026-11-20, 20:00 = fri 20
    2021-12-05, 21:00 = 5 dec 21
    09:05, +9h5m = 9h05
    2027-09-30, 9:30 = 9.30
    2027-05-12, 2026-12-05 = 12.5 | 12-05 | 12-5 | 12/5
    25号前 or 25天前 = 25日前
    2026-11-25 06:00 or 2026-11-25 12:00 = 下周三上午 | 下周三上午前
    2026-11-27 or 2026-11-26 = before friday
    2026-11-27 or 2026-11-28 = after friday | 周五后 | 周五之后
    2026-12-11 or 2026-12-20 = 12月中旬 | mid-december | middle of december
    2026-01-01 or 2026-06-30 = 上半年 | h1
    2026-11-16 or 2026-11-22 = 本周内 | this week
    is not a known time zone = 2026-11-21 10:00 EST | Sat, 21 Nov 2026 10:00:00 CST
    write 2026-11-20 10:00 or 2026-11-20 12:00 = 10:00-12:00
    write 2026-11-23 or 2026-11-27 = 周一到周五 | mon to fri | monday - friday
    is not a time = asap | 尽快 | later | soon
    a is not a time = a
    一 is not a time = 一
    7 is not a time = 7
    at 7 is not a time = at 7
    930 is not a time = 930
    is a Friday = Mon, 20 Nov 2026 10:00:00 +0000
""")


@pytest.mark.parametrize(("text", "said"), REFUSED)
def test_what_can_be_two_times_or_none_is_refused_with_what_it_could_be(text: str, said: str) -> None:
    with pytest.raises(UsageError) as refusal:
        typed(text)
    assert said in str(refusal.value)


SPANS = table("""
    - 2026-11-28 00:00 = 周五前 | by friday | 周五之前 | until friday | 最迟周五
    - 2026-11-27 00:00 = before friday
    2026-11-28 00:00 - = after friday | 周五后
    2026-11-27 00:00 - = since friday | 周五起 | 自周五起 | from friday
    - 2026-12-01 00:00 = 月底前 | 12月前 | by end of month
    2026-11-16 00:00 2026-11-23 00:00 = 本周内 | 本周之内 | 周内 | this week
    2026-12-11 00:00 2026-12-21 00:00 = 12月中旬 | 十二月中旬 | mid december | 下月中旬
    2026-11-21 00:00 2026-12-01 00:00 = 下旬 | 本月下旬 | late november | late this month
    2026-12-01 00:00 2026-12-16 00:00 = 12月上半月
    2026-07-01 00:00 2027-01-01 00:00 = 下半年 | h2 | h2 2026 | 2026年下半年
    2026-01-01 00:00 2027-01-01 00:00 = 年内 | 今年内
    2026-11-25 06:00 2026-11-25 12:00 = 下周三上午
""")


@pytest.mark.parametrize(("text", "ends"), SPANS)
def test_a_list_takes_the_whole_span(text: str, ends: str) -> None:
    """An end without a beginning begins with the first case, and a beginning without an end goes on."""
    span = parse_time_span(text, Around(NOW, BERLIN, OFFICE))
    first = "-" if span.start is EARLIEST else f"{span.start:%Y-%m-%d %H:%M}"
    last = "-" if span.end is LATEST else f"{span.end:%Y-%m-%d %H:%M}"
    assert f"{first} {last}" == ends


def test_a_year_of_two_figures_is_of_the_usual_century() -> None:
    assert moment("31/10/85", past=True)[:10] == moment("5 dec 85", past=True)[:10].replace("12-05", "10-31")
    assert wall("31/10/85") == "1985-10-31 10:00"


def test_hours_and_minutes_are_a_length_where_only_a_length_is_meant() -> None:
    assert str(parse_duration("1h30")) == "90m"
    assert str(parse_duration("三刻钟")) == "45m"


@pytest.mark.parametrize("word", ["a ", "3 days ", "下周", "- ", "到", "１"])
def test_a_text_that_is_far_too_long_is_refused_at_once(word: str) -> None:
    """Found by typing at random: 60,000 characters were looked at for three minutes, again from each of them."""
    with pytest.raises(UsageError, match="… is not a time"):
        typed(word * 30_000)
    with pytest.raises(UsageError, match="… is not a time"):
        parse_time_span(word * 30_000, Around(NOW, BERLIN, OFFICE))
