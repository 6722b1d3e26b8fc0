"""overdue lists the deadlines that have passed, the earliest first."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from casectl.actions.lookup.deadlines import DeadlineFilter
from casectl.actions.lookup.working_time import with_working_time
from casectl.actions.overdue import overdue
from casectl.core.case.owed import DEADLINE, Owed
from casectl.core.owed_reports import DueReport, DueRow
from casectl.core.query.conditions import OneOf
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.model import EVERY
from casectl.core.time.calendar import ALWAYS, Calendar
from casectl.core.time.instants import elapsed, plus
from casectl.core.values.messages import NotFound
from tests.fakes.context import NOW, FakeContext


def listed(report: DueReport) -> list[tuple[str, str]]:
    return [(row.case.text("owner"), row.owed.name) for row in report.rows]


def test_what_has_passed_is_listed_with_by_how_much(owned: FakeContext) -> None:
    """An answer is due after four hours."""
    report = overdue(owned.later(hours=5), OneOf("owner", ("bob",)), DeadlineFilter())
    assert listed(report) == [("bob", "answer")]
    assert report.rows[0].late == timedelta(hours=1)
    assert listed(overdue(owned, OneOf("owner", ("bob",)), DeadlineFilter(NOW))) == []


def test_what_is_due_at_this_instant_is_in_time(owned: FakeContext) -> None:
    """As its verdict would be if it stopped now, and as the other lists mark it; a second later it is late."""
    bob = OneOf("owner", ("bob",))
    due = plus(NOW, timedelta(hours=4))
    assert listed(overdue(owned, bob, DeadlineFilter(due))) == []
    assert listed(overdue(owned, bob, DeadlineFilter(due), lambda at: at)) == [("bob", "answer")]
    assert listed(overdue(owned, bob, DeadlineFilter(plus(due, timedelta(seconds=1))))) == [("bob", "answer")]


def test_what_passes_within_a_time_is_listed_too_and_a_clock_or_kind_may_be_chosen(owned: FakeContext) -> None:
    """The earliest first."""
    bob = OneOf("owner", ("bob",))
    later = owned.later(hours=5)
    report = overdue(later, bob, DeadlineFilter(), lambda at: plus(at, timedelta(days=1)))
    assert [row.owed.name for row in report.rows] == ["answer", "update"]
    report = overdue(later, bob, DeadlineFilter(clock="Keep informed"), lambda at: plus(at, timedelta(days=1)))
    assert [row.owed.name for row in report.rows] == ["update"]
    assert overdue(later, EVERY, DeadlineFilter(kind="regulatory")).rows == []


def test_an_unknown_clock_is_an_error(owned: FakeContext) -> None:
    """An empty list would look as if nothing were overdue."""
    with pytest.raises(NotFound, match="has a clock anser") as error:
        overdue(owned, EVERY, DeadlineFilter(clock="anser"))
    assert str(error.value.hint) == "did you mean answer?"


@pytest.mark.parametrize(("fold", "late"), [(0, []), (1, [("answer", timedelta(minutes=40))])])
def test_the_two_hours_that_the_wall_clock_shows_alike_are_distinguished(
    fold: int, late: list[tuple[str, timedelta]]
) -> None:
    """Due in London at 01:30 before the clocks go back; at 01:10 before that it is not late, at 01:10 after it is."""
    context = FakeContext(now=datetime.fromisoformat("2025-10-25T21:30:00+01:00"))
    context.open()
    at = datetime(2025, 10, 26, 1, 10, fold=fold, tzinfo=ZoneInfo("Europe/London"))
    assert [(row.owed.name, row.late) for row in overdue(context, EVERY, DeadlineFilter(at)).rows] == late


def test_working_days_that_passed_are_counted_to_the_hour_that_comes_twice() -> None:
    """Two days end at 01:30 on 26 October 2025; 40 minutes later the wall shows 01:10."""
    london = Calendar("london", ZoneInfo("Europe/London"), windows=ALWAYS)
    at = datetime(2025, 10, 26, 1, 10, fold=1, tzinfo=london.zone)
    due = datetime.fromisoformat("2025-10-24T01:30:00+01:00")
    case = Excerpt("", {"template": "gone"})
    row = DueRow(case, Owed(DEADLINE, "answer", due, ""), "Answer", "internal", elapsed(due, at))
    (worked,) = with_working_time(FakeContext(calendar=london), DueReport(at, [row], [])).rows
    assert worked.late == timedelta(days=2, minutes=40)
    assert (worked.worked_days, worked.worked_rest) == (2, timedelta(minutes=40))
