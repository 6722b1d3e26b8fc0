"""Clocks: what each rule of the template language does to a deadline, with the calculation of every worked date.

The office of these tests is open Monday to Friday, 09:00 to 17:30. 2026-11-23 is a Monday.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casectl.core.time.calendar import ALWAYS, Calendar, Day
from casectl.core.time.instants import elapsed, plus, to_seconds
from casectl.core.time.timeline import Window
from casectl.core.values.errors import NotFound, UsageError
from casectl.core.values.messages import LocalizedText
from tests.core.clockwork import LONDON, SHANGHAI, Life

HEAD = "c: {title: C, kind: regulatory, starts: received, stops: [contact:out, state:solved], "
CHRISTMAS = {date(2026, 12, day): Day("holiday", LocalizedText.of("Christmas")) for day in (25, 28)}
ENGLAND = Calendar("england", LONDON, days=CHRISTMAS)
# Spring Festival 2026: 16 to 20 February closed (and 23), worked instead on Saturdays 14 and 28.
FESTIVAL = {date(2026, 2, day): Day("holiday", LocalizedText.of("春节")) for day in (16, 17, 18, 19, 20, 23)}
MADE_UP = {date(2026, 2, day): Day("make_up_day", LocalizedText.of("调休"), (Window(540, 1050),)) for day in (14, 28)}
CHINA = Calendar("cn", SHANGHAI, days={**FESTIVAL, **MADE_UP})


def clock(rest: str) -> str:
    return HEAD + rest + "}"


def within(duration: str, more: str = "") -> str:
    return clock(f"within: [{{duration: {duration}}}]{more}")


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
    }


def test_a_clock_that_stops_in_time_is_met_and_one_that_stops_after_it_is_late() -> None:
    met = Life(within("2h")).opens("2026-11-23 10:00")
    met.happens("2026-11-23 12:00", "contacted", direction="out")
    late = Life(within("2h")).opens("2026-11-23 10:00")
    late.happens("2026-11-23 12:01", "contacted", direction="out")
    assert (met.verdicts("c"), late.verdicts("c")) == (["met"], ["late"])
    assert not met.header.due
    assert not late.header.due


CHAIN = """
ack: {title: A, kind: regulatory, starts: received, stops: state:acknowledged, within: [{duration: 5wd}]}
answer: {title: B, kind: regulatory, starts: clock:ack, stops: state:solved, within: [{duration: 10wd}]}
"""


def test_a_clock_may_start_when_another_stops() -> None:
    # Acknowledged on Wed 25: ten working days later is Wed 9 December.
    life = Life(CHAIN).opens("2026-11-23 10:00")
    assert (life.due("ack"), life.due("answer")) == ("2026-11-30 10:00", "")
    life.goes("2026-11-25 15:00", "acknowledged")
    assert (life.due("ack"), life.due("answer")) == ("", "2026-12-09 15:00")
    life.goes("2026-11-26 09:00", "solved")
    assert life.header.due == {}


def test_a_chain_runs_to_its_end_in_one_event() -> None:
    third = "third: {title: C, kind: internal, starts: clock:answer, stops: event:noted, within: [{duration: 1d}]}"
    chain = CHAIN.replace("stops: state:solved", "stops: [state:solved, clock:ack]") + third
    life = Life(chain).opens("2026-11-23 10:00").goes("2026-11-24 10:00", "acknowledged")
    assert (life.due("answer"), life.verdicts("ack")) == ("2026-12-08 10:00", ["met"])


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


KEEP_INFORMED = (
    "c: {title: C, kind: internal, starts: opened, stops: contact:out, within: [{duration: 1h}],"
    " repeat: [{when: {level: 3}, duration: 2h}, {duration: 24h}]}"
)


def test_a_repeating_clock_runs_again_after_each_stop_while_the_case_is_open() -> None:
    life = Life(KEEP_INFORMED).opens("2026-11-23 10:00", level="3")
    life.happens("2026-11-23 10:30", "contacted", direction="out")
    assert life.due("c") == "2026-11-23 12:30"
    life.happens("2026-11-23 13:00", "contacted", direction="out")
    assert (life.due("c"), life.verdicts("c")) == ("2026-11-23 15:00", ["met", "late", ""])
    life.goes("2026-11-23 14:00", "solved")
    assert (life.due("c"), life.verdicts("c")) == ("", ["met", "late", "met"])
    life.happens("2026-11-23 14:30", "contacted", direction="out")
    assert life.due("c") == ""


def test_another_level_moves_a_round_by_its_own_table() -> None:
    life = Life(KEEP_INFORMED).opens("2026-11-23 10:00")
    life.happens("2026-11-23 10:30", "contacted", direction="out")
    life.happens("2026-11-23 11:00", "escalated", level="3")
    assert life.due("c") == "2026-11-23 12:30"


EXCUSE = """
early: {title: E, kind: regulatory, starts: received, stops: state:solved, within: [{duration: 5wd}]}
letter: {title: L, kind: regulatory, starts: received, stops: event:noted, within: [{duration: 30d}], excused_by: early}
"""


def test_a_duty_falls_away_once_another_clock_is_met() -> None:
    life = Life(EXCUSE).opens("2026-11-23 10:00").goes("2026-11-27 10:00", "solved")
    assert (life.verdicts("early"), life.verdicts("letter")) == (["met"], ["excused"])
    assert life.header.due == {}


def test_a_duty_stays_if_the_other_clock_was_missed() -> None:
    life = Life(EXCUSE).opens("2026-11-23 10:00").goes("2026-12-01 10:00", "solved")
    assert (life.verdicts("early"), life.due("letter")) == (["late"], "2026-12-23 10:00")


def test_a_rule_counts_only_while_it_is_in_force() -> None:
    clocks = within("3d", ", in_force: {from: 2026-11-24, until: 2026-11-25}")
    opened = [f"2026-11-{day} 10:00" for day in (23, 24, 25, 26)]
    assert [bool(Life(clocks).opens(at).due("c")) for at in opened] == [False, True, True, False]


# Pausing

PAUSES = ", pauses: {appraisal: {title: A}}"


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
        # Nothing of the working day passed: paused after the close.
        # Working days: due Mon 30; Thu is the one working day after the pause up to its end: Tue 1 December.
        ("5wd", "2026-11-26 09:00", "", "2026-12-01 10:00"),
        # Paused and resumed on one day: not a day is lost.
        ("5wd", "2026-11-25 16:00", "", "2026-11-30 10:00"),
        # From Wed over the weekend to Mon 30: Thu, Fri, Mon are three working days: Thu 3 December.
        ("5wd", "2026-11-30 09:00", ", ends: close_of_business", "2026-12-03 17:30"),
        # Calendar days: due 8 December, five days of pause.
        ("15d", "2026-11-30 09:00", "", "2026-12-13 10:00"),
    ],
)
def test_a_pause_keeps_the_time_already_used(duration: str, until: str, more: str, due: str) -> None:
    assert paused(duration, until, more) == due


def test_a_pause_is_recorded_with_the_deadline_before_it_and_what_is_left() -> None:
    life = Life(within("5wd", PAUSES)).opens("2026-11-23 10:00")
    life.asks("2026-11-25 10:00", "paused", "c", code="appraisal")
    assert life.record("c") == {
        "paused": "2026-11-25T10:00:00+08:00",
        "reason": "appraisal",
        "deadline": "2026-11-30T10:00:00+08:00",
        "left": "3wd",
        "within": "5wd",
    }


LEVELS = clock("within: [{when: {level: 2}, duration: 2d}, {duration: 4d}]" + PAUSES)


def test_another_level_keeps_the_time_that_was_paused_before() -> None:
    # GLPI 15605: a new priority lost the pauses. 4 d from Mon 10:00, paused Tue to Wed (1 d); level 2 gives 2 d + 1 d.
    life = Life(LEVELS).opens("2026-11-23 10:00")
    life.asks("2026-11-24 10:00", "paused", "c", code="appraisal").asks("2026-11-25 10:00", "resumed", "c")
    assert life.due("c") == "2026-11-28 10:00"
    life.happens("2026-11-25 11:00", "escalated", level="2")
    assert life.due("c") == "2026-11-26 10:00"


def test_another_level_during_a_pause_leaves_it_paused_and_counts_when_it_goes_on() -> None:
    life = Life(LEVELS).opens("2026-11-23 10:00").asks("2026-11-24 10:00", "paused", "c", code="appraisal")
    life.happens("2026-11-24 11:00", "escalated", level="2")
    assert dict(life.header.paused) == {"c": "appraisal"}
    life.asks("2026-11-26 10:00", "resumed", "c")
    assert life.due("c") == "2026-11-27 10:00"


WAITS = within("24h", ", pauses: {customer: {title: C, while: [state:waiting]}}").replace("regulatory", "internal")


def test_an_internal_clock_may_pause_by_itself_in_some_states() -> None:
    life = Life(WAITS).opens("2026-11-23 10:00").goes("2026-11-23 12:00", "waiting")
    assert dict(life.header.paused) == {"c": "customer"}
    life.goes("2026-11-25 12:00", "working")
    assert life.due("c") == "2026-11-26 10:00"


def test_what_is_late_already_does_not_hide_behind_a_waiting_state() -> None:
    life = Life(WAITS).opens("2026-11-23 10:00").goes("2026-11-24 11:00", "waiting")
    assert (life.due("c"), dict(life.header.paused)) == ("2026-11-24 10:00", {})


def test_a_paused_clock_that_is_stopped_was_met() -> None:
    life = Life(WAITS).opens("2026-11-23 10:00").goes("2026-11-23 12:00", "waiting")
    life.happens("2026-11-27 10:00", "contacted", direction="out")
    assert (life.verdicts("c"), life.header.paused) == (["met"], {})


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


def test_a_level_moves_no_deadline_that_has_passed() -> None:
    life = Life(LEVELS).opens("2026-11-23 10:00")
    due = life.due("c")
    life.happens("2027-11-25 11:00", "escalated", level="2")
    assert life.due("c") == due


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


# Reopening


@pytest.mark.parametrize(
    ("how", "due", "verdicts"),
    [
        ("none", "", ["met"]),
        # Solved Wed 10:00 with two days left, reopened Mon 10:00: five days later.
        ("resume", "2026-12-02 10:00", ["met", ""]),
        ("restart", "2026-12-04 10:00", ["met", ""]),
        ("new", "2026-12-04 10:00", ["met", ""]),
    ],
)
def test_a_reopened_case_resumes_restarts_or_begins_a_clock_as_the_rule_says(
    how: str, due: str, verdicts: list[str]
) -> None:
    life = Life(within("4d", f", reopening: {how}")).opens("2026-11-23 10:00").goes("2026-11-25 10:00", "solved")
    life.goes("2026-11-30 10:00", "working", "reopened")
    assert (life.due("c"), life.verdicts("c")) == (due, verdicts)


def test_a_reopened_case_is_not_late_at_once_for_what_was_missed_before() -> None:
    life = Life(within("4d", ", reopening: resume")).opens("2026-11-23 10:00").goes("2026-11-30 10:00", "solved")
    life.goes("2026-12-01 10:00", "working", "reopened")
    assert (life.due("c"), life.verdicts("c")) == ("", ["late"])


def test_a_duty_that_fell_away_is_owed_again_when_the_case_is_reopened() -> None:
    # 8 d from Mon 23 Nov are Tue 1 Dec; from Tue 24 to Thu 26, two days, the case was closed.
    early = "e: {title: E, kind: internal, starts: received, stops: [state:solved], within: [{duration: 3d}]}"
    life = Life(f"{within('8d', ', excused_by: e, reopening: resume')}\n{early}").opens("2026-11-23 10:00")
    life.goes("2026-11-24 10:00", "solved").goes("2026-11-26 10:00", "working", "reopened")
    assert (life.due("c"), life.verdicts("c")) == ("2026-12-03 10:00", ["excused", ""])


# What nothing can hide


def test_closing_ends_every_clock_paused_ones_and_strangers_too() -> None:
    life = (
        Life(within("5wd", PAUSES)).opens("2026-11-23 10:00").asks("2026-11-24 10:00", "paused", "c", code="appraisal")
    )
    life.happens("2026-11-24 11:00", "noted", clocks={"old": {"due": "2026-11-24T12:00:00+08:00"}})
    life.goes("2026-11-25 10:00", "closed")
    assert (life.header.due, life.header.paused, life.verdicts("old")) == ({}, {}, ["late"])


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


def test_a_clock_has_a_calendar_of_its_own() -> None:
    life = Life(within("3wd", ", calendar: always"))
    life.calendars["always"] = Calendar("always", SHANGHAI, windows=ALWAYS)
    assert life.opens("2026-11-27 10:00").due("c") == "2026-11-30 10:00"


def test_a_missing_calendar_is_named() -> None:
    with pytest.raises(NotFound, match="there is no calendar mars"):
        Life(within("3wd", ", calendar: mars")).opens("2026-11-23 10:00")


@pytest.mark.parametrize("calendar", [Calendar("none", SHANGHAI, windows=((),) * 7)])
def test_a_calendar_without_working_time_is_refused(calendar: Calendar) -> None:
    with pytest.raises(UsageError, match="no working time"):
        Life(within("3wd"), calendar).opens("2026-11-23 10:00")


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


@settings(max_examples=60)
@given(
    events=st.lists(
        st.sampled_from(["out", "in", "pause", "resume", "level", "wait", "work", "solve", "reopen"]), max_size=12
    ),
    gaps=st.lists(st.integers(0, 2000), min_size=12, max_size=12),
)
def test_whatever_happens_a_clock_is_due_or_paused_or_over_and_never_two_of_them(
    events: list[str], gaps: list[int]
) -> None:
    pauses = ", pauses: {ask: {title: A}, customer: {title: C, while: [state:waiting]}}, reopening: resume"
    clocks = "\n".join([within("24h", pauses).replace("regulatory", "internal"), KEEP_INFORMED.replace("c:", "k:", 1)])
    life = Life(clocks).opens("2026-11-23 10:00")
    now = life.at("2026-11-23 10:00")
    steps = {"wait": ("waiting", "advanced"), "work": ("working", "advanced"), "solve": ("solved", "advanced"),
             "reopen": ("working", "reopened")}  # fmt: skip
    for name, gap in zip(events, gaps, strict=False):
        now = plus(now, timedelta(minutes=gap))
        at = f"{now:%Y-%m-%d %H:%M}"
        if name in ("out", "in"):
            life.happens(at, "contacted", direction=name)
        elif name in ("pause", "resume"):
            life.asks(at, f"{name}d", "c", code="ask")
        elif name == "level":
            life.happens(at, "escalated", level=str(life.header.level % 3 + 1))
        else:
            life.goes(at, *steps[name])
        header = life.header
        assert not set(header.due) & set(header.paused)
        for clock_name, runs in ((each, life.runs(each)) for each in ("c", "k")):
            assert [run.is_open for run in runs[:-1]] == [False] * (len(runs) - 1)
            is_open = bool(runs) and runs[-1].is_open
            assert is_open == (clock_name in header.due or clock_name in header.paused)
            if is_open and clock_name in header.due:
                assert to_seconds(runs[-1].due) == to_seconds(header.due[clock_name])


def test_a_level_raised_in_the_hour_that_comes_twice_moves_the_run_and_starts_no_other() -> None:
    # 25 October 2026, 01:30 comes twice in London; the case is opened and escalated in the second one.
    rows = "within: [{when: {level: 2}, duration: 2h}, {duration: 4h}]"
    again = rows + ", counts_from: received"
    life = Life(clock(again).replace("starts: received", "starts: [received, event:escalated]"), Calendar("e", LONDON))
    at = life.at("2026-10-25 01:30").replace(fold=1)
    life.happens_at(at, "opened", template="t", to="new", received_at=at.isoformat(), level="1")
    life.happens_at(plus(at, timedelta(minutes=5)), "escalated", level="2")
    assert life.verdicts("c") == [""]
    assert life.due("c") == "2026-10-25 03:30"


def test_what_stops_in_time_in_an_hour_that_comes_twice_is_met() -> None:
    """Paused with 20 minutes left; at 01:50 summer time the deadline is at 01:10 winter time, which is later."""
    life = Life(within("24h", PAUSES), Calendar("london", LONDON)).opens("2025-10-24 10:00")
    life.asks("2025-10-25 09:40", "paused", "c", code="appraisal")
    life.happens("2025-10-26 01:50", "contacted", direction="out")
    assert life.record("c")["stopped"] == "2025-10-26T01:50:00+01:00"
    assert life.verdicts("c") == ["met"]


@pytest.mark.parametrize(("fold", "due"), [(0, "2025-10-29 10:00"), (1, "2025-10-30 10:00")])
def test_a_day_begins_once_though_its_midnight_comes_twice(fold: int, due: str) -> None:
    """Where the clocks go back from 01:00 to 00:00, a pause until the second midnight has seen the day begin."""
    azores = ZoneInfo("Atlantic/Azores")
    life = Life(within("5d", PAUSES), Calendar("islands", azores)).opens("2025-10-24 10:00")
    life.asks("2025-10-25 10:00", "paused", "c", code="appraisal")
    life.happens_at(datetime(2025, 10, 26, tzinfo=azores, fold=fold), "resumed", clock=["c"])
    assert life.due("c") == due
