"""Pauses put deadlines off by what was paused: time for hours, shares of days for days, and never less than nothing.

The office of these tests is open Monday to Friday, 09:00 to 17:30: 8 h 30. 2026-11-02 is a Monday.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from casectl.core.clocks.recomputing import moved_deadlines
from casectl.core.clocks.rules import RuleSet
from casectl.core.time.calendar import Calendar
from casectl.core.time.instants import to_seconds
from tests.core.clocks.rule_texts import PAUSES, within
from tests.core.clockwork import LONDON, Life

CLOSE = ", ends: close_of_business"
Spans = Sequence[tuple[str, str]]


def paused(duration: str, more: str, spans: Spans, start: str = "2026-11-02 09:30") -> Life:
    """A case whose clock was paused in these spans."""
    life = Life(within(duration, PAUSES + more)).opens(start)
    for first, last in spans:
        life.asks(first, "paused", "c", code="appraisal").asks(last, "resumed", "c")
    return life


@pytest.mark.parametrize(
    ("duration", "more", "spans", "due"),
    [
        # Due Thu 5 without a pause. D3: all of Tuesday's opening time; two minutes at night; a night.
        ("3wd", CLOSE, [("2026-11-03 08:00", "2026-11-03 18:00")], "2026-11-06 17:30"),
        ("3wd", CLOSE, [("2026-11-02 23:59", "2026-11-03 00:01")], "2026-11-05 17:30"),
        ("3wd", CLOSE, [("2026-11-02 17:31", "2026-11-03 08:59")], "2026-11-05 17:30"),
        # Two half days make one day, in one pause or two; an hour none, nor 8 h 29.
        ("3wd", CLOSE, [("2026-11-03 13:15", "2026-11-04 13:15")], "2026-11-06 17:30"),
        ("3wd", CLOSE, [("2026-11-03 09:00", "2026-11-03 13:15"), ("2026-11-04 13:15", "2026-11-04 17:30")],
         "2026-11-06 17:30"),
        ("3wd", CLOSE, [("2026-11-03 10:00", "2026-11-03 11:00")], "2026-11-05 17:30"),
        ("3wd", CLOSE, [("2026-11-03 09:00", "2026-11-03 17:29")], "2026-11-05 17:30"),
        # What is paused on day 0 counts: 8 h on Monday and half an hour on Tuesday are a day.
        ("3wd", CLOSE, [("2026-11-02 09:30", "2026-11-03 09:30")], "2026-11-06 17:30"),
        # A weekend has no opening time.
        ("5wd", CLOSE, [("2026-11-06 17:30", "2026-11-09 09:00")], "2026-11-09 17:30"),
        # An exact deadline has the rest as time: Thu 09:30 and an hour; and 8 h 29, half an hour before the close.
        ("3wd", "", [("2026-11-03 10:00", "2026-11-03 11:00")], "2026-11-05 10:30"),
        ("3wd", "", [("2026-11-03 09:00", "2026-11-03 17:29")], "2026-11-06 09:29"),
        # Calendar days, by 24 hours: due Tue 17 without a pause; a night and a day, two half days, an hour.
        ("15d", ", ends: end_of_day", [("2026-11-03 08:00", "2026-11-04 08:00")], "2026-11-18 23:59:59"),
        ("15d", ", ends: end_of_day",
         [("2026-11-03 00:00", "2026-11-03 12:00"), ("2026-11-05 12:00", "2026-11-06 00:00")],
         "2026-11-18 23:59:59"),
        ("15d", ", ends: end_of_day", [("2026-11-02 23:59", "2026-11-03 00:01")], "2026-11-17 23:59:59"),
        ("2w", ", ends: end_of_day", [("2026-11-03 08:00", "2026-11-04 07:59")], "2026-11-16 23:59:59"),
        ("1mo", ", ends: end_of_day", [("2026-11-03 08:00", "2026-11-05 08:00")], "2026-12-04 23:59:59"),
        ("15d", "", [("2026-11-03 08:00", "2026-11-04 10:00")], "2026-11-18 11:30"),
        # Where the first day is day 1, the deadline is the end of a day, whatever else is said.
        ("3wd", ", next_day: yes", [("2026-11-03 10:00", "2026-11-03 11:00")], "2026-11-05 17:30"),
        ("3wd", ", day_zero: no", [("2026-11-03 09:00", "2026-11-04 09:00")], "2026-11-05 17:30"),
        # Hours as they pass, working hours as they are worked.
        ("24h", "", [("2026-11-02 10:00", "2026-11-02 11:00")], "2026-11-03 10:30"),
        ("8wh", "", [("2026-11-02 17:00", "2026-11-03 09:30")], "2026-11-03 10:00"),
    ],
)  # fmt: skip
def test_a_pause_puts_a_deadline_off_by_what_was_paused(duration: str, more: str, spans: Spans, due: str) -> None:
    """Found by use: a pause over midnight cost a day, however short it was."""
    assert paused(duration, more, spans).due("c") == due


@pytest.mark.parametrize(
    ("duration", "more", "start", "spans", "due"),
    [
        # The last day, Thu 5, has begun; the rest of it is on the day on which the clock goes on.
        ("3wd", CLOSE, "2026-11-02 09:30", ("2026-11-05 16:00", "2026-11-06 10:00"), "2026-11-06 17:30"),
        ("3wd", CLOSE, "2026-11-02 09:30", ("2026-11-05 16:00", "2026-11-07 10:00"), "2026-11-09 17:30"),
        ("3wd", CLOSE, "2026-11-02 09:30", ("2026-11-05 16:00", "2026-11-09 10:00"), "2026-11-09 17:30"),
        # Paused at the last instant: nothing is left.
        ("3wd", CLOSE, "2026-11-02 09:30", ("2026-11-05 17:30", "2026-11-07 10:00"), "2026-11-09 17:30"),
        ("8wh", "", "2026-11-02 09:30", ("2026-11-02 17:30", "2026-11-07 10:00"), "2026-11-09 09:00"),
        ("2d", ", ends: end_of_day", "2026-11-02 09:30", ("2026-11-04 10:00", "2026-11-06 09:00"),
         "2026-11-06 23:59:59"),
    ],
)  # fmt: skip
def test_what_is_left_of_the_last_day_is_never_before_the_clock_goes_on(
    duration: str, more: str, start: str, spans: tuple[str, str], due: str
) -> None:
    """Found by use: a clock that was in time when it stopped was overdue the moment it went on."""
    assert paused(duration, more, [spans], start).due("c") == due


def test_a_clock_that_stops_while_it_is_paused_has_the_pause_in_its_verdict_and_its_reopening() -> None:
    """D2: 8 working hours from Mon 9 Nov 09:30, paused at 10:30 until it was resolved; 7 hours are left on Mon 23."""
    rule = (
        "c: {title: C, kind: internal, starts: received, stops: [state:solved], within: [{duration: 8wh}],"
        " reopening: resume, pauses: {w: {title: W, while: [state:waiting]}}}"
    )
    life = Life(rule).opens("2026-11-09 09:30").goes("2026-11-09 10:30", "waiting").goes("2026-11-20 11:00", "solved")
    run = life.runs("c")[-1]
    assert (run.verdict, str(run.pauses[0].until)) == ("met", str(run.stopped))
    assert to_seconds(run.due) == to_seconds(life.at("2026-11-23 09:30"))
    life.goes("2026-11-23 10:00", "working", "reopened")
    assert life.due("c") == "2026-11-23 17:00"


def test_a_restart_by_a_verb_ends_the_pause_with_the_run() -> None:
    """By whatever verb a paused run ends, its pause ends then."""
    life = Life(within("15d", PAUSES + ", restarts: {facts: {title: F}}")).opens("2026-11-02 09:30")
    life.asks("2026-11-03 09:30", "paused", "c", code="appraisal").asks(
        "2026-11-05 09:30", "restarted", "c", code="facts"
    )
    first = life.runs("c")[0]
    assert (first.verdict, str(first.pauses[0].until)) == ("restarted", str(first.stopped))
    assert to_seconds(first.due) == to_seconds(life.at("2026-11-19 09:30"))


WITHDRAWN = within("3wd", PAUSES + CLOSE + ", reopening: resume").replace("state:solved", "state:dropped")


def test_a_clock_of_a_withdrawn_complaint_falls_away_in_time_and_stays_late_after_it() -> None:
    """D1: nothing was answered, so nothing is met."""
    early = Life(WITHDRAWN).opens("2026-11-02 09:30").goes("2026-11-03 10:00", "dropped")
    late = Life(WITHDRAWN).opens("2026-11-02 09:30").goes("2026-11-06 10:00", "dropped")
    assert (early.verdicts("c"), late.verdicts("c")) == (["fell_away"], ["late"])
    assert early.record("c")["fell_away"] == "yes"


def test_a_paused_clock_of_a_withdrawn_complaint_falls_away_however_long_the_pause() -> None:
    """D1: the waiting does not count as used."""
    life = Life(WITHDRAWN).opens("2026-11-02 09:30").asks("2026-11-02 11:00", "paused", "c", code="appraisal")
    life.goes("2026-11-12 12:00", "dropped")
    assert life.verdicts("c") == ["fell_away"]


def test_a_duty_that_was_done_with_the_withdrawal_is_met() -> None:
    """Where something else that the rule names stops the clock in the same event, it is met."""
    rule = WITHDRAWN.replace("state:dropped", "state:dropped, field:accepted_on")
    life = Life(rule).opens("2026-11-02 09:30")
    life.fields |= {"accepted_on": "2026-11-03"}
    life.happens("2026-11-03 10:00", "advanced", to="dropped", changed=["fields.accepted_on"])
    assert life.verdicts("c") == ["met"]


def test_what_was_late_when_the_complaint_was_withdrawn_is_owed_again_and_overdue() -> None:
    """D17: the withdrawal was no answer; the verdict of then stays."""
    life = Life(WITHDRAWN).opens("2026-11-02 09:30").goes("2026-11-06 10:00", "dropped")
    life.goes("2026-11-20 10:00", "working", "reopened")
    assert (life.verdicts("c"), life.due("c")) == (["late", ""], "2026-11-05 17:30")
    assert moved_deadlines(life.case, RuleSet(life.template, life.calendar), life.at("2026-11-20 11:00")) == []


def test_what_a_withdrawal_had_ended_is_owed_again_and_what_was_done_is_not() -> None:
    """`reopening: owed`, for duties that are done once."""
    rule = WITHDRAWN.replace("resume", "owed")
    life = Life(rule).opens("2026-11-02 09:30").goes("2026-11-03 10:00", "dropped")
    assert life.goes("2026-11-03 11:00", "working", "reopened").due("c") == "2026-11-05 17:30"
    life = Life(rule).opens("2026-11-02 09:30")
    life.happens("2026-11-02 10:00", "contacted", direction="out")
    life.goes("2026-11-03 10:00", "dropped").goes("2026-11-03 11:00", "working", "reopened")
    assert (life.due("c"), life.verdicts("c")) == ("", ["met"])


def test_an_override_holds_after_a_pause_and_after_a_reopening() -> None:
    """A deadline set by hand is put off like any other, from that deadline on, and no rule moves it."""
    life = Life(WITHDRAWN).opens("2026-11-02 09:30")
    life.asks("2026-11-03 09:00", "overridden", "c", until="2026-11-12T12:00:00+08:00")
    life.asks("2026-11-03 09:00", "paused", "c", code="appraisal").asks("2026-11-04 09:00", "resumed", "c")
    assert life.due("c") == "2026-11-13 17:30"
    life.goes("2026-11-05 09:00", "dropped").goes("2026-11-06 09:00", "working", "reopened")
    assert (life.due("c"), life.runs("c")[-1].overridden) == ("2026-11-16 17:30", True)


def test_shares_are_added_over_an_extension() -> None:
    """Half a day before it and half a day after it are a day."""
    life = Life(within("3wd", PAUSES + CLOSE + ", extension: {by: 5wd}")).opens("2026-11-02 09:30")
    life.asks("2026-11-03 09:00", "paused", "c", code="appraisal").asks("2026-11-03 13:15", "resumed", "c")
    life.asks("2026-11-03 14:00", "extended", "c", length="2wd")
    assert life.due("c") == "2026-11-09 17:30"
    life.asks("2026-11-04 09:00", "paused", "c", code="appraisal").asks("2026-11-04 13:15", "resumed", "c")
    assert life.due("c") == "2026-11-10 17:30"


def test_a_day_is_a_day_where_the_clocks_change() -> None:
    """A Sunday of 23 hours, all of it paused, moves a deadline by a day; one of 25 hours by one, not more."""
    for start, sunday, monday, due in (
        ("2026-03-26 10:00", "2026-03-29 00:00", "2026-03-30 00:00", "2026-04-06 23:59:59"),
        ("2026-10-22 10:00", "2026-10-25 00:00", "2026-10-26 00:00", "2026-11-02 23:59:59"),
    ):
        life = Life(within("10d", PAUSES + ", ends: end_of_day"), Calendar("london", LONDON)).opens(start)
        life.asks(sunday, "paused", "c", code="appraisal").asks(monday, "resumed", "c")
        assert life.due("c") == due
