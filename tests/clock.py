"""The machine's clock, as tests set it.

In a test's environment CASECTL_NOW is what the machine's clock shows: casebooks of tests are ordinary ones, in which
the real variable moves no writing verb. A test of the variable itself says CASECTL_NOW_INDEED.

``python -m tests.clock …`` is casectl on a machine with that clock.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from casectl.__main__ import main
from casectl.adapters.system import clock
from casectl.core.time.instants import parse_instant
from casectl.core.values.messages import UsageError


def set_clock(clock_now: Callable[[], datetime]) -> None:
    """Set the machine's clock."""
    setattr(clock, "machine_now", clock_now)  # noqa: B010


@contextmanager
def clock_of_environment() -> Iterator[None]:
    """What is inside runs on a machine whose clock shows what CASECTL_NOW says; one that is no instant stays."""
    before, given = clock.machine_now, os.environ.get("CASECTL_NOW", "")
    try:
        shown = parse_instant(given).astimezone(UTC) if given else None
    except UsageError:
        shown = None
    if shown:
        del os.environ["CASECTL_NOW"]
        set_clock(lambda: shown)
    if indeed := os.environ.pop("CASECTL_NOW_INDEED", ""):
        os.environ["CASECTL_NOW"] = indeed
    try:
        yield
    finally:
        set_clock(before)


if __name__ == "__main__":
    with clock_of_environment():
        main()
