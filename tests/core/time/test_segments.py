"""Segments of a calculation: what counted, what did not, and why."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from casectl.core.time.calendar import Calendar, Day
from casectl.core.time.counted_steps import count_steps
from casectl.core.time.durations import parse_duration
from casectl.core.time.instants import to_seconds
from casectl.core.time.segments import DaySpan, Segment, day_spans, segments
from casectl.core.time.timeline import Window
from casectl.core.values.messages import LocalizedText

SHANGHAI = ZoneInfo("Asia/Shanghai")
LUNCH = (Window(540, 720), Window(780, 1080))
DESK = Calendar(
    "cn",
    SHANGHAI,
    windows=(*[LUNCH] * 5, (), ()),
    days={
        date(2026, 2, 14): Day("make_up_day", LocalizedText.of("worked for the 20th"), LUNCH),
        date(2026, 2, 16): Day("half_day", LocalizedText.of("the Eve"), (Window(540, 720),)),
        date(2026, 2, 17): Day("holiday", LocalizedText.of("Spring Festival")),
        date(2026, 2, 18): Day("holiday", LocalizedText.of("Spring Festival")),
    },
    verified_until=date(2026, 2, 17),
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def test_each_stretch_says_whether_it_counts_and_why() -> None:
    """Friday afternoon, a Saturday that is worked, Sunday, a half day, two holidays, Thursday morning."""
    found = segments(DESK, at("2026-02-13 17:00"), at("2026-02-19 10:00"))
    shown = [f"{each.start:%d %H:%M}-{each.end:%d %H:%M} {'+' if each.counted else '-'} {each.why}" for each in found]
    assert shown == [
        "13 17:00-13 18:00 + working time",
        "13 18:00-14 09:00 - night",
        "14 09:00-14 12:00 + worked for the 20th",
        "14 12:00-14 13:00 - break",
        "14 13:00-14 18:00 + worked for the 20th",
        "14 18:00-15 00:00 - night",
        "15 00:00-16 00:00 - weekend",
        "16 00:00-16 09:00 - night",
        "16 09:00-16 12:00 + half day: the Eve",
        "16 12:00-17 00:00 - the Eve",
        "17 00:00-19 00:00 - Spring Festival",
        "19 00:00-19 09:00 - night",
        "19 09:00-19 10:00 + working time",
    ]


def test_days_in_a_row_that_are_alike_are_one_span() -> None:
    found = [(each.first.day, each.last.day, each.counted, str(each.why), each.days)
             for each in day_spans(DESK, date(2026, 2, 12), date(2026, 2, 19))]  # fmt: skip
    assert found == [
        (12, 13, True, "working days", 2),
        (14, 14, True, "worked for the 20th", 1),
        (15, 15, False, "weekend", 1),
        (16, 16, True, "half day: the Eve", 1),
        (17, 18, False, "Spring Festival", 2),
        (19, 19, True, "working days", 1),
    ]


def test_a_weekday_that_is_never_worked_is_no_weekend() -> None:
    shop = Calendar("shop", SHANGHAI, windows=((), *[LUNCH] * 6))
    assert [str(each.why) for each in day_spans(shop, date(2026, 2, 23), date(2026, 2, 23))] == [
        "closed on this weekday"
    ]


@pytest.mark.parametrize("length", ["4wd", "20wd"])
def test_the_days_that_count_add_up_to_the_length(length: str) -> None:
    found = count_steps(DESK, at("2026-02-13 17:00"), parse_duration(length))
    spans = [step for step in found.steps if isinstance(step, DaySpan)]
    assert len(spans) == len(found.steps)
    assert sum(step.days for step in spans if step.counted) == found.length.amount
    assert spans[-1].last == found.due.date()
    assert spans[-1].counted


def test_an_answer_is_provisional_where_it_rests_on_guesses() -> None:
    """Hours that pass open or closed need no calendar."""
    start = at("2026-02-13 17:00")
    assert count_steps(DESK, start, parse_duration("4wd")).provisional
    assert not count_steps(DESK, start, parse_duration("2wd")).provisional
    assert count_steps(DESK, start, parse_duration("20wh")).provisional
    assert not count_steps(DESK, start, parse_duration("20d")).provisional
    assert not count_steps(DESK, start, parse_duration("500h")).provisional


def test_an_answer_that_begins_before_the_first_frozen_day_is_provisional() -> None:
    """Even where it ends after it: holidays of the time before are not known."""
    since = Calendar("england", SHANGHAI, verified_from=date(2024, 1, 1))
    assert count_steps(since, at("2023-12-20 10:00"), parse_duration("5wd")).provisional
    assert count_steps(since, at("2023-12-20 10:00"), parse_duration("15wd")).provisional
    assert not count_steps(since, at("2024-01-02 10:00"), parse_duration("5wd")).provisional


def test_what_comes_in_late_is_counted_from_the_opening() -> None:
    late = Calendar("cn", SHANGHAI, windows=DESK.windows, arrivals="next_opening")
    found = count_steps(late, at("2026-03-06 19:00"), parse_duration("1d"))
    assert f"{found.start:%d %H:%M} {found.due:%d %H:%M}" == "09 09:00 10 09:00"
    assert [step.counted for step in found.steps] == [True]


def test_what_came_in_when_an_hour_comes_twice_counts_at_once_where_it_counts_as_received() -> None:
    """09:30 in Shanghai is 01:30 in London, for the second time; nothing is said to count from later."""
    desk = Calendar("uk", ZoneInfo("Europe/London"), verified_until=date(2025, 1, 1))
    found = count_steps(desk, at("2025-10-26 09:30"), parse_duration("2h"))
    assert to_seconds(found.start) == to_seconds(found.at)
    assert not found.provisional
    assert [(each.start.isoformat(), each.end.isoformat()) for each in found.steps if isinstance(each, Segment)] == [
        ("2025-10-26T01:30:00+00:00", "2025-10-26T03:30:00+00:00")
    ]
