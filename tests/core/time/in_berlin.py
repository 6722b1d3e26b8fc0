"""Times as they are typed in Berlin, on a Friday morning."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from casectl.core.time.calendar import Calendar
from casectl.core.time.typed_time import Around, TypedTime, parse_typed_time

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = Calendar("office", BERLIN)
NOW = datetime(2026, 11, 20, 8, 3, 7, 999, tzinfo=UTC)
"""A Friday, 09:03:07 in Berlin."""


def typed(text: str, now: datetime = NOW, *, past: bool = False, order: str = "", at: time = time(10)) -> TypedTime:
    return parse_typed_time(text, Around(now, BERLIN, OFFICE, past, order), at)


def table(text: str) -> list[tuple[str, str]]:
    """Rows of ``answer = text | text``, as pairs of a text and its answer."""
    rows = (line.strip().partition(" = ") for line in text.strip().splitlines())
    return [(each, answer) for answer, _, texts in rows for each in texts.split(" | ")]


def moment(text: str, now: datetime = NOW, *, past: bool = False, order: str = "") -> str:
    return typed(text, now, past=past, order=order).at.isoformat()


def wall(text: str, *, past: bool = False, order: str = "") -> str:
    return moment(text, past=past, order=order)[:16].replace("T", " ")
