"""What properties have failed on, each a row for good. `make test` tries these first.

A property draws the same examples in every `make test`; what a fresh draw finds (`make test-long`, the scorecard) would
be forgotten with it. So the values that hypothesis prints are written into FOUND before anything is changed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from random import Random
from typing import Any, NamedTuple

import pytest

from tests.adapters.yaml import test_reader
from tests.core.random_desks import some_desk
from tests.core.time import test_calendar_properties as calendar


class Found(NamedTuple):
    """A property, and the values by name on which it once failed."""

    test: Callable[..., None]
    values: dict[str, Any]


NEAR_THE_REPEATED_HOUR = datetime(2025, 10, 25, 20, 28, 39, tzinfo=UTC)
FOUND = (
    Found(test_reader.test_both_parsers_give_the_same_verdict_tree_and_places, {"text": 'k: ["a": , b]\n'}),
    Found(
        test_reader.test_both_parsers_give_the_same_verdict_tree_and_places,
        {"text": "k: {a: # it\n  , b: c, d:  }\n"},
    ),
    Found(
        calendar.test_working_time_never_ends_while_the_desk_is_closed,
        {"desk": some_desk(Random(35)), "at": NEAR_THE_REPEATED_HOUR, "amount": 121, "unit": "wm"},
    ),
)


@pytest.mark.parametrize("row", FOUND, ids=lambda row: row.test.__name__)
def test_what_was_found_once_holds(row: Found) -> None:
    """The test itself, on the values it was given when it failed."""
    row.test.hypothesis.inner_test(**row.values)  # type: ignore[attr-defined]
