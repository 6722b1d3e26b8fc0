"""overdue lists the deadlines that have passed, the earliest first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casectl.actions.lookup.deadlines import DeadlineFilter
from casectl.actions.overdue import overdue
from casectl.core.query.conditions import OneOf
from casectl.core.query.model import EVERY
from casectl.core.reports import DueReport
from casectl.core.values.errors import NotFound
from tests.fakes.context import NOW, FakeContext


def listed(report: DueReport) -> list[tuple[str, str]]:
    return [(row.case.text("owner"), row.clock) for row in report.rows]


def test_what_has_passed_is_listed_with_by_how_much(owned: FakeContext) -> None:
    """An answer is due after four hours."""
    report = overdue(owned.later(hours=5), OneOf("owner", ("bob",)), DeadlineFilter())
    assert listed(report) == [("bob", "answer")]
    assert report.rows[0].late == timedelta(hours=1)
    assert listed(overdue(owned, OneOf("owner", ("bob",)), DeadlineFilter(NOW))) == []


def test_what_passes_within_a_time_is_listed_too_and_a_clock_or_kind_may_be_chosen(owned: FakeContext) -> None:
    """The earliest first."""
    bob = OneOf("owner", ("bob",))
    later = owned.later(hours=5)
    report = overdue(later, bob, DeadlineFilter(), lambda at: at + timedelta(days=1))
    assert [row.clock for row in report.rows] == ["answer", "update"]
    report = overdue(later, bob, DeadlineFilter(clock="Keep informed"), lambda at: at + timedelta(days=1))
    assert [row.clock for row in report.rows] == ["update"]
    assert overdue(later, EVERY, DeadlineFilter(kind="regulatory")).rows == []


def test_an_unknown_clock_is_an_error(owned: FakeContext) -> None:
    """An empty list would look as if nothing were overdue."""
    with pytest.raises(NotFound, match="has a clock anser") as error:
        overdue(owned, EVERY, DeadlineFilter(clock="anser"))
    assert str(error.value.hint) == "did you mean answer?"
