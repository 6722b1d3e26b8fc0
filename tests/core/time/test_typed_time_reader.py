"""Typed times: which of them are times of the wall clock, and keep their zone."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from casectl.core.time.calendar import Calendar
from casectl.core.time.typed_time_reader import TypedTimeReader

LONDON = ZoneInfo("Europe/London")


def reader() -> TypedTimeReader:
    return TypedTimeReader(datetime(2026, 11, 23, 10, tzinfo=UTC), LONDON, Calendar("office", LONDON), lambda _: None)


@pytest.mark.parametrize("text", ["2027-03-28 09:00", "tomorrow 10:00", "fri", "明天下午3点"])
def test_a_time_of_the_wall_clock_has_the_zone_of_the_casebook(text: str) -> None:
    assert reader().zone_of(text) == "Europe/London"


@pytest.mark.parametrize("text", ["2027-03-28 09:00+01:00", "5pm UTC", "+2h", "+3wd", "两小时后"])
def test_an_instant_and_a_length_have_none(text: str) -> None:
    assert reader().zone_of(text) == ""
