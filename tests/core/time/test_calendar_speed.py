"""Deadlines come out of tables: a hundred thousand in two seconds, held here by their ratio to bare additions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import process_time
from zoneinfo import ZoneInfo

import pytest

from casectl.core.time.calendar import Calendar
from casectl.core.time.durations import Duration
from casectl.core.time.instants import plus

DESK = Calendar("desk", ZoneInfo("Europe/London"))
STARTS = [plus(datetime(2020, 1, 1, tzinfo=UTC), timedelta(seconds=63_120 * number)) for number in range(5_000)]
"""Instants over ten years."""

AT_MOST = 40
"""Two seconds are some ten bare additions a deadline; `make bench` holds it to 8 on a quiet machine. A loop over
minutes takes thousands.
"""


def quickest(calculate: Callable[[datetime], datetime]) -> float:
    """The processor time of the quickest of three runs."""
    taken = []
    for _ in range(3):
        began = process_time()
        for start in STARTS:
            calculate(start)
        taken.append(process_time() - began)
    return min(taken)


@pytest.mark.parametrize("length", [Duration(10, "wd"), Duration(250, "wd"), Duration(40, "wh"), Duration(2000, "wh")])
def test_a_deadline_takes_no_longer_than_some_additions_however_far_it_is(length: Duration) -> None:
    by_addition = quickest(
        lambda start: (start + timedelta(hours=40)).astimezone(DESK.zone)  # type: ignore[instant]
    )
    assert quickest(lambda start: DESK.after(start, length)) < AT_MOST * by_addition
