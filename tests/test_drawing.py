"""What properties are tried on: the same in every run, unless others are asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
SOME = ("tests/core/case/test_ids.py", "tests/core/time/test_durations.py")


def drawn(*options: str) -> list[str]:
    """Every example that some properties draw in a run of their own, in order."""
    command = (sys.executable, "-m", "pytest", "-n0", "-s", "-m", "hypothesis", "--hypothesis-verbosity=verbose")
    done = subprocess.run((*command, *options, *SOME), cwd=ROOT, capture_output=True, text=True, check=True)
    tried = [line for line in done.stdout.splitlines() if not line.startswith("==")]  # how long it took
    assert len(tried) > 1000
    return tried


def test_two_runs_draw_the_same_examples() -> None:
    """What is green here is green everywhere, and next year."""
    assert drawn() == drawn()


def test_fresh_examples_are_drawn_when_asked_for() -> None:
    """`make test-long` looks where `make test` never did."""
    assert drawn("--hypothesis-profile=fresh") != drawn("--hypothesis-profile=fresh")
