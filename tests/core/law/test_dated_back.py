"""Nobody gains alone by a pause or a new start that is dated back, nor by taking back the end of a pause."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casectl.actions.check import check
from casectl.actions.due import due
from casectl.actions.pause import pause
from casectl.actions.recording.clock_change import ClockChange
from casectl.actions.recording.proposal import EventStamp
from casectl.actions.restart import restart
from casectl.actions.resume import resume
from casectl.actions.undo import undo
from casectl.core.time.instants import plus
from casectl.core.values.messages import Refused
from tests.actions.cases import AT_ONCE, refused
from tests.core.law.test_gains import DESK, REGULATED
from tests.fakes.context import NOW, FakeContext

PAUSING = REGULATED.replace("    restarts:", "    pauses: {wait: {title: Waiting}}\n    restarts:")


def test_a_pause_recorded_after_the_deadline_changes_nothing() -> None:
    context = FakeContext(settings=DESK, templates={"plain": PAUSING})
    case = context.open(owner="ada")
    context.later(days=3)
    with refused(context, Refused, "had already passed when the pause was recorded"):
        pause(context, case, ClockChange(code="wait"), EventStamp(plus(NOW, timedelta(hours=1))))
    other = context.open(owner="ada")
    pause(context.later(hours=3), other, ClockChange(code="wait"), EventStamp(plus(context.now, -timedelta(hours=1))))


def slow_desk(age: float) -> tuple[FakeContext, str]:
    """A case of ada's of which the regulatory deadline is in 20 days, so many days ago."""
    context = FakeContext(settings=DESK, templates={"plain": PAUSING.replace("duration: 48h", "duration: 20d")})
    case = context.open(owner="ada")
    return context.later(days=age), case


def at(hours: float) -> EventStamp:
    return EventStamp(plus(NOW, timedelta(hours=hours)), late="I forgot")


def test_a_pause_dated_back_long_before_the_deadline_is_nobodys_own() -> None:
    """Found by use: thirteen days were won with a pause of two weeks ago, a day before the deadline."""
    context, case = slow_desk(9)
    with refused(context, Refused, "this postpones a regulatory deadline: somebody else must decide on it"):
        pause(context, case, ClockChange(code="wait"), at(1))
    pause(context, case, ClockChange(code="wait"), at(9 * 24 - 1))
    context, case = slow_desk(9)
    pause(context.by("cy"), case, ClockChange(code="wait"), at(1))
    assert [each for each in check(context).findings if each.code[0] == "C"] == []


def test_a_new_start_dated_back_before_a_deadline_that_has_passed_is_nobodys_own() -> None:
    context, case = slow_desk(25)
    anew = ClockChange("resolve", "new_facts", "He found it")
    with refused(context, Refused, "this postpones a regulatory deadline: somebody else must decide on it"):
        restart(context, case, anew, at(19 * 24))
    restart(context, case, anew, AT_ONCE)
    [resolve] = [row for row in due(context, case).rows if row.run.clock == "resolve" and row.run.verdict]
    assert resolve.missed or resolve.late > timedelta()


@pytest.mark.parametrize("days", [9, 30])
def test_a_pause_is_not_made_longer_by_taking_back_its_end(days: int) -> None:
    """Found by use: the owner took the end of a pause back after the deadline, which was then not missed. At once it is
    a mistake put right.
    """
    context, case = slow_desk(1)
    pause(context, case, ClockChange(code="wait"), AT_ONCE)
    resume(context.later(hours=1), case, ClockChange(), AT_ONCE)
    undo(context.later(hours=1), case, "", AT_ONCE)
    resume(context, case, ClockChange(), AT_ONCE)
    with refused(
        context.later(days=days), Refused, "this postpones a regulatory deadline: somebody else must decide on it"
    ):
        undo(context, case, "", AT_ONCE)
