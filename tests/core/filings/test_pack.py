"""A return is made for the periods that its regulator wants, and the last one that is over is meant without a word."""

from __future__ import annotations

from datetime import date

import pytest

from casectl.core.figures.periods import Period
from casectl.core.filings.pack import SPANS


@pytest.mark.parametrize(
    ("span", "day", "first", "end"),
    [("year_from_april", date(2026, 3, 31), date(2024, 4, 1), date(2025, 4, 1)),
     ("year_from_april", date(2026, 4, 1), date(2025, 4, 1), date(2026, 4, 1)),
     ("year_from_april", date(2026, 12, 31), date(2025, 4, 1), date(2026, 4, 1)),
     ("half_year", date(2026, 6, 30), date(2025, 7, 1), date(2026, 1, 1)),
     ("half_year", date(2026, 7, 1), date(2026, 1, 1), date(2026, 7, 1)),
     ("quarter", date(2026, 11, 30), date(2026, 7, 1), date(2026, 10, 1)),
     ("year", date(2026, 1, 1), date(2025, 1, 1), date(2026, 1, 1))],
)  # fmt: skip
def test_the_last_period_is_over_on_that_day(span: str, day: date, first: date, end: date) -> None:
    found = SPANS[span].last_before(day)
    assert (found, SPANS[span].fits(found)) == (Period(first, end), True)


@pytest.mark.parametrize(
    ("span", "first", "end", "fits"),
    [("year_from_april", date(2026, 1, 1), date(2027, 1, 1), False),
     ("year_from_april", date(2026, 4, 1), date(2026, 10, 1), False),
     ("year_from_april", date(2026, 4, 2), date(2027, 4, 2), False),
     ("half_year", date(2026, 4, 1), date(2026, 10, 1), False),
     ("six_months", date(2026, 4, 1), date(2026, 10, 1), True),
     ("quarter", date(2026, 10, 1), date(2027, 1, 1), True), ("quarter", date(2026, 11, 1), date(2027, 2, 1), False)],
)  # fmt: skip
def test_other_periods_do_not_fit(span: str, first: date, end: date, fits: bool) -> None:
    """Neither a calendar year nor half a year is the financial year."""
    assert SPANS[span].fits(Period(first, end)) is fits
