"""Which periods a return is made for."""

from __future__ import annotations

from datetime import date

from casectl.core.figures.periods import Period
from casectl.core.values.value_class import NamedTuple


class Span(NamedTuple):
    """Periods of so many `months`, of which one begins with the month `first`; with any month if it is 0."""

    months: int
    first: int

    def fits(self, period: Period) -> bool:
        """Whether a period is one of these."""
        whole = period.first.day == period.end.day == 1
        begins = not self.first or (period.first.month - self.first) % self.months == 0
        return whole and begins and _months(period.end) - _months(period.first) == self.months

    def last_before(self, day: date) -> Period:
        """The last of these that was over on that day."""
        end = _months(day) - (_months(day) - (self.first or 1) + 1) % self.months
        return Period(_first_of(end - self.months), _first_of(end))


SPANS = {
    "year": Span(12, 1), "year_from_april": Span(12, 4), "half_year": Span(6, 1), "six_months": Span(6, 0),
    "quarter": Span(3, 1),
}  # fmt: skip
"""The periods that a pack may be for, by name; six months may begin with any."""


def _months(day: date) -> int:
    return day.year * 12 + day.month - 1


def _first_of(months: int) -> date:
    return date(months // 12, months % 12 + 1, 1)
