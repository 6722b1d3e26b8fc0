"""A time of the wall clock stays what the wall clock shows, whatever the law of its zone becomes."""

from __future__ import annotations

import pytest

from casectl.core.time.instants import format_instant, parse_instant
from casectl.core.time.zones import on_wall_clock, zone_named


@pytest.mark.parametrize(
    ("written", "zone", "at"),
    [
        ("2027-03-28T09:00:00+01:00", "Europe/London", "2027-03-28T09:00:00+01:00"),
        ("2027-03-28T09:00:00+00:00", "Europe/London", "2027-03-28T09:00:00+01:00"),  # summer time came since
        ("2027-07-01T09:00:00+09:00", "Asia/Shanghai", "2027-07-01T09:00:00+08:00"),  # and was given up
        ("2027-10-31T01:30:00+01:00", "Europe/London", "2027-10-31T01:30:00+01:00"),  # comes twice
        ("2027-10-31T01:30:00+00:00", "Europe/London", "2027-10-31T01:30:00+00:00"),
    ],
)
def test_the_wall_time_counts_and_not_the_offset(written: str, zone: str, at: str) -> None:
    place = zone_named(zone)
    assert place
    assert format_instant(on_wall_clock(parse_instant(written), place), place) == at


@pytest.mark.parametrize("name", ["Europe/Nowhere", "../etc/passwd", "/etc/localtime", "Europe", "", "a\0b"])
def test_what_is_no_zone_is_none(name: str) -> None:
    assert zone_named(name) is None
