"""A row that applies only since a correction, or again, counts as if it always had: with pauses, stops and reopenings.

The office of these tests is open Monday to Friday, 09:00 to 17:30. 2026-11-02 is a Monday.
"""

from __future__ import annotations

from casectl.core.clocks.recomputing import moved_deadlines
from casectl.core.clocks.rules import RuleSet
from tests.core.clockwork import Life

MORE = (
    ", kind: internal, starts: received, stops: [state:solved], ends: close_of_business, reopening: resume,"
    " extension: {by: 10wd}, pauses: {waits: {title: W, while: [state:waiting]}}}"
)
SIMPLE = "s: {title: S, within: [{when: {complex: no}, duration: 5wd}]" + MORE
COMPLEX = "c: {title: C, within: [{when: {complex: yes}, duration: 10wd}]" + MORE
BOTH = f"{SIMPLE}\n{COMPLEX}"
WAITING = "w: {title: N, kind: internal, starts: 'clock:s', stops: [state:closed], within: [{duration: 7wd}]}"
START = "2026-11-02 09:30"


def opened(more: str = "") -> Life:
    """A case that is simple; due Mon 9 at the close, and Mon 16 if it were complex."""
    return Life(f"{BOTH}\n{more}".strip()).opens(START, complex="no")


def unmoved(life: Life, at: str) -> bool:
    """Whether recalculating by the same rules moves nothing."""
    return moved_deadlines(life.case, RuleSet(life.template, life.calendar), life.at(at)) == []


def test_a_row_that_first_applies_after_a_reopening_starts_its_clock_without_the_time_of_being_closed() -> None:
    """D10: it was corrected after the case had been closed for two working days and reopened."""
    life = opened().goes("2026-11-03 09:30", "dropped").goes("2026-11-05 09:30", "working", "reopened")
    life.sets("2026-11-05 10:00", complex="yes")
    assert (life.due("c"), life.due("s")) == ("2026-11-18 17:30", "")
    assert unmoved(life, "2026-11-05 11:00")


def test_a_row_that_changed_while_the_clock_was_stopped_counts_from_the_reopening_on() -> None:
    """D9: the table is looked up again when the clock goes on; a row that first applies then starts its clock."""
    life = opened().goes("2026-11-03 09:30", "dropped").sets("2026-11-04 10:00", complex="yes")
    life.goes("2026-11-05 09:30", "working", "reopened")
    assert (life.due("c"), life.due("s")) == ("2026-11-18 17:30", "")
    table = SIMPLE.replace(
        "[{when: {complex: no}, duration: 5wd}]", "[{when: {complex: yes}, duration: 10wd}, {duration: 5wd}]"
    )
    life = (
        Life(table)
        .opens(START, complex="yes")
        .goes("2026-11-03 09:30", "dropped")
        .sets("2026-11-04 10:00", complex="no")
    )
    assert life.goes("2026-11-05 09:30", "working", "reopened").due("s") == "2026-11-11 17:30"


def test_a_row_that_applies_since_a_correction_has_the_pauses_of_before() -> None:
    """Two days of waiting before the correction put the deadline off as those after it would."""
    life = opened().goes("2026-11-03 09:00", "waiting").goes("2026-11-05 09:00", "working")
    life.sets("2026-11-05 10:00", complex="yes")
    assert life.due("c") == "2026-11-18 17:30"
    assert [pause.reason for pause in life.runs("c")[0].pauses] == ["waits"]
    assert unmoved(life, "2026-11-05 11:00")


def test_a_row_that_applies_since_a_correction_in_a_waiting_state_is_paused() -> None:
    """It would have paused, and goes on with the work."""
    life = opened().goes("2026-11-03 09:00", "waiting").sets("2026-11-04 09:00", complex="yes")
    assert dict(life.header.paused) == {"c": "waits"}
    assert life.goes("2026-11-05 09:00", "working").due("c") == "2026-11-18 17:30"


def test_a_row_that_is_put_back_leaves_what_would_have_been_without_it() -> None:
    """D15, before any deadline: one run each, with its extension, and nothing late."""
    life = opened().asks("2026-11-02 10:00", "extended", "s", length="2wd")
    assert life.due("s") == "2026-11-11 17:30"
    life.sets("2026-11-03 10:00", complex="yes").sets("2026-11-04 10:00", complex="no")
    assert (life.due("s"), life.verdicts("s"), life.verdicts("c")) == ("2026-11-11 17:30", [""], ["excused"])
    assert life.runs("s")[0].extensions == 1
    assert unmoved(life, "2026-11-04 11:00")


def test_a_row_that_is_put_back_after_expiry_leaves_one_breach() -> None:
    """D15: the run goes on, overdue; the rule that never applied is not late."""
    life = opened().sets("2026-11-30 10:00", complex="yes")
    assert (life.verdicts("s"), life.due("c")) == (["late"], "2026-11-16 17:30")
    life.sets("2026-11-30 11:00", complex="no")
    assert (life.verdicts("s"), life.due("s"), life.verdicts("c")) == ([""], "2026-11-09 17:30", ["excused"])
    life.sets("2026-12-01 11:00", complex="yes").sets("2026-12-01 12:00", complex="no")
    assert (life.verdicts("s"), life.verdicts("c")) == ([""], ["excused"])


def test_a_run_that_began_by_itself_and_expired_stays_missed() -> None:
    """A breach does not go away with a correction."""
    life = opened().sets("2026-11-30 10:00", complex="yes").goes("2026-11-30 11:00", "solved")
    assert life.verdicts("s") == ["late"]


def test_what_no_row_applies_to_any_more_starts_no_clock_that_waits_for_it() -> None:
    """D14: nothing has ended, be it before the deadline or after it."""
    for when in ("2026-11-03 10:00", "2026-11-30 10:00"):
        assert opened(WAITING).sets(when, complex="yes").runs("w") == []
    assert opened(WAITING).goes("2026-11-03 10:00", "solved").runs("w")


def test_a_row_that_is_put_back_while_it_is_paused_is_paused_still() -> None:
    """The pause of before goes on, as it would have."""
    life = opened().goes("2026-11-03 09:00", "waiting").sets("2026-11-03 10:00", complex="yes")
    life.sets("2026-11-03 11:00", complex="no")
    assert dict(life.header.paused) == {"s": "waits"}
    assert life.goes("2026-11-04 09:00", "working").due("s") == "2026-11-10 17:30"


def test_a_field_that_is_emptied_again_has_stopped_nothing() -> None:
    """Filling it was a mistake: the clock goes on with the pauses of then."""
    rule = SIMPLE.replace("state:solved", "field:accepted_on, state:solved")
    life = Life(rule).opens(START, complex="no").goes("2026-11-03 09:00", "waiting").goes("2026-11-04 09:00", "working")
    life.sets("2026-11-04 10:00", accepted_on="2026-11-04")
    assert life.verdicts("s") == ["met"]
    life.sets("2026-11-05 10:00", accepted_on="")
    assert (life.due("s"), len(life.runs("s")[-1].pauses)) == ("2026-11-10 17:30", 1)
    assert unmoved(life, "2026-11-05 11:00")


def test_an_undone_pause_puts_nothing_off() -> None:
    """What was undone does not count when the journal is gone through again."""
    life = opened().goes("2026-11-03 09:00", "waiting").goes("2026-11-04 09:00", "working")
    life.happens("2026-11-04 10:00", "undone", undoes=life.journal[-1].id)
    life.happens("2026-11-04 10:00", "undone", undoes=life.journal[1].id)
    assert life.sets("2026-11-04 11:00", complex="yes").due("c") == "2026-11-16 17:30"


TOLD = (
    "f: {title: F, kind: internal, starts: opened, within: [{duration: 2wd}], stops: ['contact:out', 'state:closed'],"
    " ends: close_of_business}\n"
    "u: {title: U, kind: internal, starts: [opened, 'contact:out'], within: [{duration: 1wd}], stops: ['state:closed'],"
    " ends: close_of_business}"
)


def told(life: Life, at: str, letter: str) -> Life:
    """A letter goes out."""
    life.happens(at, "contacted", direction="out", letter="holding", message_id=letter)
    return life


def refused(life: Life, at: str, letter: str) -> Life:
    """A mail server says that it does not take it."""
    life.happens(at, "filed", sort="bounce", message_id=letter, returned=letter)
    return life


def test_a_letter_that_was_refused_has_stopped_and_begun_no_clock() -> None:
    """Its clocks run as if it had never been written: the same runs, with their deadlines, and no verdict."""
    life = told(Life(TOLD).opens(START), "2026-11-02 15:00", "<1>")
    assert (life.due("f"), life.due("u"), life.verdicts("f")) == ("", "2026-11-03 17:30", ["met"])
    refused(told(life, "2026-11-04 10:00", "<2>"), "2026-11-04 10:05", "<2>")
    assert (life.due("u"), life.verdicts("u")) == ("2026-11-03 17:30", ["met", ""])
    refused(life, "2026-11-04 11:00", "<1>")
    assert (life.due("f"), life.verdicts("f")) == ("2026-11-04 17:30", [""])
    assert (life.due("u"), life.verdicts("u")) == ("2026-11-03 17:30", [""])
    told(life, "2026-11-05 10:00", "<3>")
    assert (life.verdicts("f"), life.verdicts("u")) == (["late"], ["late", ""])


def test_a_letter_that_was_refused_leaves_what_a_later_contact_has_done() -> None:
    """The customer was told since: what that contact began goes on."""
    life = told(told(Life(TOLD).opens(START), "2026-11-02 15:00", "<1>"), "2026-11-03 10:00", "<2>")
    due = life.due("u")
    refused(life, "2026-11-03 11:00", "<1>")
    assert (life.due("u"), life.verdicts("f"), life.verdicts("u")) == (due, ["met"], ["met", "met", ""])


def test_a_letter_that_was_refused_meets_no_deadline_that_the_next_contact_has_missed() -> None:
    """Nobody stops a clock by a letter to nowhere and tells the customer later."""
    life = told(told(Life(TOLD).opens(START), "2026-11-02 15:00", "<1>"), "2026-11-05 10:00", "<2>")
    assert life.verdicts("f") == ["met"]
    refused(life, "2026-11-05 11:00", "<1>")
    assert (life.due("f"), life.verdicts("f")) == ("", ["late"])
    assert str(life.runs("f")[0].stopped) == "2026-11-05 10:00:00+08:00"


def test_a_refusal_recorded_before_it_named_its_letter_leaves_clocks_alone() -> None:
    """What stands on record keeps its sense."""
    life = told(Life(TOLD).opens(START), "2026-11-02 15:00", "<1>")
    life.happens("2026-11-02 16:00", "filed", sort="bounce", message_id="<1>")
    assert life.verdicts("f") == ["met"]
