"""due-soon lists the deadlines ahead whose warning has begun."""

from __future__ import annotations

from casectl.actions.due_soon import due_soon
from casectl.actions.lookup.deadlines import DeadlineFilter
from casectl.core.query.model import EVERY
from casectl.core.time.durations import Duration
from tests.fakes.context import TEMPLATE, FakeContext


def test_a_deadline_is_listed_from_the_warning_of_its_clock_until_it_passes(clocks: FakeContext) -> None:
    """Of the three clocks, only `resolve` warns: 4 hours before its 48 are over."""
    clocks.open()
    found = []
    for hours in (43, 2, 4):
        report = due_soon(clocks.later(hours=hours), EVERY, DeadlineFilter())
        found.append([row.owed.name for row in report.rows])
    assert found == [[], ["resolve"], []]


def test_a_time_that_is_given_counts_for_every_clock(clocks: FakeContext) -> None:
    """Whatever the clocks warn of, the earliest first."""
    clocks.open()
    report = due_soon(clocks, EVERY, DeadlineFilter(), Duration(24, "h"))
    assert [row.owed.name for row in report.rows] == ["answer", "update"]


def test_a_row_of_the_table_may_have_a_warning_of_its_own() -> None:
    """A deadline of 12 hours warns an hour ahead, the others 4."""
    rule = "{when: {customer.age: 99}, duration: 12h}, {duration: 48h}]"
    own = rule.replace("duration: 12h", "duration: 12h, warn: 1h")
    context = FakeContext(templates={"plain": TEMPLATE.replace(rule, f"{own}\n    warn: 4h")})
    context.open([("title", "Old"), ("customer.age", "99")])
    found = []
    for hours in (10, 1):
        report = due_soon(context.later(hours=hours), EVERY, DeadlineFilter())
        found.append([row.owed.name for row in report.rows])
    assert found == [[], ["resolve"]]
