"""Typed times: each way to write one gives the instant it names, and no text gives a guessed one."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casectl.core.time.calendar import Calendar
from casectl.core.time.instants import format_instant, to_seconds
from casectl.core.time.typed_time import parse_typed_time
from casectl.core.values.errors import UsageError

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = Calendar("office", BERLIN)
NOW = datetime(2026, 11, 20, 8, 3, 7, 999, tzinfo=UTC)
"""A Friday, 09:03:07 in Berlin."""


def moment(text: str, now: datetime = NOW) -> str:
    return parse_typed_time(text, now, BERLIN, OFFICE).at.isoformat()


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
        ("-4w", "2026-10-23T09:03:07+02:00"),
        ("2天前", "2026-11-18T09:03:07+01:00"),
        ("3个工作日后", "2026-11-25T09:03:07+01:00"),
        ("+2wh", "2026-11-20T11:03:07+01:00"),
        ("-1wd", "2026-11-19T09:03:07+01:00"),
        ("2h ago", "2026-11-20T07:03:07+01:00"),
        ("3pm", "2026-11-20T15:00:00+01:00"),
        ("fri 3:30 pm", "2026-11-27T15:30:00+01:00"),
        ("tomorrow 12am", "2026-11-21T00:00:00+01:00"),
        ("today 12pm", "2026-11-20T12:00:00+01:00"),
        ("明天下午3点", "2026-11-21T15:00:00+01:00"),
        ("下周一上午9点半", "2026-11-23T09:30:00+01:00"),
        ("下周一 14点05分", "2026-11-23T14:05:00+01:00"),
        ("中午12点", "2026-11-20T12:00:00+01:00"),
        ("10:00", "2026-11-20T10:00:00+01:00"),
        ("9:05:30", "2026-11-20T09:05:30+01:00"),
        ("today 17:00", "2026-11-20T17:00:00+01:00"),
        ("yesterday 17:00", "2026-11-19T17:00:00+01:00"),
        ("Tomorrow", "2026-11-21T10:00:00+01:00"),
        ("明天 10:30", "2026-11-21T10:30:00+01:00"),
        ("明天１０：３０", "2026-11-21T10:30:00+01:00"),
        ("后天", "2026-11-22T10:00:00+01:00"),
        ("fri", "2026-11-27T10:00:00+01:00"),
        ("sat 08:00", "2026-11-21T08:00:00+01:00"),
        ("this fri", "2026-11-20T10:00:00+01:00"),
        ("next monday", "2026-11-23T10:00:00+01:00"),
        ("本周五", "2026-11-20T10:00:00+01:00"),
        ("下周一", "2026-11-23T10:00:00+01:00"),
        ("下个星期天 8:00", "2026-11-29T08:00:00+01:00"),
        ("月底", "2026-11-30T10:00:00+01:00"),
        ("年底", "2026-12-31T10:00:00+01:00"),
        ("2026-12-01", "2026-12-01T10:00:00+01:00"),
        ("2026-12-01 17:30", "2026-12-01T17:30:00+01:00"),
        ("2026-12-01T17:30", "2026-12-01T17:30:00+01:00"),
        ("2026年12月1日 17:30", "2026-12-01T17:30:00+01:00"),
        ("2026-12-01T17:30:00+08:00", "2026-12-01T10:30:00+01:00"),
        ("2026-12-01 17:30Z", "2026-12-01T18:30:00+01:00"),
    ],
)
def test_each_way_to_write_a_moment(text: str, at: str) -> None:
    assert moment(text) == at


def test_a_time_that_summer_time_skips_is_refused() -> None:
    with pytest.raises(UsageError, match="no 02:30 on 2026-03-29 in Europe/Berlin"):
        moment("2026-03-29 02:30")


def test_of_a_time_that_comes_twice_the_first_is_meant_and_the_other_is_known() -> None:
    found = parse_typed_time("2026-10-25 02:30", NOW, BERLIN, OFFICE)
    assert (found.at.isoformat(), found.twice) == ("2026-10-25T02:30:00+02:00", True)
    assert found.later.isoformat() == "2026-10-25T02:30:00+01:00"


@pytest.mark.parametrize("text", ["2026-10-25 03:30", "2026-10-25T02:30+01:00", "+10h", "now", "fri"])
def test_what_comes_once_or_says_its_offset_is_not_called_doubtful(text: str) -> None:
    assert not parse_typed_time(text, datetime(2026, 10, 24, 16, 30, tzinfo=UTC), BERLIN, OFFICE).twice


def test_hours_from_now_are_hours_across_the_change_of_clocks() -> None:
    before = datetime(2026, 10, 24, 22, 0, tzinfo=UTC)
    assert moment("+24h", before) == "2026-10-25T23:00:00+01:00"
    assert moment("+1d", before) == "2026-10-26T00:00:00+01:00"


def test_a_day_without_a_time_is_at_the_time_asked_for() -> None:
    assert parse_typed_time("tomorrow", NOW, BERLIN, OFFICE, time(18)).at.hour == 18


@pytest.mark.parametrize(
    "text",
    ["", "+", "+x", "soon", "tomorow", "25:00", "10:60", "2026-02-30", "2026-13-01", "2026-12-1", "10", "周八",
     "0001-01-01 00:00", "+99999mo", "2026-12-01 10:00+99:00", "next", "today today",
     "13pm", "0am", "晚上12点", "25点", "下午15点", "-", "-x", "ago", "x ago"],
)  # fmt: skip
def test_what_names_no_moment_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        moment(text)


@pytest.mark.parametrize(("typed", "near"), [("tomorow", "tomorrow"), ("thursdy 10:00", "thursday")])
def test_a_misspelt_day_is_met_with_the_nearest(typed: str, near: str) -> None:
    with pytest.raises(UsageError) as refusal:
        moment(typed)
    assert str(refusal.value.hint) == f"did you mean {near}?"


@given(st.text(max_size=20))
def test_no_text_does_worse_than_being_refused(text: str) -> None:
    try:
        at = parse_typed_time(text, NOW, BERLIN, OFFICE).at
    except UsageError:
        return
    assert at.utcoffset() is not None


@given(st.integers(0, 4_000_000_000), st.sampled_from(["UTC", "Asia/Shanghai", "Europe/Berlin"]))
def test_an_instant_as_it_is_stored_reads_the_same_again(seconds: int, name: str) -> None:
    at, zone = datetime.fromtimestamp(seconds, UTC), ZoneInfo(name)
    again = parse_typed_time(format_instant(at, zone), NOW, zone, OFFICE).at
    assert to_seconds(again) == seconds
