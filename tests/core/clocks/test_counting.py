"""Counting from a start to a deadline, with the calculation of every worked date.

The office of these tests is open Monday to Friday, 09:00 to 17:30. 2026-11-23 is a Monday.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casectl.core.time.calendar import Calendar, Day
from casectl.core.time.instants import elapsed, plus, to_seconds
from casectl.core.time.timeline import Window
from casectl.core.values.messages import LocalizedText, UsageError
from tests.core.clocks.rule_texts import PAUSES, within
from tests.core.clockwork import LONDON, SHANGHAI, Life

CHRISTMAS = {date(2026, 12, day): Day("holiday", LocalizedText.of("Christmas")) for day in (25, 28)}


ENGLAND = Calendar("england", LONDON, days=CHRISTMAS)


# Spring Festival 2026: 16 to 20 February closed (and 23), worked instead on Saturdays 14 and 28.
FESTIVAL = {date(2026, 2, day): Day("holiday", LocalizedText.of("春节")) for day in (16, 17, 18, 19, 20, 23)}


MADE_UP = {date(2026, 2, day): Day("make_up_day", LocalizedText.of("调休"), (Window(540, 1050),)) for day in (14, 28)}


CHINA = Calendar("cn", SHANGHAI, days={**FESTIVAL, **MADE_UP})


DUES = [
    # Mon 10:00 + 24 elapsed hours.
    (within("24h"), "2026-11-23 10:00", "2026-11-24 10:00"),
    # Day 0 Mon; Tue, Wed, Thu are days 1 to 3; the wall clock stays.
    (within("3wd"), "2026-11-23 10:00", "2026-11-26 10:00"),
    # The same, to the close of the third day: "close of business on the third business day following".
    (within("3wd", ", ends: close_of_business"), "2026-11-23 10:00", "2026-11-26 17:30"),
    (within("3wd", ", ends: end_of_day"), "2026-11-23 10:00", "2026-11-26 23:59:59"),
    # The day of receipt is day 1: Mon, Tue, Wed.
    (within("3wd", ", day_zero: no"), "2026-11-23 10:00", "2026-11-25 17:30"),
    # 15 calendar days of which Mon 23 is the first: 23 Nov to 7 Dec.
    (within("15d", ", day_zero: no"), "2026-11-23 10:00", "2026-12-07 23:59:59"),
    (within("15d"), "2026-11-23 10:00", "2026-12-08 10:00"),
    # From the day after: Tue is day 1, so Thu is day 3 (as with day 0, but the whole of it).
    (within("3wd", ", next_day: yes"), "2026-11-23 10:00", "2026-11-26 17:30"),
    # From the day after in hours: from Tue 00:00.
    (within("24h", ", next_day: yes"), "2026-11-23 10:00", "2026-11-25 00:00"),
    # 8 working hours from the next opening, Tue 09:00: 8 h of the 8 h 30 min day.
    (within("8wh", ", next_day: yes"), "2026-11-23 10:00", "2026-11-24 17:00"),
    # A Saturday, arrival as received: days 1 to 3 are Mon, Tue, Wed; from a closed day the last day is given whole.
    (within("3wd"), "2026-11-28 10:00", "2026-12-02 17:30"),
    # A Saturday, treated as received on Monday: Monday is day 0.
    (within("3wd", ", arrivals: next_opening"), "2026-11-28 10:00", "2026-12-03 09:00"),
    # Monday 20:00 is after hours: Tuesday is day 0.
    (within("3wd", ", arrivals: next_opening"), "2026-11-23 20:00", "2026-11-27 09:00"),
    (within("2h", ", arrivals: next_opening"), "2026-11-23 20:00", "2026-11-24 11:00"),
    # The end of a month: 31 January + 1 month is 28 February.
    (within("1mo", ", ends: end_of_day"), "2027-01-31 10:00", "2027-02-28 23:59:59"),
    # 29 February: 2028 has one. 24 Feb is a Thursday; Fri 25, Mon 28, Tue 29.
    (within("3wd"), "2028-02-24 10:00", "2028-02-29 10:00"),
    # The earlier of both: 20 working days are 21 Dec, 4 weeks are 21 Dec too at 10:00; 3 weeks come first.
    (within("20wd", ", at_most: 3w"), "2026-11-23 10:00", "2026-12-14 10:00"),
    (within("5wd", ", at_most: 3w"), "2026-11-23 10:00", "2026-11-30 10:00"),
]


@pytest.mark.parametrize(("clocks", "opened", "due"), DUES)
def test_a_deadline_is_calculated_as_its_rule_says(clocks: str, opened: str, due: str) -> None:
    assert Life(clocks).opens(opened).due("c") == due


@pytest.mark.parametrize(
    ("calendar", "duration", "opened", "due"),
    [
        # Christmas: Thu 24 is day 1, Fri 25 and Mon 28 are holidays, so Tue 29 is day 2 and Wed 30 day 3.
        (ENGLAND, "3wd", "2026-12-23 10:00", "2026-12-30 17:30"),
        # Summer time begins on Sun 29 March 2026: five working days keep the wall clock.
        (ENGLAND, "5wd", "2026-03-26 10:00", "2026-04-02 17:30"),
        # Spring Festival: Thu 12; Fri 13 is day 1, Sat 14 is made up and day 2; then 24, 25, 26 Feb are days 3 to 5.
        (CHINA, "5wd", "2026-02-12 10:00", "2026-02-26 17:30"),
    ],
)
def test_holidays_make_up_days_and_summer_time_count_as_the_calendar_says(
    calendar: Calendar, duration: str, opened: str, due: str
) -> None:
    assert Life(within(duration, ", ends: close_of_business"), calendar).opens(opened).due("c") == due


@pytest.mark.parametrize(
    ("opened", "due"),
    [
        # 29 March 2026, 01:00 becomes 02:00: 24 elapsed hours end an hour later on the wall.
        ("2026-03-28 10:00", "2026-03-29 11:00"),
        # 25 October 2026, 02:00 becomes 01:00: an hour earlier.
        ("2026-10-24 10:00", "2026-10-25 09:00"),
    ],
)
def test_elapsed_hours_are_elapsed_when_the_clocks_change(opened: str, due: str) -> None:
    assert Life(within("24h"), Calendar("england", LONDON)).opens(opened).due("c") == due


def paused(duration: str, until: str, more: str = "") -> str:
    """The deadline of a case opened on Mon 10:00 and paused from Wed 10:00 until then."""
    life = Life(within(duration, PAUSES + more)).opens("2026-11-23 10:00")
    life.asks("2026-11-25 10:00", "paused", "c", code="appraisal")
    assert (life.header.due, dict(life.header.paused)) == ({}, {"c": "appraisal"})
    life.asks(until, "resumed", "c")
    assert life.header.paused == {}
    return life.due("c")


@pytest.mark.parametrize(
    ("duration", "until", "more", "due"),
    [
        # Hours: due Fri 10:00, paused for a day and two hours.
        ("96h", "2026-11-26 12:00", "", "2026-11-28 12:00"),
        # Working hours: 34 are four days of 8 h 30: due Thu 26 at the close from Mon 09:00; from 10:00, Fri 10:00.
        # Paused Wed 10:00 to Thu 10:00: 8 h 30 of working time, so Mon 10:00.
        ("34wh", "2026-11-26 10:00", "", "2026-11-30 10:00"),
        # Working days are 8 h 30: Wed from 10:00 has 7 h 30 of them. Due Mon 30, with time for the rest of a day.
        # Until Thu 09:00: 7 h 30, so Mon 17:30.
        ("5wd", "2026-11-26 09:00", "", "2026-11-30 17:30"),
        # Until Thu 10:00: 8 h 30, a whole day.
        ("5wd", "2026-11-26 10:00", "", "2026-12-01 10:00"),
        # Paused and resumed on one day: six hours, so Mon 16:00; none where the last day ends with the close.
        ("5wd", "2026-11-25 16:00", "", "2026-11-30 16:00"),
        ("5wd", "2026-11-25 16:00", ", ends: close_of_business", "2026-11-30 17:30"),
        # From Wed over the weekend to Mon 30, 09:00: Thu and Fri and most of Wed; until 10:00 that is a third day.
        ("5wd", "2026-11-30 09:00", ", ends: close_of_business", "2026-12-02 17:30"),
        ("5wd", "2026-11-30 10:00", ", ends: close_of_business", "2026-12-03 17:30"),
        # Calendar days: due 8 December; paused for four days and 23 hours.
        ("15d", "2026-11-30 09:00", "", "2026-12-13 09:00"),
        ("15d", "2026-11-30 09:00", ", ends: end_of_day", "2026-12-12 23:59:59"),
    ],
)
def test_a_pause_keeps_the_time_already_used(duration: str, until: str, more: str, due: str) -> None:
    assert paused(duration, until, more) == due


def test_a_deadline_beyond_what_the_calendar_is_sure_of_is_provisional() -> None:
    sure = Calendar("cn", SHANGHAI, verified_until=date(2026, 12, 1))
    near, far = (Life(within(length), sure).opens("2026-11-23 10:00") for length in ("3wd", "10wd"))
    assert (near.header.provisional, far.header.provisional) == ((), ("c",))
    far.goes("2026-11-24 10:00", "solved")
    assert far.header.provisional == ()


def test_a_run_that_began_before_the_calendar_is_sure_is_provisional() -> None:
    sure = Calendar("cn", SHANGHAI, verified_from=date(2026, 11, 24))
    early, later = (Life(within("3wd"), sure).opens(at) for at in ("2026-11-23 10:00", "2026-11-24 10:00"))
    assert (early.header.provisional, later.header.provisional) == (("c",), ())


@pytest.mark.parametrize("calendar", [Calendar("none", SHANGHAI, windows=((),) * 7)])
def test_a_calendar_without_working_time_is_refused(calendar: Calendar) -> None:
    with pytest.raises(UsageError, match="no working time"):
        Life(within("3wd"), calendar).opens("2026-11-23 10:00")


@settings(max_examples=60)
@given(
    duration=st.sampled_from(["24h", "90m", "12wh", "3wd", "5d", "2w"]),
    pauses=st.lists(st.tuples(st.integers(1, 400), st.integers(0, 3000)), max_size=4),
)
def test_pauses_never_bring_a_deadline_forward_nor_lose_time(duration: str, pauses: list[tuple[int, int]]) -> None:
    life = Life(within(duration, PAUSES)).opens("2026-11-23 10:00")
    now, due = life.at("2026-11-23 10:00"), life.header.due["c"]
    for before, length in pauses:
        now = plus(now, timedelta(minutes=before))
        if to_seconds(now) > to_seconds(due):
            break
        life.asks(f"{now:%Y-%m-%d %H:%M}", "paused", "c", code="appraisal")
        now = plus(now, timedelta(minutes=length))
        life.asks(f"{now:%Y-%m-%d %H:%M}", "resumed", "c")
        assert 0 <= elapsed(due, life.header.due["c"]) // timedelta(minutes=1) <= length + 4 * 1440
        due = life.header.due["c"]


@pytest.mark.parametrize(("fold", "due"), [(0, "2025-10-29 23:59:59"), (1, "2025-10-29 23:59:59")])
def test_a_day_is_one_day_though_its_midnight_comes_twice(fold: int, due: str) -> None:
    """Where the clocks go back from 01:00 to 00:00, 14 hours of one day and an hour of the next make no day."""
    azores = ZoneInfo("Atlantic/Azores")
    life = Life(within("5d", PAUSES + ", ends: end_of_day"), Calendar("islands", azores)).opens("2025-10-24 10:00")
    life.asks("2025-10-25 10:00", "paused", "c", code="appraisal")
    life.happens_at(datetime(2025, 10, 26, tzinfo=azores, fold=fold), "resumed", clock=["c"])
    assert life.due("c") == due
