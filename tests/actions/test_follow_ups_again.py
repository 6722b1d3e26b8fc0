"""What is not reached is tried again, what recurs comes again, and a low score brings a follow-up of its own."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from casectl.actions import followup
from casectl.actions.advance import advance
from casectl.actions.agenda import AgendaFilter, agenda
from casectl.actions.check import check
from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.undo import undo
from casectl.core.time.instants import elapsed, plus
from casectl.core.values.messages import UsageError
from tests.actions.cases import AT_ONCE, case_in, refused
from tests.fakes.context import NOW, TEMPLATE, FakeContext

CARE = """\
follow_ups:
  survey: {title: Survey, on: "state:solved", after: 1d, what: survey, asks: score, tries: 3, again: 2d, any_time: yes}
  care: {title: Care, on: "state:solved", after: 1mo, what: care, every: 1mo, until: 3mo, any_time: yes}
  unhappy: {title: Unhappy customer, on: "low:2", after: 4h, what: ring, who: boss, any_time: yes}
"""
REACHED, NOBODY = followup.Outcome(result="reached", score=4), followup.Outcome(result="not_reached")


@pytest.fixture
def desk() -> FakeContext:
    rest = TEMPLATE[TEMPLATE.index("checklists:\n") :]
    return FakeContext(templates={"plain": TEMPLATE[: TEMPLATE.index("follow_ups:\n")] + CARE + rest})


def open_ones(context: FakeContext, case: str, rule: str) -> list[tuple[float, int]]:
    """When each follow-up of a rule is due, in days from NOW, and how often it was tried."""
    found = [each for each in context.case(case).header.follow_ups if each.rule == rule]
    return [(elapsed(NOW, each.at) / timedelta(days=1), each.tries) for each in found]


def test_who_is_not_reached_is_tried_again_as_often_as_the_template_says(desk: FakeContext) -> None:
    """Each try is counted; the last one ends it. Whoever says when it is tried again is believed."""
    case = case_in(desk, "solved")
    assert open_ones(desk, case, "survey") == [(1, 0)]
    followup.done(desk.later(days=1), case, "survey", NOBODY, AT_ONCE)
    assert open_ones(desk, case, "survey") == [(3, 1)]
    again = followup.Outcome(result="not_reached", again=plus(NOW, timedelta(days=9)))
    followup.done(desk, case, "survey", again, AT_ONCE)
    assert open_ones(desk, case, "survey") == [(9, 2)]
    followup.done(desk, case, "survey", NOBODY, AT_ONCE)
    assert open_ones(desk, case, "survey") == []
    undo(desk, case, "wrong number", AT_ONCE)
    assert open_ones(desk, case, "survey") == [(9, 2)]


def test_what_recurs_comes_again_until_its_end(desk: FakeContext) -> None:
    """A month after it was due, however late it was done, and never in the past."""
    case = case_in(desk, "solved")
    started = [at for at, _ in open_ones(desk, case, "care")]
    assert started == [30]
    followup.done(desk.later(days=31), case, "care", followup.Outcome(), AT_ONCE)
    assert open_ones(desk, case, "care") == [(61, 0)]
    followup.done(desk.later(days=65), case, "care", followup.Outcome(), AT_ONCE)
    assert open_ones(desk, case, "care") == [(120, 0)]
    followup.done(desk.later(days=25), case, "care", followup.Outcome(), AT_ONCE)
    assert open_ones(desk, case, "care") == []


def test_a_follow_up_of_ones_own_recurs_too(context: FakeContext) -> None:
    case = context.open()
    weekly = followup.NewFollowUp(plus(NOW, timedelta(days=1)), "look in", every="1w")
    followup.add(context, case, weekly, AT_ONCE)
    [planned] = context.case(case).header.follow_ups
    followup.done(context, case, "look in", followup.Outcome(), AT_ONCE)
    [again] = context.case(case).header.follow_ups
    assert (elapsed(planned.at, again.at), again.every) == (timedelta(days=7), "1w")


def test_what_was_forgotten_for_years_is_not_caught_up_with(context: FakeContext) -> None:
    """Every minute of which would take for ever."""
    case = context.open()
    each_minute = followup.NewFollowUp(plus(NOW, timedelta(minutes=1)), "look in", every="1m")
    followup.add(context, case, each_minute, AT_ONCE)
    followup.done(context.later(days=9), case, "look in", followup.Outcome(), AT_ONCE)
    [again] = context.case(case).header.follow_ups
    assert elapsed(context.now, again.at) == timedelta(minutes=1)


def test_a_low_score_brings_a_follow_up_for_a_supervisor(desk: FakeContext) -> None:
    """It is in the list of everybody who has the role, and of nobody else."""
    case = case_in(desk, "solved")
    with refused(desk, UsageError, "say how satisfied the customer is"):
        followup.done(desk, case, "survey", followup.Outcome(result="reached"), AT_ONCE)
    followup.done(desk, case, "survey", REACHED, AT_ONCE)
    assert open_ones(desk, case, "unhappy") == []
    other = case_in(desk, "solved")
    followup.done(desk, other, "survey", followup.Outcome(result="reached", score=2), AT_ONCE)
    assert len(open_ones(desk, other, "unhappy")) == 1
    lists = {name: [task.owed.rule for task in agenda(desk, AgendaFilter(name)).tasks] for name in ("cy", "bob")}
    assert (lists["cy"].count("unhappy"), lists["bob"].count("unhappy")) == (1, 0)


def test_the_law_finds_nothing_in_what_comes_again(desk: FakeContext) -> None:
    """And finds it if the next time is left out of the file."""
    case = case_in(desk, "solved")
    followup.done(desk.later(days=1), case, "survey", NOBODY, AT_ONCE)
    assert [str(each.what) for each in check(desk).findings if each.code.startswith("C")] == []
    path = next(path for path in desk.store.files if case in path)
    text = desk.store.files[path].decode()
    done = text.index("event: followup_done")
    start = text.index("    cancels:", done) if "    cancels:" in text[done:] else text.index("    follow_ups:", done)
    desk.store.files[path] = text[:start].encode()
    assert "C100" in {each.code for each in check(desk).findings}


def test_a_closed_case_goes_on_with_its_care(desk: FakeContext) -> None:
    """Closing ends no long-term care."""
    case = case_in(desk, "solved")
    followup.done(desk, case, "survey", REACHED, AT_ONCE)
    advance(desk, case, "closed", FieldChanges(), AT_ONCE)
    followup.done(desk.later(days=31), case, "care", followup.Outcome(), AT_ONCE)
    assert open_ones(desk, case, "care") == [(61, 0)]


@pytest.mark.parametrize(
    ("every", "first", "later"),
    [
        ("1mo", "2026-12-31T10:00", ["2027-02-01T09:00", "2027-03-01T09:00", "2027-03-31T10:00", "2027-04-30T10:00"]),
        ("1d", "2026-11-26T10:00", ["2026-11-27T10:00", "2026-11-30T09:00", "2026-11-30T10:00", "2026-12-01T10:00"]),
        ("1w", "2026-11-28T15:00", ["2026-12-07T09:00", "2026-12-14T09:00"]),
        ("2wd", "2026-11-26T10:00", ["2026-11-30T10:00", "2026-12-02T10:00"]),
    ],
)
def test_what_was_moved_into_office_hours_moves_none_of_its_series(
    context: FakeContext, every: str, first: str, later: list[str]
) -> None:
    """The last of a month stays the last of every month, and ten o'clock stays ten o'clock."""
    case, found = context.open(), list[str]()
    at = datetime.fromisoformat(first).replace(tzinfo=context.zone)
    followup.add(context, case, followup.NewFollowUp(at, "look in", note="as agreed", every=every), AT_ONCE)
    for _ in later:
        [open_one] = context.case(case).header.follow_ups
        context.now = open_one.at
        followup.done(context, case, "look in", followup.Outcome(), AT_ONCE)
        [again] = context.case(case).header.follow_ups
        found.append(again.at.astimezone(context.zone).isoformat()[:16])
    assert found == later
    assert [each for each in check(context).findings if each.code == "C100"] == []
