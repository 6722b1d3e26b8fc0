"""Typed times that are unclear: refused with what they could be, and never guessed."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casectl.core.time.calendar import Calendar
from casectl.core.time.instants import format_instant, to_seconds
from casectl.core.time.typed_time import Around, is_exact, parse_time_span, parse_typed_time
from casectl.core.values.messages import UsageError
from tests.core.time.in_berlin import BERLIN, NOW, OFFICE, moment, table, typed, wall


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("周五下午", "2026-11-27 12:00", "2026-11-27 18:00"),
        ("tomorrow morning", "2026-11-21 06:00", "2026-11-21 12:00"),
        ("tonight", "2026-11-20 18:00", "2026-11-21 00:00"),
        ("this afternoon", "2026-11-20 12:00", "2026-11-20 18:00"),
        ("weekend", "2026-11-21", "2026-11-22"),
        ("last week", "2026-11-09", "2026-11-15"),
        ("december", "2026-12-01", "2026-12-31"),
        ("上个月", "2026-10-01", "2026-10-31"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("03/04/2026", "2026-04-03", "2026-03-04"),
        ("3/4", "2027-04-03", "2027-03-04"),
        ("31/10/26", "2026-10-31", "2031-10-26"),
        ("3 o'clock", "03:00", "15:00"),
        ("fri at 9", "09:00", "21:00"),
        ("明天3点", "03:00", "15:00"),
        ("tomorrow midnight", "2026-11-21 00:00", "2026-11-22 00:00"),
        ("15日", "15号", "15天后"),
    ],
)
def test_what_could_be_two_times_is_refused_with_both(text: str, first: str, second: str) -> None:
    """A span is no point in time, and nothing is guessed."""
    with pytest.raises(UsageError) as refusal:
        moment(text)
    assert first in str(refusal.value)
    assert second in str(refusal.value)


@pytest.mark.parametrize(("order", "day"), [("dmy", "2026-04-03"), ("mdy", "2026-03-04")])
def test_the_settings_say_in_which_order_figures_are_read(order: str, day: str) -> None:
    for text in ("03/04/2026", "3/4/26", "03.04.2026", "3-4-2026"):
        assert wall(text, order=order) == f"{day} 10:00"
    assert wall("2026-03-04", order=order) == "2026-03-04 10:00"


def test_figures_that_can_be_read_in_one_way_need_no_setting() -> None:
    assert wall("04/04/2026") == "2026-04-04 10:00"
    assert wall("12/25/26") == "2026-12-25 10:00"


def test_a_weekday_that_is_not_that_of_its_date_is_refused() -> None:
    with pytest.raises(UsageError, match="2026-12-01 is a Tuesday"):
        moment("Fri 1 Dec 2026")
    with pytest.raises(UsageError, match="2026-11-21 is a Saturday"):
        moment("明天（周一）")


def test_the_close_of_a_day_on_which_the_desk_is_closed_is_refused() -> None:
    with pytest.raises(UsageError, match="closed on 2026-11-22"):
        moment("sunday eod")


def test_the_close_is_that_of_the_next_working_day() -> None:
    saturday = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
    assert moment("eod", saturday) == "2026-11-23T17:30:00+01:00"
    assert moment("eod", saturday, past=True) == "2026-11-20T17:30:00+01:00"


def test_a_time_that_summer_time_skips_is_refused() -> None:
    with pytest.raises(UsageError, match="no 02:30 on 2026-03-29 in Europe/Berlin"):
        moment("2026-03-29 02:30")


def test_of_a_time_that_comes_twice_the_first_is_meant_and_the_other_is_known() -> None:
    found = typed("2026-10-25 02:30")
    assert (found.at.isoformat(), found.twice) == ("2026-10-25T02:30:00+02:00", True)
    assert found.later.isoformat() == "2026-10-25T02:30:00+01:00"


@pytest.mark.parametrize("text", ["2026-10-25 03:30", "2026-10-25T02:30+01:00", "+10h", "now", "fri"])
def test_what_comes_once_or_says_its_offset_is_not_called_doubtful(text: str) -> None:
    assert not typed(text, datetime(2026, 10, 24, 16, 30, tzinfo=UTC)).twice


def test_hours_from_now_are_hours_across_the_change_of_clocks() -> None:
    before = datetime(2026, 10, 24, 22, 0, tzinfo=UTC)
    assert moment("+24h", before) == "2026-10-25T23:00:00+01:00"
    assert moment("+1d", before) == "2026-10-26T00:00:00+01:00"


def test_a_day_without_a_time_is_at_the_time_asked_for() -> None:
    assert typed("tomorrow", at=time(18)).at.hour == 18


@pytest.mark.parametrize(
    "text",
    [
        "",
        *(
            text
            for text, _ in table("""
    - = + | +x | soon | tomorow | 25:00 | 10:60 | 2026-02-30 | 2026-13-01 | 10 | 周八 | 30 feb | 2月30日
    - = 0001-01-01 00:00 | 9999-12-31 | +99999mo | 2026-12-01 10:00+99:00 | next | today today | fri sat
    - = 10:00 11:00 | 13pm | 0am | 晚上1点 | 25点 | 上午15点 | - | -x | ago | x ago | 1.5d
    - = half a day ago | 32nd | 0号 | this 10:00 | next week 10:00 | ½h | 31/31/2026 | 2026-W54
    - = 12月1日2日 | 3 o'clock o'clock
    """)
        ),
    ],
)
def test_what_names_no_moment_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        moment(text)


@pytest.mark.parametrize(
    ("text", "near"), [("tomorow", "tomorrow"), ("thursdy 10:00", "thursday"), ("decembre", "december")]
)
def test_a_misspelt_day_is_met_with_the_nearest(text: str, near: str) -> None:
    with pytest.raises(UsageError) as refusal:
        moment(text)
    assert str(refusal.value.hint) == f"did you mean {near}?"


@given(st.text(max_size=20))
def test_no_text_does_worse_than_being_refused(text: str) -> None:
    try:
        at = typed(text).at
    except UsageError:
        return
    assert at.utcoffset() is not None


_ENGLISH = "by before since half past to quarter at - + 1430 h "
_ENGLISH += "next last fri week 1st 12 3 december 3pm 10:00 eod noon in ago 2026 d - /"
_CHINESE = "起 内 差 刻 旬 上 下 周 一 月 号 点 半 后 前 天 年 底 下午 个 工作日"
_WORDS = st.sampled_from(f"{_ENGLISH} {_CHINESE}".split())


@given(st.lists(_WORDS, max_size=6), st.booleans(), st.booleans())
def test_no_heap_of_words_does_worse_than_being_refused(words: list[str], past: bool, spaced: bool) -> None:
    """Whatever point is read lies in the span that a list reads from the same text, unless the year is inferred."""
    text = (" " if spaced else "").join(words)
    around = Around(NOW, BERLIN, OFFICE, past)
    try:
        at = parse_typed_time(text, around).at
    except UsageError:
        return
    span = parse_time_span(text, around)
    assert at.utcoffset() is not None
    assert to_seconds(span.start) < to_seconds(span.end)


@given(
    st.integers(-62_000_000_000, 253_000_000_000),
    st.sampled_from(["UTC", "Asia/Shanghai", "Europe/Berlin", "Asia/Kathmandu"]),
)
def test_an_instant_as_it_is_printed_reads_the_same_again(seconds: int, name: str) -> None:
    """With its offset; and as people see it, but for repeats, and for years when offsets had seconds (then in UTC)."""
    at, zone = datetime.fromtimestamp(seconds, UTC), ZoneInfo(name)
    around = Around(NOW, zone, OFFICE)
    text = format_instant(at, zone)
    assert to_seconds(parse_typed_time(text, around).at) == seconds
    found = parse_typed_time(f"{text[:10]} {text[11:19]}", around)
    assert (
        to_seconds(found.at) == seconds
        or found.twice
        or at.astimezone(zone).strftime("%z") != text[19:].replace(":", "")
    )


def test_a_date_in_the_order_of_iso_8601_can_only_be_read_one_way() -> None:
    assert all(map(is_exact, ("2026-12-01", "2026-12-01 10:00", "2026-12-01T10:00:00+08:00", "2026-12-01 10:00Z")))
    assert not any(map(is_exact, ("fri", "12/01/2026", "+2h", "2026年12月1日", "")))


SANTIAGO, CAIRO = ZoneInfo("America/Santiago"), ZoneInfo("Africa/Cairo")


@pytest.mark.parametrize(
    ("zone", "day", "start"),
    [(SANTIAGO, "2026-09-06", "2026-09-06T01:00:00-03:00"), (CAIRO, "2026-04-24", "2026-04-24T01:00:00+03:00")],
)
def test_a_day_whose_midnight_is_skipped_begins_with_its_first_instant(zone: ZoneInfo, day: str, start: str) -> None:
    around = Around(NOW, zone, Calendar("x", zone))
    found = parse_time_span(day, around)
    assert found.start.isoformat() == start
    assert to_seconds(found.end) - to_seconds(found.start) == 23 * 3600


@pytest.mark.parametrize("text", ["后天一早", "一季度", "第一季度", "q1", "明年一季度"])
def test_a_part_of_a_day_or_year_is_no_point_in_time(text: str) -> None:
    """`一早` is no one o'clock, and `一季度` is the first quarter, not three months from now."""
    with pytest.raises(UsageError, match="is a span of time"):
        typed(text)


@pytest.mark.parametrize(
    ("text", "past", "first"),
    [("q1", False, "2027-01-01"), ("q1", True, "2026-01-01"), ("四季度", False, "2026-10-01"),
     ("去年四季度", False, "2025-10-01"), ("4季度", True, "2026-10-01")],
)  # fmt: skip
def test_a_quarter_without_a_year_is_the_near_one(text: str, past: bool, first: str) -> None:
    """The present quarter, else the next one, or in the past the last one."""
    span = parse_time_span(text, Around(NOW, BERLIN, OFFICE, past))
    assert span.start.date().isoformat() == first


@pytest.mark.parametrize("text", ["0 dec", "dec 0", "12月0日", "0号"])
def test_there_is_no_day_zero(text: str) -> None:
    """In no form; a month is not meant by it."""
    with pytest.raises(UsageError, match="there is no day"):
        typed(text)
