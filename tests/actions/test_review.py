"""review names the cases of a period that something can be learnt from, each in every part that it belongs to."""

from __future__ import annotations

from datetime import date, timedelta

from casectl.actions import followup
from casectl.actions.cause import FoundCause, cause
from casectl.actions.promise import promise
from casectl.actions.recording.new_follow_up import NewFollowUp
from casectl.actions.review import review
from casectl.core.figures.periods import Period
from casectl.core.query.conditions import Like
from casectl.core.query.model import EVERY
from casectl.core.time.instants import plus
from tests.actions.cases import AT_ONCE
from tests.fakes.context import NOW, FakeContext

WEEK = Period(date(2026, 11, 23), date(2026, 11, 30))


def test_each_part_has_its_cases(context: FakeContext) -> None:
    """A cause is one only with others; a promise that nobody kept is broken, and what is open and late is late."""
    lid, box, _single = context.open([("title", "Lid")]), context.open([("title", "Box")]), context.open()
    for case in (lid, box):
        cause(context, case, FoundCause("lid.loose"), AT_ONCE)
    cause(context, _single, FoundCause("lid"), AT_ONCE)
    promise(context, lid, NewFollowUp(plus(NOW, timedelta(hours=2)), "a call"), AT_ONCE)
    followup.add(context, box, NewFollowUp(plus(NOW, timedelta(hours=2)), "survey"), AT_ONCE)
    followup.done(context.later(days=1), box, "survey", followup.Outcome(score=2), AT_ONCE)
    rows = review(context, EVERY, WEEK).rows
    parts = {section: {each.case for each in rows if each.section == section} for section in {e.section for e in rows}}
    assert parts == {
        "late": {lid, box, _single}, "dissatisfied": {box}, "same_cause": {lid, box}, "promise_broken": {lid},
    }  # fmt: skip
    assert {str(each.what) for each in rows if each.section == "same_cause"} == {"Loose lid"}
    assert {each.title for each in rows if each.case == lid} == {"Lid"}
    assert {each.case for each in review(context, Like("title", "Box"), WEEK).rows} == {box}


def test_a_week_without_anything_to_learn_from_is_empty(context: FakeContext) -> None:
    context.open()
    assert review(context, EVERY, Period(date(2026, 11, 16), date(2026, 11, 23))).rows == []
