"""An instant never loses its offset, and one that is read can be written in every zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casectl.core.time.instants import elapsed, format_instant, parse_instant, plus, sortable, to_seconds
from casectl.core.values.messages import UsageError

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
        assert to_seconds(parse_instant(text)) == to_seconds(at)
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
    assert format_instant(at, UTC) == "2026-11-21T01:12:33+00:00"
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
    assert to_seconds(at) == to_seconds(at.replace(microsecond=0)) == 1_795_223_553


CHANGES = [
    ("Europe/London", "2025-10-26T01:50:00+01:00", "2025-10-26T01:10:00+00:00", 20),
    ("America/New_York", "2025-11-02T01:50:00-04:00", "2025-11-02T01:10:00-05:00", 20),
    ("Australia/Lord_Howe", "2026-04-05T01:50:00+11:00", "2026-04-05T01:40:00+10:30", 20),
    ("Europe/London", "2026-03-29T00:50:00+00:00", "2026-03-29T02:10:00+01:00", 20),
]
"""A zone, a time before the clocks change, a later one after that, and the minutes that pass in between."""


@pytest.fixture(params=CHANGES, ids=lambda row: f"{row[0]}-{row[1][:7]}")
def change(request: pytest.FixtureRequest) -> tuple[datetime, datetime, int]:
    name, first, last, minutes = request.param
    zone = ZoneInfo(name)
    return parse_instant(first).astimezone(zone), parse_instant(last).astimezone(zone), minutes


def test_what_comes_later_is_later_though_the_clocks_went_back(change: tuple[datetime, datetime, int]) -> None:
    first, last, minutes = change
    assert to_seconds(last) - to_seconds(first) == minutes * 60
    assert elapsed(first, last) == timedelta(minutes=minutes)
    assert elapsed(last, first) == -timedelta(minutes=minutes)
    assert sorted([last, first], key=to_seconds)[0] is first


def test_what_is_added_passes_though_the_clocks_are_changed(change: tuple[datetime, datetime, int]) -> None:
    first, last, minutes = change
    for at, length, moved in ((first, minutes, last), (last, -minutes, first)):
        found = plus(at, timedelta(minutes=length))
        assert (found.isoformat(), found.tzinfo) == (moved.isoformat(), at.tzinfo)


def test_a_time_that_comes_twice_is_the_same_in_every_zone_and_is_two_times_in_its_own() -> None:
    zone = ZoneInfo("Europe/London")
    first = datetime(2025, 10, 26, 1, 30, tzinfo=zone)
    second = first.replace(fold=1)
    assert [to_seconds(first), to_seconds(second)] == [1_761_438_600, 1_761_442_200]
    assert to_seconds(second.astimezone(UTC)) == to_seconds(second) == to_seconds(second.astimezone(ZONES[1]))


def test_a_time_without_offset_has_no_seconds() -> None:
    with pytest.raises(TypeError):
        to_seconds(datetime(2026, 11, 21, 9, 12))  # noqa: DTZ001


def test_texts_of_instants_sort_by_time_and_other_texts_stay() -> None:
    later, earlier = "2025-10-26T01:10:00+00:00", "2025-10-26T01:50:00+01:00"
    assert sorted([later, earlier, "2025-10-26"], key=sortable) == ["2025-10-26", earlier, later]
    texts = "0001-01-01T00:00:00+08:00", "2025-10-26T01:30:00"
    assert [*map(sortable, texts)] == [*texts]
    assert [sortable(text) for text in ("", "Tuesday", "2025-10-26T", "2025-10-2 Tea")] == [
        "", "Tuesday", "2025-10-26T", "2025-10-2 Tea"
    ]  # fmt: skip


def test_both_hours_where_the_clocks_go_back_are_written_with_their_own_offset() -> None:
    """Python calls two such times of one zone equal."""
    at = datetime(2026, 10, 25, 1, 30, tzinfo=ZoneInfo("Europe/Dublin"))
    texts = [format_instant(each, ZoneInfo("Europe/Dublin")) for each in (at, at.replace(fold=1), at)]
    assert [text[19:] for text in texts] == ["+01:00", "+00:00", "+01:00"]
