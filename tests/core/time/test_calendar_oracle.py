"""The engine against an oracle that walks minutes: not one difference.

CASECTL_ORACLE sets how many cases are tried (1,000 if it is not set); R18 of the scorecard tries 10,000.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from subprocess import run
from sys import executable

import pytest

from casectl.core.time.durations import Duration
from tests.core.oracle import calculations, minutes
from tests.core.random_desks import digest

CASES = int(os.environ.get("CASECTL_ORACLE", "1000"))
ROOT = Path(__file__).parents[2]
BATCHES = 10


@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_engine_and_the_oracle_agree(batch: int) -> None:
    """Instants after a duration of any unit, in twelve zones, around every kind of trouble."""
    wrong = []
    for desk, oracle, at, duration in calculations(Random(batch), CASES // BATCHES):
        start = minutes(at)
        expected, found = oracle.after(start, duration), desk.after(at, duration)
        if minutes(found) != expected:
            wrong.append((desk, at, duration, found, oracle.wall(expected)))
    assert wrong == []


@pytest.mark.parametrize("batch", range(BATCHES))
def test_working_time_and_its_way_back_agree(batch: int) -> None:
    """The working time between two instants, and the latest instant from which so much passes."""
    wrong: list[object] = []
    for desk, oracle, at, duration in calculations(Random(100 + batch), CASES // BATCHES // 5):
        start = minutes(at)
        until = start + duration.amount % 3000
        end = datetime.fromtimestamp(until * 60, UTC)
        between = int(desk.working_time(at, end).total_seconds()) // 60
        back = desk.before(at, Duration(duration.amount % 600 + 1, "wm"))
        if between != oracle.working_minutes(start, until):
            wrong.append((desk, at, end, between))
        if minutes(back) != oracle.before(start, duration.amount % 600 + 1):
            wrong.append((desk, at, duration, back))
    assert wrong == []


DIGEST = "from tests.core.random_desks import digest; print(digest())"


@pytest.mark.parametrize(
    "zone", ["UTC", "Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Europe/London"]
)
def test_the_machines_own_zone_changes_not_a_byte(zone: str) -> None:
    """Two offices in two countries see the same deadline."""
    done = run(
        [executable, "-c", DIGEST], cwd=ROOT, env={**os.environ, "TZ": zone}, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == digest()
