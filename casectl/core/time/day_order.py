"""Dates in figures whose order is open: ``31/10/2026`` is read, ``03/04/2026`` only where the settings say how."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

ORDERS = ("dmy", "mdy")
"""What ``dates:`` in casectl.yaml may say: day, month, year; or month, day, year."""

_LEAP = 2024


def readings_of(text: str, order: str) -> list[tuple[int, int, int]]:
    """Year, month and day of each way to read a date in figures that gives a day; the year is 0 if none is written.

    An `order` (one of ORDERS) leaves one way. A year of two figures may come first.
    """
    parts = [int(part) for part in re.split("[-/.]", text.rstrip("."))]
    has_year, short = len(parts) > 2, len(parts) > 2 and not re.search(r"\d{4}", text)
    return list(dict.fromkeys(_readings(parts, order, short=short, has_year=has_year)))


def century_of(year: int) -> int:
    """The year that two figures stand for: 1969 to 2068, as in POSIX."""
    return year + (1900 if year > 68 else 2000)


def _readings(parts: list[int], order: str, *, short: bool, has_year: bool) -> Iterator[tuple[int, int, int]]:
    first, second, year = (*parts, _LEAP)[:3]
    full = century_of(year) if short else year
    found = [(full, second, first)] if order != "mdy" else []
    found += [(full, first, second)] if order != "dmy" else []
    found += [(century_of(first), second, year)] if short and order not in ORDERS else []
    for year, month, day in found:
        try:
            date(year, month, day)
        except ValueError:
            continue
        yield year if has_year else 0, month, day
