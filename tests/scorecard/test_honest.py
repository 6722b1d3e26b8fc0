"""Honest histories have no finding, and single alterations of them are found; the scorecard has hundreds of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scorecard.ground import Ground
from tests.scorecard.honest import Honest, alarms
from tests.scorecard.r21_alterations import altered

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("number", range(12))
def test_whatever_honest_people_did_nothing_is_found(tmp_path: Path, number: int) -> None:
    """By `check`, `check --base` and `verify`; here the histories are short."""
    assert alarms(Honest(Ground(tmp_path, quick=True, seed=1), number).live(10)) == []


def test_whoever_alters_one_thing_is_found(tmp_path: Path) -> None:
    tried, lost = altered(Ground(tmp_path, quick=True, seed=1), 0, 4)
    assert (tried, lost) == (4, [])
