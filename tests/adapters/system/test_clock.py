"""The present is UTC to the second, and CASECTL_NOW can set it for tests and demonstrations."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import pytest

from casectl.adapters.system.clock import now
from casectl.core.time.instants import elapsed
from casectl.core.values.messages import UsageError


def test_the_machine_clock_in_utc_to_the_second() -> None:
    assert abs(elapsed(now(), datetime.now(UTC))) < timedelta(seconds=5)
    assert (now().utcoffset(), now().microsecond) == (timedelta(0), 0)


def test_a_given_instant_replaces_now() -> None:
    os.environ["CASECTL_NOW"] = "2026-11-21T09:12:33+08:00"
    assert now().isoformat() == "2026-11-21T01:12:33+00:00"


@pytest.mark.parametrize("text", ["2026-11-21T09:12:33", "tomorrow", "2026-02-30T00:00:00Z"])
def test_a_moment_nobody_can_place_is_refused(text: str) -> None:
    os.environ["CASECTL_NOW"] = text
    with pytest.raises(UsageError, match="CASECTL_NOW"):
        now()
