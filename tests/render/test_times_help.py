"""The page on times shows what is read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from casectl.core.time.calendar import Calendar
from casectl.core.time.durations import parse_duration
from casectl.core.time.typed_time import Around, parse_time_span, parse_typed_time
from casectl.core.values.messages import UsageError
from casectl.render.reference.times import DURATIONS, SPANS, TIMES

AROUND = Around(datetime(2026, 11, 19, 9, 0, tzinfo=UTC), UTC, Calendar("office", UTC))
"""A Thursday."""


@pytest.mark.parametrize(
    "text", [text for row in TIMES for examples in row[:2] for text in examples.split(" | ") if text]
)
def test_every_example_is_a_point_in_time(text: str) -> None:
    assert parse_typed_time(text, AROUND).at.tzinfo


@pytest.mark.parametrize("text", [text for examples in SPANS for text in examples.split(" | ")])
def test_every_example_of_a_span_is_one(text: str) -> None:
    """A list reads it; where a point is needed it is refused."""
    assert parse_time_span(text, AROUND)
    with pytest.raises(UsageError, match=r"span of time|it is unclear whether"):
        parse_typed_time(text, AROUND)


@pytest.mark.parametrize("text", [text for examples in DURATIONS for text in examples.split(" | ")])
def test_every_example_of_a_duration_is_one(text: str) -> None:
    assert parse_duration(text).amount
