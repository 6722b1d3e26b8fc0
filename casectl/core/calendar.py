"""A working calendar: which days are worked, and adding durations to instants.

Hours and minutes are exact lengths of time; days, weeks and months keep the wall clock of the calendar's zone;
working days skip the days that are not worked.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo

from casectl.core.durations import Duration
from casectl.core.errors import Misused
from casectl.core.findings import Finding
from casectl.core.messages import Message, msg
from casectl.core.tree import Source, leaves, mapping_of, text_of

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HORIZON = 3660


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working weekdays (0 is Monday), holidays by date, and make-up days that are worked although they are not."""

    name: str
    zone: tzinfo
    weekdays: frozenset[int] = frozenset(range(5))
    holidays: frozenset[date] = frozenset()
    make_up_days: frozenset[date] = field(default_factory=frozenset)

    def is_working_day(self, day: date) -> bool:
        """Whether `day` is worked."""
        return day in self.make_up_days or (day.weekday() in self.weekdays and day not in self.holidays)

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`; `day` itself is day 0, worked or not.

        Raises Misused if ten years pass without enough of them.
        """
        left = count
        for _ in range(_HORIZON):
            if left <= 0:
                return day
            day += timedelta(days=1)
            left -= self.is_working_day(day)
        raise Misused(msg("calendar {name} has no {count} working days in ten years", name=self.name, count=count))

    def after(self, at: datetime, duration: Duration) -> datetime:
        """The instant `duration` after `at`, in the calendar's zone.

        A wall-clock time that summer time skips moves forward by the gap; one that comes twice is the first.
        Raises Misused if the result is beyond the year 9999.
        """
        local = at.astimezone(self.zone)
        try:
            match duration.unit:
                case "m" | "h":
                    hours = {"m": timedelta(minutes=duration.amount), "h": timedelta(hours=duration.amount)}
                    return (at.astimezone(UTC) + hours[duration.unit]).astimezone(self.zone)
                case "mo":
                    day = _months_later(local.date(), duration.amount)
                case "wd":
                    day = self.add_working_days(local.date(), duration.amount)
                case unit:
                    day = local.date() + timedelta(days=duration.amount * (7 if unit == "w" else 1))
            wall = datetime.combine(day, local.time().replace(fold=0), self.zone)
            return wall.astimezone(UTC).astimezone(self.zone)
        except (OverflowError, ValueError):
            raise Misused(msg("{amount} {unit} is too long", amount=duration.amount, unit=duration.unit)) from None


def _months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last day where the month is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def read_calendar(source: Source, zone: tzinfo) -> tuple[Calendar, list[Finding]]:
    """The calendar in a file, and its faults; what is faulty is left out. `zone` is the casebook's."""
    findings: list[Finding] = []

    def fault(what: Message, *path: str | int) -> None:
        findings.append(Finding(source.place(*path), "L001", what))

    weekdays = set()
    for path, text in leaves(source.tree.get("weekdays", []), ("weekdays",)):
        if text in WEEKDAYS:
            weekdays.add(WEEKDAYS.index(text))
        else:
            fault(msg("{text} is no weekday; they are {days}", text=text, days=WEEKDAYS), *path)
    if not weekdays:
        fault(msg("a calendar needs working weekdays"), "weekdays")
        weekdays = set(range(5))
    days: dict[str, set[date]] = {"holidays": set(), "make_up_days": set()}
    for key, found in days.items():
        for text in mapping_of(source.tree.get(key)):
            try:
                found.add(date.fromisoformat(text))
            except ValueError:
                fault(msg("{text} is no date", text=text), key, text)
    name = text_of(source.tree.get("calendar")) or "?"
    return Calendar(
        name, zone, frozenset(weekdays), frozenset(days["holidays"]), frozenset(days["make_up_days"])
    ), findings
