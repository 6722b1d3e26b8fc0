"""An event is seen as the side of a merge knew the case on which it was recorded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from casectl.core.case.known_then import around_each
from casectl.core.case.model import MERGED, MERGER, Event
from casectl.core.time.instants import plus

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)


def _event(name: str, hours: int, kind: str, **data: str) -> Event:
    return Event(name, plus(AT, timedelta(hours=hours)), "ada", kind, {**data})


def test_nobody_moves_a_case_from_where_others_had_put_it_meanwhile() -> None:
    """Two owners were given offline: both from the first one; after the merge the later one counts."""
    opened = _event("event0", 0, "opened", template="plain", to="new", owner="ada")
    one, other = (_event(f"event{n}", n, "assigned", to=to, owner=to) for n, to in ((1, "bob"), (2, "cy")))
    merge = Event("event3", AT, MERGER, MERGED, {"sides": {"first": ["event2"], "second": ["event1"]}})
    later = _event("event4", 4, "assigned", to="di", owner="di")
    journal = (opened, one, other, merge, later)
    seen = {event.id: (before.owner, after.owner) for event, before, after in around_each(journal)}
    assert seen == {
        "event0": ("", "ada"), "event1": ("ada", "bob"), "event2": ("ada", "cy"), "event3": ("cy", "cy"),
        "event4": ("cy", "di"),
    }  # fmt: skip


def test_sides_that_are_none_hide_no_event() -> None:
    """As somebody may have written them: on both sides, or unknown."""
    opened = _event("event0", 0, "opened", template="plain", to="new", owner="ada")
    given = _event("event1", 1, "assigned", to="bob", owner="bob")
    merge = Event("event2", AT, MERGER, MERGED, {"sides": {"first": ["event1", "?"], "second": ["event1"]}})
    journal = (opened, given, merge)
    assert [event for event, _, _ in around_each(journal)] == [*journal]
