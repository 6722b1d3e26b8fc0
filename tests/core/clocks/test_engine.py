"""What events do to the clocks of a case, with the calculation of every worked date.

The office of these tests is open Monday to Friday, 09:00 to 17:30. 2026-11-23 is a Monday.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casectl.core.time.calendar import Calendar
from casectl.core.time.instants import plus, to_seconds
from casectl.core.values.tree import Tree
from tests.core.clocks.rule_texts import KEEP_INFORMED, LEVELS, PAUSES, clock, within
from tests.core.clockwork import LONDON, Life


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


def test_a_level_moves_no_deadline_that_has_passed() -> None:
    life = Life(LEVELS).opens("2026-11-23 10:00")
    due = life.due("c")
    life.happens("2027-11-25 11:00", "escalated", level="2")
    assert life.due("c") == due


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


ROWS = (
    "c: {title: C, kind: regulatory, starts: received, stops: state:solved, pauses: {appraisal: {title: A}},"
    " within: [{when: {level: 3}, duration: 20d}, {when: {complex: yes}, duration: 40d}, {duration: 10d}]}"
)


def test_only_what_an_event_itself_changes_moves_a_deadline() -> None:
    """Found by use: a field was edited by hand, and the deadline moved in the name of whoever set another one."""
    life = Life(ROWS).opens("2026-11-23 10:00")
    life.fields["complex"] = "yes"
    changed: Tree = ["fields.channel"]
    life.happens("2026-11-24 10:00", "changed", changed=changed)
    life.happens("2026-11-24 10:00", "assigned", to="bob")
    assert life.due("c") == "2026-12-03 10:00"
    life.happens("2026-11-25 10:00", "adopted", changed=["fields.complex"])
    assert life.due("c") == "2027-01-02 10:00"


TWO = (
    "answer: {title: A, kind: internal, starts: opened, counts_from: received, stops: contact:out,"
    " within: [{duration: 100h}]}\n"
    "update: {title: U, kind: internal, starts: [opened, 'contact:out'], stops: state:solved,"
    " within: [{duration: 24h}]}"
)


def test_a_contact_before_a_clock_began_leaves_that_clock_alone() -> None:
    """Found by use: a call of Friday, registered on Monday, met nothing, since another clock had begun on Monday."""
    life = Life(TWO).opens("2026-11-23 10:00", received="2026-11-20 15:00")
    before = life.due("update")
    life.happens("2026-11-20 16:00", "contacted", direction="out", text="x")
    assert (life.verdicts("answer"), life.due("update")) == (["met"], before)
    life.happens("2026-11-23 16:00", "contacted", direction="out", text="x")
    assert life.due("update") == "2026-11-24 16:00"
    life.happens("2026-11-23 12:00", "contacted", direction="out", text="x")
    assert life.due("update") == "2026-11-24 16:00"


def test_a_step_before_a_clock_began_ends_it_as_it_begins() -> None:
    """What was settled on Friday and registered on Monday leaves the clock of Monday nothing to run for."""
    life = Life(TWO.replace("stops: contact:out", "stops: state:solved")).opens(
        "2026-11-23 10:00", received="2026-11-20 15:00"
    )
    life.happens("2026-11-20 16:00", "advanced", to="solved")
    assert life.verdicts("answer") == life.verdicts("update") == ["met"]
    assert life.record("answer")["stopped"] == "2026-11-20T16:00:00+08:00"
    assert life.record("update")["stopped"] == "2026-11-23T10:00:00+08:00"


def test_what_changes_the_row_of_a_clock_counts_whenever_it_is_dated() -> None:
    life = Life(ROWS.replace("starts: received", "starts: opened")).opens(
        "2026-11-23 10:00", received="2026-11-20 15:00"
    )
    life.happens("2026-11-20 16:00", "escalated", level="3")
    assert life.due("c") == "2026-12-13 10:00"
