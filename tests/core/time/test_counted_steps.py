"""Counting a duration, with every step that counted or not."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from casectl.core.time.calendar import Calendar
from casectl.core.time.counted_steps import count_steps
from casectl.core.time.durations import parse_duration
from casectl.core.time.instants import to_seconds
from casectl.core.time.segments import DaySpan, Segment
from tests.core.time.desk import DESK, SHANGHAI, at


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
