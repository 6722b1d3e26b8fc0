"""The follow-ups that an event schedules."""

from __future__ import annotations

from casectl.core.time.instants import to_seconds
from tests.core.clocks.rule_texts import within
from tests.core.clockwork import SHANGHAI, Life


def test_follow_ups_are_never_planned_for_the_night_or_a_closed_day_unless_the_rule_says_so() -> None:
    # Solved on Friday 20:00: 24 h later is Saturday, so Monday at the opening.
    rules = "follow_ups:\n  f: {title: F, on: state:solved, after: 24h, what: call}\n"
    rules += "  g: {title: G, on: state:solved, after: 24h, what: call, any_time: yes}\n"
    life = Life(within("1h"), more=rules).opens("2026-11-27 10:00").goes("2026-11-27 20:00", "solved")
    planned = [f"{each.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" for each in life.header.follow_ups]
    assert planned == ["2026-11-30 09:00", "2026-11-28 20:00"]


def test_a_follow_up_a_working_day_after_a_closed_evening_is_due_when_the_next_day_closes() -> None:
    life = Life(within("1h"), more="follow_ups:\n  f: {title: F, on: state:solved, after: 1wd, what: call}\n")
    life.opens("2026-11-23 10:00").goes("2026-11-24 21:00", "solved")
    close = life.calendar.close_of(life.at("2026-11-25 10:00").date())
    assert [to_seconds(each.at) for each in life.header.follow_ups] == [to_seconds(close)]
