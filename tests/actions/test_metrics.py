"""metrics counts what the lists show."""

from __future__ import annotations

from collections import Counter

from casectl.actions.lookup.deadlines import DeadlineFilter
from casectl.actions.metrics import metrics
from casectl.actions.overdue import overdue
from casectl.core.query.model import EVERY
from tests.fakes.context import FakeContext


def test_what_is_overdue_is_what_the_list_has(context: FakeContext) -> None:
    """By kind and clock; of an empty casebook everything is nought."""
    nothing = {each.name: each.values for each in metrics(context).gauges}
    assert (nothing["casectl_cases_open"], nothing["casectl_oldest_open_seconds"]) == ([], [((), 0)])
    for owner in ("ada", "bob"):
        context.open(owner=owner)
    later = context.later(days=40)
    found = {each.name: dict(each.values) for each in metrics(later).gauges}
    listed = overdue(later, EVERY, DeadlineFilter()).rows
    assert listed
    assert Counter(found["casectl_overdue"]) == Counter(
        (("kind", row.kind), ("clock", row.owed.name)) for row in listed
    )
    assert sum(found["casectl_cases_open"].values()) == 2
    assert found["casectl_oldest_open_seconds"] == {(): 40 * 86400}
    assert found["casectl_unreadable_files"] == {(): 0}


def test_a_file_that_cannot_be_read_is_counted_and_the_time_is_missing(context: FakeContext) -> None:
    """So that an alert on the time of the last success sees it."""
    case = context.open()
    path = next(each for each in context.store.files if case in each)
    context.store.files[path] = b"id: ["
    found = metrics(context)
    names = {each.name: each.values for each in found.gauges}
    assert ([each[0] for each in found.unreadable], names["casectl_unreadable_files"]) == ([path], [((), 1)])
    assert "casectl_last_success_timestamp_seconds" not in names
