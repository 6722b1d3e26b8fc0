"""Times in a query."""

from __future__ import annotations

from casectl.core.query.conditions import (
    Range,
    TimeWithin,
)
from tests.core.query.one_case import NOW, at, read


def test_a_day_without_a_time_is_the_whole_day() -> None:
    assert read("due:2026-11-22") == TimeWithin("due", Range(at(22), at(23)))
    assert read("due>2026-11-22") == TimeWithin("due", Range(at(23), None))
    assert read("due<now") == TimeWithin("due", Range(None, NOW))
