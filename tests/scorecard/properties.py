"""P1: every property of the tests on examples that were never drawn before.

`make test` draws the same ones every time. What a fresh draw finds is written into tests/test_found.py.
"""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import datetime
from random import SystemRandom

from hypothesis import given, settings

from casectl.core.time.calendar import Calendar
from casectl.core.time.durations import Duration
from casectl.core.time.instants import to_seconds
from tests.core.time.test_calendar_properties import desks, instants, moved
from tests.scorecard.figure import Score
from tests.scorecard.ground import REPOSITORY, Ground

AT_LEAST = 60
"""How many properties there must be: fewer means that some were not found."""


def measure(ground: Ground) -> Score:
    """The properties; the seed is printed, so that the same examples can be drawn again."""
    rounds, seed, tally = ground.size(10, 1), SystemRandom().randrange(10**9), {"passed": 0, "failed": 0, "error": 0}
    for number in range(rounds):
        for count, outcome in re.findall(r"(\d+) (passed|failed|error)", _drawn(seed + number)):
            tally[outcome] += int(count)
    wrong = tally["failed"] + tally["error"] + (tally["passed"] < AT_LEAST * rounds)
    return Score(f"{tally['passed']} held, {tally['failed']} did not, from --hypothesis-seed={seed}", wrong)


def control(ground: Ground) -> Score:
    """A property that is wrong: that a working day is a day."""

    @settings(max_examples=200, database=None, deadline=None)
    @given(desks, instants)
    def a_day(desk: Calendar, at: datetime) -> None:
        assert moved(desk, at, Duration(1, "wd")) - to_seconds(at) == 86400

    try:
        a_day()
    except AssertionError:
        return Score("a wrong one failed", 1)
    return Score("a wrong one held", 0)


def _drawn(seed: int) -> str:
    """The last line of pytest, which counts."""
    options = ("-m", "pytest", "-q", "-m", "hypothesis", "--hypothesis-profile=fresh", f"--hypothesis-seed={seed}")
    done = subprocess.run((sys.executable, *options), cwd=REPOSITORY, capture_output=True, text=True, check=False)
    return done.stdout.splitlines()[-1] if done.stdout else "1 error"
