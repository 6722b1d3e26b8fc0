"""What an event does to a clock that it names: extend it, restart it, set its deadline."""

from __future__ import annotations

from datetime import date

from casectl.core.time.calendar import Calendar
from tests.core.clocks.rule_texts import LEVELS, clock, within
from tests.core.clockwork import SHANGHAI, Life

# Extending, restarting, overriding


def test_an_extension_adds_to_the_deadline_and_survives_another_level() -> None:
    rows = "within: [{when: {level: 2}, duration: 5wd}, {duration: 10wd}], extension: {by: 10wd}"
    life = Life(clock(rows)).opens("2026-11-23 10:00")
    life.asks("2026-11-24 10:00", "extended", "c", length="5wd")
    assert (life.due("c"), life.record("c")["extended_by"]) == ("2026-12-14 10:00", "5wd")
    life.happens("2026-11-25 10:00", "escalated", level="2")
    assert life.due("c") == "2026-12-07 10:00"


def test_new_facts_restart_a_clock() -> None:
    life = Life(within("15d")).opens("2026-11-23 10:00").asks("2026-12-01 09:00", "restarted", "c", code="new_facts")
    assert (life.due("c"), life.verdicts("c")) == ("2026-12-16 09:00", ["restarted", ""])
    assert life.runs("c")[1].restarted == "new_facts"


def test_a_clock_that_is_restarted_after_expiry_was_missed_and_ends_nothing_that_waits_for_it() -> None:
    after = "after: {kind: internal, title: A, starts: 'clock:c', stops: 'state:solved', within: [{duration: 1d}]}"
    life = Life(f"{within('15d')}\n{after}")
    life.opens("2026-11-23 10:00").asks("2026-12-09 10:00", "restarted", "c", code="new_facts")
    assert (life.due("c"), life.verdicts("c")) == ("2026-12-24 10:00", ["late", ""])
    assert "after" not in life.header.due


def test_a_deadline_set_by_hand_rests_on_no_calendar() -> None:
    sure = Calendar("cn", SHANGHAI, verified_until=date(2026, 12, 1))
    life = Life(within("10wd"), sure).opens("2026-11-23 10:00")
    assert [*life.header.provisional] == ["c"]
    life.asks("2026-11-23 11:00", "overridden", "c", until="2026-12-24T12:00:00+08:00")
    assert [*life.header.provisional] == []


def test_a_deadline_set_by_hand_moves_with_no_level() -> None:
    life = Life(LEVELS).opens("2026-11-23 10:00")
    life.asks("2026-11-23 11:00", "overridden", "c", until="2026-12-24T12:00:00+08:00")
    assert life.due("c") == "2026-12-24 12:00"
    life.happens("2026-11-25 11:00", "escalated", level="2")
    assert life.due("c") == "2026-12-24 12:00"
