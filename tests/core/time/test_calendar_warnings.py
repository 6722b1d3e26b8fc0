"""A calendar without errors: how far it can be relied upon."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from casectl.core.time.calendar_file import read_calendar
from casectl.core.time.calendar_warnings import CODES as DOUBTS
from casectl.core.time.calendar_warnings import warnings_about
from tests.core.time.calendar_texts import HOURS, source

DOUBTFUL = [
    ("verified_until: 2026-06-30\nholidays: {2026-01-01: a}\n", "L020", 3),
    ("verified_until: 2027-12-31\nprovisional_from: 2028-01-01\n", "L021", 4),
    ("verified_until: 2027-12-31\nholidays:\n  2024-01-01: a\n  2026-01-01: b\n", "L022", 4),
    ("verified_until: 2027-12-31\nholidays:\n  2026-01-01: a\n", "L022", 4),
    ("holidays:\n  2026-01-01: a\n", "L023", 3),
    ("verified_from: 2027-01-01\nverified_until: 2026-12-31\n", "L024", 4),
]


@pytest.mark.parametrize(("text", "code", "line"), DOUBTFUL)
def test_each_doubt_is_named_at_its_place(text: str, code: str, line: int) -> None:
    file = source(HOURS + text)
    calendar, faults = read_calendar(file, ZoneInfo("UTC"))
    assert faults == []
    found = list(warnings_about(calendar, file, date(2026, 11, 21)))
    assert [(each.code, each.place.line) for each in found] == [(code, line)]


def test_a_day_is_not_verified_and_guessed_at_once() -> None:
    file = source(HOURS + "verified_until: 2026-12-31\nprovisional_from: 2026-07-01\n")
    found = list(warnings_about(read_calendar(file, ZoneInfo("UTC"))[0], file, date(2026, 11, 21)))
    assert [each.code for each in found] == ["L021", "L024"]
    assert str(found[1].what) == "2026-07-01 is marked both as verified and as provisional"


def test_every_doubt_has_an_example_and_a_plain_week_raises_none() -> None:
    assert {code for _, code, _ in DOUBTFUL} == set(DOUBTS)
    file = source(HOURS)
    assert list(warnings_about(read_calendar(file, ZoneInfo("UTC"))[0], file, date(2026, 11, 21))) == []
