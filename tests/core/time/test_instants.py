"""An instant never loses its offset, and one that is read can be written in every zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casectl.core.time.instants import format_instant, parse_instant, same_instant
from casectl.core.values.errors import UsageError

ZONES = [
    UTC,
    *map(ZoneInfo, ("Asia/Shanghai", "America/St_Johns", "Europe/Dublin", "Pacific/Kiritimati", "Asia/Kolkata")),
]
zones = st.sampled_from(ZONES)
instants = st.integers(-62_000_000_000, 253_000_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))
"""From the year 5 to 9987."""


@given(instants, zones)
def test_what_is_written_is_read_as_the_same_second_in_every_zone(at: datetime, zone: ZoneInfo) -> None:
    text = format_instant(at, zone)
    if len(text) == 25:  # historical offsets have seconds, which nobody writes
        assert parse_instant(text) == at
        assert same_instant(parse_instant(text), at)
        assert format_instant(parse_instant(text), zone) == text


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("2026-11-21T09:12:33+08:00", 8),
        (" 2026-11-21 09:12:33 +0800 ", 8),
        ("2026-11-21T01:12:33Z", 0),
        ("2026-11-21T01:12:33.999999Z", 0),
    ],
)
def test_the_common_ways_to_write_an_instant(text: str, offset: int) -> None:
    at = parse_instant(text)
    assert at == datetime(2026, 11, 21, 1, 12, 33, tzinfo=UTC)
    assert at.utcoffset() == timedelta(hours=offset)


@pytest.mark.parametrize(
    "text",
    [
        "", "now", "2026-11-21", "2026-11-21T09:12:33", "2026-11-21T09+08:00", "21.11.2026 09:12 +08:00",
        "2026-02-30T09:12:33Z", "2026-11-21T25:00:00Z", "2026-11-21T09:60:00Z", "2026-11-21T09:12:60Z",
        "2026-11-21T09:12:33+25:00", "0000-11-21T09:12:33Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z",
        "２０２６-11-21T09:12:33Z", "2026-11-21T09:12:33Z\n2026", "--help",
    ],
)  # fmt: skip
def test_anything_else_is_refused_and_named(text: str) -> None:
    """A time without offset, which is ambiguous; one that does not exist; one that some zone cannot write."""
    with pytest.raises(UsageError) as refused:
        parse_instant(text)
    assert text.strip() in str(refused.value)


def test_parts_of_a_second_do_not_count() -> None:
    at = datetime(2026, 11, 21, 9, 12, 33, 999_999, tzinfo=timezone(timedelta(hours=8)))
    assert format_instant(at, UTC) == "2026-11-21T01:12:33+00:00"
    assert same_instant(at, at.replace(microsecond=0).astimezone(UTC))
    assert not same_instant(at, at + timedelta(seconds=1))
