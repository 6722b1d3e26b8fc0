"""What holds of every calendar, whatever its windows, its zone and its holidays."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from casectl.core.time.calendar import Calendar, Day
from casectl.core.time.durations import UNITS, Duration
from casectl.core.time.instants import elapsed, plus, to_seconds
from casectl.core.time.segments import segments
from tests.core.random_desks import MOMENTS, NAME, some_desk, some_moment

WORKING = ("wm", "wh", "wd")

desks = st.integers(0, 10_000).map(lambda seed: some_desk(Random(seed)))
instants = st.integers(0, 100_000).map(lambda seed: plus(some_moment(Random(seed)), timedelta(seconds=seed % 61)))
amounts = st.integers(1, 400)
seconds_later = st.integers(0, 5 * 86400).map(lambda seconds: timedelta(seconds=seconds))


def moved(desk: Calendar, at: datetime, duration: Duration) -> int:
    return to_seconds(desk.after(at, duration))


def is_open(desk: Calendar, at: datetime) -> bool:
    return to_seconds(desk.next_opening(at)) == to_seconds(at)


@given(desks, instants, seconds_later, amounts, st.sampled_from(("m", "h", *WORKING)))
def test_who_starts_later_is_never_due_earlier(
    desk: Calendar, at: datetime, later: timedelta, amount: int, unit: str
) -> None:
    """Elapsed and working time; days and months keep a wall clock, which may show an hour twice."""
    duration = Duration(amount, unit)
    if unit == "wd":  # in a repeated hour the wall-clock time, which is kept, goes back
        assume(not any(each.astimezone(desk.zone).fold for each in (at, plus(at, later))))
    assert moved(desk, at, duration) <= moved(desk, plus(at, later), duration)


@given(desks, instants, amounts, amounts, st.sampled_from(sorted(UNITS)))
def test_who_has_longer_is_never_due_earlier(desk: Calendar, at: datetime, first: int, more: int, unit: str) -> None:
    assert moved(desk, at, Duration(first, unit)) <= moved(desk, at, Duration(first + more, unit))


@given(desks, instants, amounts, st.sampled_from(WORKING))
def test_working_time_never_ends_while_the_desk_is_closed(desk: Calendar, at: datetime, amount: int, unit: str) -> None:
    """Every deadline in working time is within opening hours, or the instant of closing."""
    due = desk.after(at, Duration(amount, unit))
    assert is_open(desk, due) or is_open(desk, plus(due, -timedelta(seconds=1)))
    assert to_seconds(desk.within_hours(due)) == to_seconds(due)


@given(desks, instants, amounts, st.sampled_from(("wm", "wh")))
def test_adding_and_subtracting_working_time_is_the_identity(
    desk: Calendar, at: datetime, amount: int, unit: str
) -> None:
    """From any instant at which the office is open."""
    start, duration = desk.next_opening(at), Duration(amount, unit)
    assert to_seconds(desk.before(desk.after(start, duration), duration)) == to_seconds(start)


@given(desks, instants, amounts)
def test_adding_and_subtracting_working_days_is_the_identity(desk: Calendar, at: datetime, amount: int) -> None:
    """From any instant at which the office is open, to a day whose windows are the same."""
    start, duration = desk.next_opening(at), Duration(amount, "wd")
    due = desk.after(start, duration)
    assume(desk.windows_on(desk.day_of(start)) == desk.windows_on(desk.day_of(due)))
    local = start.astimezone(desk.zone)
    assume(due.astimezone(desk.zone).time() == local.time() and not local.fold)
    assert to_seconds(desk.before(due, duration)) == to_seconds(start)


@given(desks, instants, amounts, st.sampled_from(sorted(UNITS)), st.integers(-20, 60))
def test_one_more_holiday_never_brings_a_deadline_forward(
    desk: Calendar, at: datetime, amount: int, unit: str, days: int
) -> None:
    holiday = desk.day_of(at) + timedelta(days=days)
    closed = replace(desk, days={**desk.days, holiday: Day("holiday", NAME)})
    assert moved(desk, at, Duration(amount, unit)) <= moved(closed, at, Duration(amount, unit))


@given(desks, instants, amounts)
def test_the_working_time_until_a_deadline_is_what_was_given(desk: Calendar, at: datetime, amount: int) -> None:
    assert desk.working_time(at, desk.after(at, Duration(amount, "wm"))) == timedelta(minutes=amount)
    assert desk.working_time(desk.before(at, Duration(amount, "wm")), at) == timedelta(minutes=amount)


@given(desks, st.sampled_from(MOMENTS), st.integers(1, 300))
def test_the_working_days_until_the_nth_are_n(desk: Calendar, day: datetime, count: int) -> None:
    assert desk.working_days(day, desk.nth_working_day(day, count)) == count
    assert desk.working_days(desk.nth_working_day(day, count), day) == -count


@given(desks, instants, seconds_later)
def test_segments_leave_nothing_out_and_their_counted_time_is_the_working_time(
    desk: Calendar, at: datetime, later: timedelta
) -> None:
    end = plus(at, later)
    found = list(segments(desk, at, end))
    edges = [to_seconds(each.start) for each in found] + [to_seconds(end)]
    assert edges[0] == to_seconds(at)
    assert [to_seconds(each.end) for each in found] == edges[1:]
    counted = [elapsed(each.start, each.end) for each in found if each.counted]
    assert sum(counted, timedelta(0)) == desk.working_time(at, end)
    assert all((a.counted, a.why) != (b.counted, b.why) for a, b in pairwise(found))


@given(desks, instants)
def test_what_came_in_counts_at_once_or_from_an_opening(desk: Calendar, at: datetime) -> None:
    """Never earlier than it came, and a second time changes nothing."""
    strict = replace(desk, arrivals="next_opening")
    counts = strict.arrival(at)
    assert to_seconds(counts) >= to_seconds(at)
    assert to_seconds(strict.arrival(counts)) == to_seconds(counts)
    assert to_seconds(desk.arrival(at)) == to_seconds(at)


@pytest.mark.parametrize("unit", sorted(UNITS))
def test_a_deadline_is_an_instant_of_the_calendars_zone(unit: str) -> None:
    desk = some_desk(Random(1))
    assert desk.after(datetime(2026, 1, 1, tzinfo=UTC), Duration(3, unit)).tzinfo is desk.zone
