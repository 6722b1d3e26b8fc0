"""An explanation leaves no second out, counts what the calculator counted, and names nights, holidays and pauses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casectl.core.case.model import Event
from casectl.core.clocks.explaining import explained
from casectl.core.clocks.recomputing import moved_deadlines
from casectl.core.clocks.rules import RuleSet
from casectl.core.clocks.runs import Run
from casectl.core.time.calendar import Calendar, Day
from casectl.core.time.instants import plus, to_seconds
from casectl.core.time.segments import Segment
from casectl.core.time.timeline import Window
from casectl.core.values.messages import LocalizedText
from casectl.core.values.tree import Tree, mapping_of
from tests.core.clocks.rule_texts import PAUSES, within
from tests.core.clocks.test_counting import MADE_UP
from tests.core.clockwork import SHANGHAI, Life

FEAST = {
    date(2026, 11, 26): Day("holiday", LocalizedText.of("Feast")),
    date(2026, 11, 28): next(iter(MADE_UP.values())),
}
LUNCH = tuple([(Window(540, 720), Window(780, 1050))] * 5 + [()] * 2)
OFFICE = Calendar("office", SHANGHAI, windows=LUNCH, days=FEAST)


def segments(life: Life, now: str = "2026-11-16 00:00") -> list[Segment]:
    run = life.runs("c")[-1]
    rule_set = RuleSet(life.template, life.calendar)
    return explained(rule_set.count(life.template.clocks[0]), run, life.at(now))


def lines_of(life: Life) -> list[tuple[str, str, bool, str]]:
    return [(f"{each.start:%a %H:%M}", f"{each.end:%a %H:%M}", each.counted, str(each.why)) for each in segments(life)]


def days(life: Life, now: str = "2026-11-16 00:00") -> list[tuple[str, str, int | None, str]]:
    """The same where days count: how many did."""
    return [
        (f"{each.start:%a %H:%M}", f"{each.end:%a %H:%M}", each.days, str(each.why)) for each in segments(life, now)
    ]


def test_working_hours_are_listed_with_nights_breaks_weekends_holidays_and_make_up_days_by_name() -> None:
    # Wed 15:00, 10 working hours: 2 h 30 on Wed, nothing on the feast, 7 h 30 on Fri.
    life = Life(within("10wh"), OFFICE).opens("2026-11-25 15:00")
    assert lines_of(life) == [
        ("Wed 15:00", "Wed 17:30", True, "working time"),
        ("Wed 17:30", "Thu 00:00", False, "night"),
        ("Thu 00:00", "Fri 00:00", False, "Feast"),
        ("Fri 00:00", "Fri 09:00", False, "night"),
        ("Fri 09:00", "Fri 12:00", True, "working time"),
        ("Fri 12:00", "Fri 13:00", False, "break"),
        ("Fri 13:00", "Fri 17:30", True, "working time"),
    ]


def test_working_days_are_listed_with_their_number() -> None:
    # Wed is day 0, the feast does not count; Fri, the made-up Saturday and Mon are days 1 to 3.
    life = Life(within("3wd"), OFFICE).opens("2026-11-25 15:00")
    assert days(life) == [
        ("Wed 15:00", "Thu 00:00", None, "day 0: counting begins on the day after"),
        ("Thu 00:00", "Fri 00:00", None, "Feast"),
        ("Fri 00:00", "Sat 00:00", 1, "working days"),
        ("Sat 00:00", "Sun 00:00", 1, "调休"),
        ("Sun 00:00", "Mon 00:00", None, "weekend"),
        ("Mon 00:00", "Mon 15:00", 1, "working days"),
    ]


def test_calendar_days_are_listed_with_their_number_and_the_day_they_do_not_begin_on() -> None:
    life = Life(within("2w", ", ends: end_of_day"), OFFICE).opens("2026-11-25 15:00")
    assert days(life) == [
        ("Wed 15:00", "Thu 00:00", None, "day 0: counting begins on the day after"),
        ("Thu 00:00", "Wed 23:59", 14, "every day, including days off"),
    ]


def test_a_day_that_the_pauses_make_up_does_not_count() -> None:
    """Paused on all of Friday's opening time: Saturday, the make-up day, Monday and Tuesday are days 1 to 3."""
    life = Life(within("3wd", PAUSES + ", ends: close_of_business"), OFFICE).opens("2026-11-25 15:00")
    life.asks("2026-11-27 09:00", "paused", "c", code="appraisal")
    life.asks("2026-11-28 09:00", "resumed", "c")
    assert days(life)[2:] == [
        ("Fri 00:00", "Fri 09:00", None, "a whole day made up of pauses"),
        ("Fri 09:00", "Sat 09:00", None, "paused: A"),
        ("Sat 09:00", "Sun 00:00", 1, "调休"),
        ("Sun 00:00", "Mon 00:00", None, "weekend"),
        ("Mon 00:00", "Tue 17:30", 2, "working days"),
    ]


def test_a_day_counts_once_though_it_is_paused_for_an_hour() -> None:
    """What comes after the pause is the rest of that day."""
    life = Life(within("1wd", PAUSES + ", ends: close_of_business"), OFFICE).opens("2026-11-25 15:00")
    life.asks("2026-11-27 10:00", "paused", "c", code="appraisal")
    life.asks("2026-11-27 11:00", "resumed", "c")
    assert days(life)[2:] == [
        ("Fri 00:00", "Fri 10:00", 1, "working days"),
        ("Fri 10:00", "Fri 11:00", None, "paused: A"),
        ("Fri 11:00", "Fri 17:30", None, "the rest of a day that is already counted"),
    ]


@pytest.mark.parametrize(
    ("duration", "start", "pauses", "first"),
    [
        ("5d", "16 00:01", [("16 00:01", "17 00:00")], [("Mon 00:01", "Tue 00:00", 1), ("Tue 00:00", "Fri 23:59", 4)]),
        ("5d", "16 15:00", [("16 15:00", "17 00:00")], [("Mon 15:00", "Tue 00:00", 1), ("Tue 00:00", "Fri 23:59", 4)]),
        (
            "3wd",
            "16 10:00",
            [("16 10:00", "17 09:00")],
            [("Mon 10:00", "Tue 00:00", 1), ("Tue 00:00", "Tue 09:00", None)],
        ),
        (
            "5d",
            "16 00:01",
            [("16 00:01", "17 00:01")],
            [("Mon 00:01", "Tue 00:01", None), ("Tue 00:01", "Sat 23:59", 5)],
        ),
        ("5d", "16 00:01", [("16 00:01", "16 09:00"), ("16 09:00", "17 00:00")], [("Mon 00:01", "Mon 09:00", 1)]),
    ],
)
def test_a_first_day_paused_until_its_end_is_less_than_a_whole_day_and_counts(
    duration: str, start: str, pauses: list[tuple[str, str]], first: list[tuple[str, str, int | None]]
) -> None:
    """`day_zero: no`: the day of the start is day 1, though all that is left of it is paused."""
    life = Life(within(duration, PAUSES + ", day_zero: no"), OFFICE).opens(f"2026-11-{start}")
    for paused, resumed in pauses:
        life.asks(f"2026-11-{paused}", "paused", "c", code="appraisal")
        life.asks(f"2026-11-{resumed}", "resumed", "c")
    found = days(life)
    assert [each[:3] for each in found][: len(first)] == first
    assert sum(each[2] or 0 for each in found) == int(duration.rstrip("wd"))


def test_a_pause_recorded_by_the_earlier_counting_is_explained_by_it() -> None:
    """A record without `counting` left out the days that began in the pause; it stays as it is."""
    life = Life(within("3wd", PAUSES), OFFICE).opens("2026-11-25 15:00")
    life.asks("2026-11-27 10:00", "paused", "c", code="appraisal")
    life.journal = tuple(without_counting(event) for event in life.journal)
    life.asks("2026-11-28 10:00", "resumed", "c")
    assert (life.due("c"), life.runs("c")[-1].counting) == ("2026-12-01 15:00", 1)
    assert "counting" not in life.record("c")
    assert days(life)[2:5] == [
        ("Fri 00:00", "Fri 10:00", 1, "working days"),
        ("Fri 10:00", "Sat 10:00", None, "paused: A"),
        ("Sat 10:00", "Sun 00:00", None, "the rest of a day that began during the pause"),
    ]
    assert moved_deadlines(life.case, RuleSet(life.template, life.calendar), life.at("2026-11-28 11:00")) == []


def without_counting(event: Event) -> Event:
    """The event as 0.1.0 recorded it."""
    clocks = {name: mapping_of(record) for name, record in event.mapping("clocks").items()}
    plain: dict[str, Tree] = {
        name: {key: value for key, value in record.items() if key != "counting"} for name, record in clocks.items()
    }
    return replace(event, data={**event.data, "clocks": plain})


def test_while_it_is_paused_it_is_explained_until_now() -> None:
    life = Life(within("3wd", PAUSES), OFFICE).opens("2026-11-25 15:00")
    life.asks("2026-11-27 10:00", "paused", "c", code="appraisal")
    assert days(life, "2026-12-09 12:00")[-1] == ("Fri 10:00", "Wed 12:00", None, "paused: A")


@pytest.mark.parametrize(
    ("more", "why"),
    [
        (", arrivals: next_opening", "after hours: counting begins at the next opening"),
        (", next_day: yes", "counting begins on the day after"),
    ],
)
def test_a_late_arrival_and_the_next_day_rule_are_listed_first(more: str, why: str) -> None:
    life = Life(within("2h", more), OFFICE).opens("2026-11-25 20:00")
    assert lines_of(life)[0][2:] == (False, why)


def test_what_was_extended_to_a_day_is_counted_until_then() -> None:
    life = Life(within("3wd", ", extension: {by: 10wd}"), OFFICE).opens("2026-11-25 15:00")
    life.asks("2026-11-26 10:00", "extended", "c", until="2026-12-02T15:00:00+08:00")
    assert sum(each.days or 0 for each in segments(life)) == 5


def test_a_deadline_that_nobody_counted_says_so() -> None:
    life = Life(within("2h")).opens("2026-11-25 10:00")
    life.asks("2026-11-25 11:00", "overridden", "c", until="2026-11-27T12:00:00+08:00")
    assert lines_of(life) == [("Wed 10:00", "Fri 12:00", False, "set by hand")]
    count = RuleSet(life.template, life.calendar).count(life.template.clocks[0])
    imported = Run("c", life.at("2026-11-25 10:00"), life.at("2026-11-27 12:00"), ())
    assert str(explained(count, imported, imported.start)[0].why) == "from the import"


SOME = st.sampled_from(["90m", "30h", "200wm", "20wh", "3wd", "5d", "1w", "1mo"])
RULES = st.sampled_from(
    ["", ", day_zero: no", ", next_day: yes", ", arrivals: next_opening", ", ends: close_of_business"]
)


@settings(max_examples=120)
@given(SOME, RULES, st.integers(0, 20_000), st.lists(st.tuples(st.integers(0, 900), st.integers(0, 3000)), max_size=3))
def test_an_explanation_has_no_gap_and_recomputing_what_has_not_changed_moves_nothing(
    duration: str, rule: str, start: int, pauses: list[tuple[int, int]]
) -> None:
    life = Life(within(duration, PAUSES + rule), OFFICE)
    now = plus(life.at("2026-11-16 00:00"), timedelta(minutes=start))
    life.opens(f"{now:%Y-%m-%d %H:%M}")
    for before, length in pauses:
        now = plus(now, timedelta(minutes=before))
        if to_seconds(now) > to_seconds(life.header.due["c"]):
            break
        life.asks(f"{now:%Y-%m-%d %H:%M}", "paused", "c", code="appraisal")
        now = plus(now, timedelta(minutes=length))
        life.asks(f"{now:%Y-%m-%d %H:%M}", "resumed", "c")
    run, found = life.runs("c")[-1], segments(life)
    edges = [to_seconds(run.start), *(to_seconds(each.end) for each in found)]
    assert [to_seconds(each.start) for each in found] == edges[:-1]
    assert edges[-1] == to_seconds(run.due)
    if duration.endswith(("wm", "wh")) and "close" not in rule:
        counted = sum(to_seconds(each.end) - to_seconds(each.start) for each in found if each.counted)
        assert counted == int(duration[:-2]) * (60 if duration.endswith("wm") else 3600)
    if duration.endswith("wd") or (duration.endswith("d") and "close" not in rule):
        assert sum(each.days or 0 for each in found) == int(duration.rstrip("wd"))
    assert all((each.days is not None) == (each.counted and duration[-1] in "dwo") for each in found)
    assert moved_deadlines(life.case, RuleSet(life.template, life.calendar), life.at("2026-11-24 10:00")) == []
