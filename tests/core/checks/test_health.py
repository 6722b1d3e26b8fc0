"""Calendars are reported before they expire."""

from __future__ import annotations

from datetime import date

from casectl.core.checks.health import expiring


def test_calendars_are_named_two_months_before_they_expire() -> None:
    calendars = [("old", date(2026, 12, 31)), ("new", date(2027, 12, 31)), ("always", None)]
    assert [str(each.what) for each in expiring(calendars, date(2026, 11, 22))] == [
        "calendar old is verified only until 2026-12-31"
    ]
