"""Where case files lie: a folder for each year and month, so that folders stay small. It loads nothing."""

from __future__ import annotations

CASES = "cases"


def year_of(digits: str) -> str:
    """The year that the two digits of an id mean, in full."""
    return ("19" if digits >= "70" else "20") + digits
