"""The periods of figures: whole days of the casebook's zone, and the periods that one is compared with."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo

from casectl.core.time.instants import to_seconds
from casectl.core.values.value_class import NamedTuple

_WEEK, _YEAR_OF_WEEKS = timedelta(weeks=1), timedelta(weeks=52)


class Period(NamedTuple):
    """The days from `first` to before `end`."""

    first: date
    end: date

    @property
    def months(self) -> int:
        """How many whole months, quarters or years it is; 0 if it is no such."""
        count = (self.end.year - self.first.year) * 12 + self.end.month - self.first.month
        whole = self.first.day == self.end.day == 1 and count in (1, 3, 12)
        return count if whole and (self.first.month - 1) % count == 0 else 0

    @property
    def is_week(self) -> bool:
        """Whether it is a week from Monday on."""
        return self.end - self.first == _WEEK and self.first.weekday() == 0

    @property
    def name(self) -> str:
        """What it is called, as it can be typed: ``2026``, ``2026-Q4``, ``2026-11``, ``2026-W48``, ``2026-11-30``."""
        match self.months:
            case 12:
                return f"{self.first.year:04}"
            case 3:
                return f"{self.first.year:04}-Q{self.first.month // 3 + 1}"
            case 1:
                return f"{self.first:%Y-%m}"
        if self.is_week:
            year, week, _ = self.first.isocalendar()
            return f"{year:04}-W{week:02}"
        last = self.end - timedelta(days=1)
        return self.first.isoformat() if last == self.first else f"{self.first} to {last}"

    @property
    def previous(self) -> Period:
        """The period before it: the last month, quarter, year or week, or as many days."""
        return Period(_months_before(self.first, self.months) if self.months else
                      self.first - (self.end - self.first), self.first)  # fmt: skip

    @property
    def year_before(self) -> Period:
        """The same period a year before; of a week, 52 weeks before."""
        if self.is_week:
            return Period(self.first - _YEAR_OF_WEEKS, self.end - _YEAR_OF_WEEKS)
        return Period(_months_before(self.first, 12), _months_before(self.end, 12))

    def seconds(self, zone: tzinfo) -> tuple[int, int]:
        """Its first second, and the one after its last, since 1970."""
        start, end = (to_seconds(datetime(day.year, day.month, day.day, tzinfo=zone)) for day in self)
        return start, end


def period_between(start: datetime, end: datetime, zone: tzinfo) -> Period | None:
    """The period that begins and ends with these instants; None if it is not made of whole days in `zone`."""
    found = Period(start.astimezone(zone).date(), end.astimezone(zone).date())
    return found if found.first < found.end and found.seconds(zone) == (to_seconds(start), to_seconds(end)) else None


def _months_before(day: date, count: int) -> date:
    months = day.year * 12 + day.month - 1 - count
    try:
        return day.replace(year=months // 12, month=months % 12 + 1)
    except ValueError:  # the 29th of February
        return date(months // 12, months % 12 + 2, 1) - timedelta(days=1)
