"""Without a format a table's times are read as people write them, where they stand for themselves."""

from __future__ import annotations

from contextlib import suppress

import pytest

from casectl.core.importing.timestamps import ISO, WRITTEN, read_time
from casectl.core.values.messages import UsageError

USUAL = (ISO, WRITTEN)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2026-03-01 10:00", "2026-03-01T10:00:00"),
        ("2026年3月1日", "2026-03-01T00:00:00"),
        ("2026年3月1日 14:05", "2026-03-01T14:05:00"),
        ("2026/3/1 10:00", "2026-03-01T10:00:00"),
        ("1 Mar 2026", "2026-03-01T00:00:00"),
        ("31/10/2026", "2026-10-31T00:00:00"),
        ("2026/3/1 10:00 +0800", "2026-03-01T02:00:00+00:00"),
    ],
)
def test_what_can_be_typed_is_read_in_tables(text: str, wanted: str) -> None:
    """On the wall; aware where the text has an offset."""
    found = read_time(text, USUAL)
    assert found
    assert found.isoformat() == wanted


@pytest.mark.parametrize("text", ["tomorrow", "昨天", "3月1日", "1 March", "fri", "3 days ago", "now", "10:00", "eod"])
def test_what_depends_on_the_day_of_reading_is_no_time_of_a_table(text: str) -> None:
    """The same file would say something else tomorrow."""
    with suppress(UsageError):
        assert read_time(text, USUAL) is None


def test_day_and_month_are_not_guessed() -> None:
    """The casebook's order, or one that the mapping names, decides it; a period is no point in time."""
    with pytest.raises(UsageError, match="can be read as 2026-04-03, 2026-03-04"):
        read_time("03/04/2026", USUAL)
    assert str(read_time("03/04/2026", (ISO, "dmy"))) == "2026-04-03 00:00:00"
    assert str(read_time("03/04/2026", (ISO, "mdy"))) == "2026-03-04 00:00:00"
    with pytest.raises(UsageError, match="is a span of time"):
        read_time("March 2026", USUAL)
    assert read_time("rubbish", USUAL) is None
