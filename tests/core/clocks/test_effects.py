"""The follow-ups that an event schedules."""

from __future__ import annotations

from casectl.adapters.files import shipped
from casectl.adapters.yaml.reader import read
from casectl.core.time.calendar_file import read_calendar
from casectl.core.time.instants import to_seconds
from tests.core.clocks.rule_texts import within
from tests.core.clockwork import SHANGHAI, Life

NAMES = ("cn", "every-day")


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


def test_a_call_back_may_fall_on_a_holiday_in_a_calendar_of_its_own() -> None:
    """D4: solved on 30 September 16:00, in China: the first on the holiday, the second on the first working day."""
    rules = "follow_ups:\n  f: {title: F, on: state:solved, after: 24h, what: call, calendar: every-day}\n"
    rules += "  g: {title: G, on: state:solved, after: 7d, what: call}\n"
    files = shipped.calendars()
    china, every_day = (read_calendar(read(f"calendars/{name}.yaml", files[name]), SHANGHAI)[0] for name in NAMES)
    life = Life(within("1h"), china, more=rules)
    life.calendars["every-day"] = every_day
    life.opens("2026-09-30 10:00").goes("2026-09-30 16:00", "solved")
    planned = [f"{each.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" for each in life.header.follow_ups]
    assert planned == ["2026-10-01 16:00", "2026-10-08 09:00"]
