"""The record of a clock in an event: which row of its table gave the duration, and what it was counted from."""

from __future__ import annotations

from casectl.core.time.instants import to_seconds
from tests.core.clocks.rule_texts import PAUSES, clock, within
from tests.core.clockwork import Life


def test_the_first_row_that_a_case_meets_gives_the_duration() -> None:
    rows = (
        "within: [{when: {level: [2, 3], complex: yes}, duration: 1h}, {when: {channel: mail}, duration: 2h},"
        " {when: {team: front, level: 2}, duration: 3h}, {duration: 4h}]"
    )
    assert Life(clock(rows)).opens("2026-11-23 10:00", level="3", complex="yes").due("c") == "2026-11-23 11:00"
    assert Life(clock(rows)).opens("2026-11-23 10:00", level="3", channel="mail").due("c") == "2026-11-23 12:00"
    assert Life(clock(rows)).opens("2026-11-23 10:00", level="2").due("c") == "2026-11-23 13:00"
    assert Life(clock(rows)).opens("2026-11-23 10:00").due("c") == "2026-11-23 14:00"


def test_a_case_that_no_row_is_for_has_no_such_deadline() -> None:
    life = Life(clock("within: [{when: {level: 3}, duration: 1h}]")).opens("2026-11-23 10:00")
    assert (life.header.due, life.runs("c")) == ({}, [])


def test_a_record_says_what_the_deadline_was_calculated_from() -> None:
    life = Life(within("3wd")).opens("2026-11-23 10:00", received="2026-11-22 16:00")
    assert life.record("c") == {
        "due": "2026-11-25T17:30:00+08:00",
        "from": "2026-11-22T16:00:00+08:00",
        "rule": "t@1",
        "within": "3wd",
        "calendar": "office",
        "counting": "2",
    }


def test_a_clock_may_count_from_a_date_in_a_field_once_that_is_set() -> None:
    # Accepted on Wed 25 November: 45 working days; only weekends are closed here, so nine weeks later, Wed 27 January.
    clocks = (
        "c: {title: C, kind: regulatory, starts: field:accepted_on, stops: state:solved,"
        " ends: end_of_day, within: [{duration: 45wd}]}"
    )
    life = Life(clocks).opens("2026-11-23 10:00")
    assert life.due("c") == ""
    life.sets("2026-11-26 10:00", accepted_on="2026-11-25")
    assert life.due("c") == "2027-01-27 23:59:59"
    life.sets("2026-11-27 10:00", accepted_on="2026-11-26")
    assert (life.due("c"), life.verdicts("c")) == ("2027-01-28 23:59:59", [""])


FROM_A_DATE = (
    "c: {title: C, kind: internal, starts: field:accepted_on, counts_from: field:accepted_on, stops: state:solved,"
    " ends: end_of_day, within: [{duration: 15d}], pauses: {customer: {title: W, while: [state:waiting]}}}"
)


def test_a_date_put_right_moves_the_deadline_of_the_same_run_and_gives_no_verdict() -> None:
    life = Life(FROM_A_DATE).opens("2026-11-23 10:00", accepted_on="2026-11-23")
    life.sets("2026-11-24 10:00", accepted_on="2026-11-20")
    assert (life.due("c"), life.verdicts("c")) == ("2026-12-05 23:59:59", [""])
    assert life.record("c")["corrected_from"] == "2026-11-23T00:00:00+08:00"
    assert to_seconds(life.runs("c")[0].start) == to_seconds(life.at("2026-11-20 00:00"))


def test_a_date_put_right_while_the_clock_is_paused_leaves_it_paused() -> None:
    life = Life(FROM_A_DATE).opens("2026-11-23 10:00", accepted_on="2026-11-23").goes("2026-11-24 10:00", "waiting")
    life.sets("2026-11-25 10:00", accepted_on="2026-11-22").goes("2026-11-26 10:00", "working")
    # 15 days from the 22nd are 7 December, and two days were paused.
    assert (life.due("c"), life.verdicts("c")) == ("2026-12-09 23:59:59", [""])


def test_a_date_put_right_starts_no_clock_again_that_is_met() -> None:
    life = Life(FROM_A_DATE).opens("2026-11-23 10:00", accepted_on="2026-11-23").goes("2026-11-24 10:00", "solved")
    life.sets("2026-11-25 10:00", accepted_on="2026-11-20")
    assert (life.due("c"), life.verdicts("c")) == ("", ["met"])


def test_a_clock_may_count_from_the_instant_at_which_a_regulator_sent_the_case() -> None:
    clocks = within("15d", ", counts_from: field:sent_at").replace("starts: received", "starts: opened")
    life = Life(clocks).opens("2026-11-23 10:00", sent_at="2026-11-20T08:00:00+08:00")
    assert life.due("c") == "2026-12-05 08:00"


def test_on_a_transfer_only_the_balance_of_the_time_is_left() -> None:
    # 30 days from receipt on the 1st; the other body's rule starts with the referral and counts from receipt.
    clocks = (
        "c: {title: C, kind: regulatory, starts: event:escalated, counts_from: received, stops: state:solved,"
        " within: [{duration: 30d}]}"
    )
    life = Life(clocks).opens("2026-11-02 10:00")
    life.happens("2026-11-20 09:00", "escalated", level="2")
    assert life.due("c") == "2026-12-02 10:00"


def test_a_pause_is_recorded_with_the_deadline_before_it_and_what_is_left() -> None:
    life = Life(within("5wd", PAUSES)).opens("2026-11-23 10:00")
    life.asks("2026-11-25 10:00", "paused", "c", code="appraisal")
    assert life.record("c") == {
        "paused": "2026-11-25T10:00:00+08:00",
        "reason": "appraisal",
        "deadline": "2026-11-30T10:00:00+08:00",
        "left": "3wd",
        "within": "5wd",
        "counting": "2",
    }
