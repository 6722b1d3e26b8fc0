"""Any pause on any calendar: shares of days add up as an oracle counts them, and move no deadline back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from casectl.core.clocks.counting import DeadlineCalculator
from casectl.core.clocks.postponing import recalculated
from casectl.core.clocks.runs import Paused, Run
from casectl.core.template.clock_rules import Clock
from casectl.core.time.calendar import Calendar, Day
from casectl.core.time.instants import plus, to_seconds
from casectl.core.time.timeline import Window
from casectl.core.values.messages import LocalizedText
from tests.core.clocks.rule_texts import PAUSES, within
from tests.core.clockwork import LONDON, Life
from tests.core.oracle import Oracle, minutes
from tests.core.random_desks import some_desk, some_moment

NOTHING_MORE: Mapping[str, Any] = {}


def rule(ends: str, more: Mapping[str, Any] = NOTHING_MORE) -> Clock:
    """A clock that ends so."""
    title = LocalizedText.of("C")
    return Clock("c", title, "internal", ("received",), ("state:solved",), (), ends=ends, **more)


def put_off(desk: Calendar, clock: Clock, start: datetime, duration: str, pauses: Sequence[Paused]) -> datetime:
    """The deadline of a run that was paused so."""
    count = DeadlineCalculator.of(clock, desk)
    return recalculated(count, Run("c", start, start, (), within=duration, put_off=tuple(pauses)), duration)


ENDS = st.sampled_from(["exact", "close_of_business", "end_of_day"])
RULES = st.sampled_from([{}, {"day_zero": False}, {"next_day": True}, {"arrivals": "next_opening"}])
DURATIONS = st.sampled_from(["3wd", "10wd", "15d", "2w", "1mo", "30h", "12wh", "300wm"])


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, 10**6),
    ENDS,
    RULES,
    DURATIONS,
    st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 9000)), max_size=4),
)
def test_a_pause_moves_no_deadline_back_nor_to_before_it_goes_on(
    seed: int, ends: str, more: dict[str, Any], duration: str, gaps: list[tuple[int, int]]
) -> None:
    """Whatever the desk, the zone, the rule and the unit, where the clock was in time when it was paused."""
    chance = Random(seed)
    desk, start = some_desk(chance), some_moment(chance)
    clock, pauses, now = rule(ends, more), list[Paused](), start
    due = put_off(desk, clock, start, duration, [])
    for before, length in gaps:
        now = plus(now, timedelta(minutes=before))
        if to_seconds(now) > to_seconds(due):
            break
        pauses.append(Paused("x", now, now := plus(now, timedelta(minutes=length))))
        later = put_off(desk, clock, start, duration, pauses)
        assert to_seconds(later) >= max(to_seconds(due), to_seconds(now) if length else 0)
        due = later


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**6), ENDS, RULES, DURATIONS, st.integers(0, 3000), st.integers(1, 9000), st.integers(0, 9000))
def test_a_pause_that_is_interrupted_for_no_time_counts_as_one(
    seed: int, ends: str, more: dict[str, Any], duration: str, before: int, length: int, cut: int
) -> None:
    """Shares are added exactly, so the order and the number of the pauses make no difference while time is left."""
    chance = Random(seed)
    desk, start = some_desk(chance), some_moment(chance)
    first = plus(start, timedelta(minutes=before))
    last, middle = plus(first, timedelta(minutes=length)), plus(first, timedelta(minutes=min(cut, length)))
    whole = put_off(desk, rule(ends, more), start, duration, [Paused("x", first, last)])
    parts = put_off(desk, rule(ends, more), start, duration, [Paused("x", first, middle), Paused("x", middle, last)])
    assert to_seconds(whole) == to_seconds(parts)


@settings(max_examples=100, deadline=None)
@given(
    st.integers(0, 10**6), st.sampled_from(["close_of_business", "end_of_day"]), st.lists(st.integers(0, 3), max_size=5)
)
def test_a_stop_of_some_working_days_moves_a_deadline_by_as_many(seed: int, ends: str, lengths: list[int]) -> None:
    """In whatever order they come; each stop begins and ends at a midnight."""
    chance = Random(seed)
    desk, start = some_desk(chance), some_moment(chance)
    day, pauses = desk.nth_working_day(desk.day_of(start), 1), list[Paused]()
    for length in lengths:
        until = desk.nth_working_day(day, length) if length else day
        pauses.append(Paused("x", desk.start_of(day), desk.start_of(until)))
        day = until
    plain = put_off(desk, rule(ends), start, "60wd", [])
    moved = put_off(desk, rule(ends), start, "60wd", pauses)
    assert desk.working_days(plain, moved) == sum(lengths)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**6), ENDS, RULES, st.sampled_from(["d", "wd"]), st.integers(0, 4), st.integers(1, 4))
def test_a_stop_of_some_days_gives_the_deadline_of_a_limit_that_is_as_much_longer(
    seed: int, ends: str, more: dict[str, Any], unit: str, before: int, length: int
) -> None:
    """Also where the limit would end on a closed or a half day."""
    chance = Random(seed)
    desk, start = some_desk(chance), some_moment(chance)
    clock = rule(ends, more)
    first = desk.nth_working_day(DeadlineCalculator.of(clock, desk).begin(start, unit).date(), 1 + before)
    last = desk.nth_working_day(first, length) if unit == "wd" else first + timedelta(days=length)
    stop = Paused("x", desk.start_of(first), desk.start_of(last))
    stopped = put_off(desk, clock, start, f"40{unit}", [stop])
    assert to_seconds(stopped) == to_seconds(put_off(desk, clock, start, f"{40 + length}{unit}", []))


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 10**6), st.booleans(), st.integers(0, 2000), st.lists(st.integers(1, 2000), min_size=1, max_size=3)
)
def test_shares_of_days_are_those_that_an_oracle_finds_minute_by_minute(
    seed: int, working: bool, before: int, lengths: list[int]
) -> None:
    """The whole days of all pauses move a deadline that ends with a day."""
    chance = Random(seed)
    desk, start = some_desk(chance), some_moment(chance)
    oracle, pauses, now = Oracle(desk), list[Paused](), plus(start, timedelta(minutes=before))
    total = Fraction(0)
    for length in lengths:
        until = plus(now, timedelta(minutes=length))
        pauses.append(Paused("x", now, until))
        total += oracle.share(minutes(now), minutes(until), working=working)
        now = plus(until, timedelta(minutes=before))
    duration = "60wd" if working else "60d"
    plain = put_off(desk, rule("end_of_day"), start, duration, [])
    moved = put_off(desk, rule("end_of_day"), start, duration, pauses)
    days = desk.working_days(plain, moved) if working else (desk.day_of(moved) - desk.day_of(plain)).days
    assert days == int(total)


def test_a_half_day_is_a_whole_day_of_its_own_opening_time() -> None:
    """Four hours paused on a day of four hours are a day."""
    half = {date(2026, 11, 3): Day("half_day", LocalizedText.of("half"), (Window(540, 780),))}
    life = Life(within("3wd", PAUSES + ", ends: close_of_business"), Calendar("office", LONDON, days=half)).opens(
        "2026-11-02 09:30"
    )
    life.asks("2026-11-03 09:00", "paused", "c", code="appraisal").asks("2026-11-03 13:00", "resumed", "c")
    assert life.due("c") == "2026-11-06 17:30"
