"""Periods are whole days of the casebook's zone, and know those before them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from casectl.core.figures.periods import Period, period_between
from casectl.core.time.instants import to_seconds


@pytest.mark.parametrize(
    ("first", "end", "name", "previous", "year_before"),
    [
        ("2026-03-01", "2026-04-01", "2026-03", "2026-02", "2025-03"),
        ("2026-01-01", "2026-02-01", "2026-01", "2025-12", "2025-01"),
        ("2026-01-01", "2026-04-01", "2026-Q1", "2025-Q4", "2025-Q1"),
        ("2026-01-01", "2027-01-01", "2026", "2025", "2025"),
        (
            "2026-02-02",
            "2026-02-05",
            "2026-02-02 to 2026-02-04",
            "2026-01-30 to 2026-02-01",
            "2025-02-02 to 2025-02-04",
        ),
        ("2026-12-28", "2027-01-04", "2026-W53", "2026-W52", "2026-W01"),
        ("2026-11-30", "2026-12-01", "2026-11-30", "2026-11-29", "2025-11-30"),
        ("2028-02-29", "2028-03-01", "2028-02-29", "2028-02-28", "2027-02-28"),
    ],
)
def test_a_period_has_a_name_and_others_before_it(
    first: str, end: str, name: str, previous: str, year_before: str
) -> None:
    found = Period(date.fromisoformat(first), date.fromisoformat(end))
    assert (found.name, found.previous.name, found.year_before.name) == (name, previous, year_before)


def test_a_period_begins_and_ends_at_midnight_where_the_casebook_is() -> None:
    """Also where the clocks change within it; what is not made of whole days is none."""
    zone = ZoneInfo("Europe/London")
    start, end = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 31, 23, tzinfo=UTC)
    found = period_between(start, end, zone)
    assert found is not None
    assert found.name == "2026-03"
    assert found.seconds(zone) == (to_seconds(start), to_seconds(end))
    assert period_between(start, end, ZoneInfo("UTC")) is period_between(start, start, zone) is None
