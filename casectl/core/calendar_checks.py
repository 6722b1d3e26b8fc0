"""What may be doubtful about a calendar that is read without a fault: how far it can be relied upon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from casectl.core.calendar import Calendar
from casectl.core.findings import Finding
from casectl.core.messages import Message, msg
from casectl.core.tree import Place, Source

CODES: dict[str, Message] = {
    "L020": msg("a calendar whose last verified day has passed"),
    "L021": msg("days that the source only guesses"),
    "L022": msg("a year without holidays between years that have some"),
    "L023": msg("holidays of which nobody says how far they are verified"),
}
"""What each code means; a calendar with one of these is used all the same."""

FOR_LATER = ("L021", "L022", "L023")
"""What only ``casectl calendar check`` tells: nothing has gone wrong yet."""


def doubts_about(calendar: Calendar, source: Source, today: date) -> Iterator[Finding]:
    """What is doubtful about the calendar that was read from `source`, seen from `today`."""
    if calendar.verified_until and today > calendar.verified_until:
        what = msg("verified only until {day}, which has passed", day=calendar.verified_until.isoformat())
        yield Finding(source.place("verified_until"), "L020", what)
    if calendar.provisional_from:
        what = msg("provisional from {day} on: deadlines beyond it may move", day=calendar.provisional_from.isoformat())
        yield Finding(source.place("provisional_from"), "L021", what)
    yield from _gaps(calendar, source.place("holidays"))
    if calendar.days and not calendar.verified_until:
        yield Finding(source.place("holidays"), "L023", msg("verified_until is missing beside these days"))


def _gaps(calendar: Calendar, place: Place) -> Iterator[Finding]:
    years = sorted({day.year for day, special in calendar.days.items() if special.kind == "holiday"})
    for before, after in pairwise(years):
        if after - before > 1:
            what = msg("no holidays in {years}", years=[str(year) for year in range(before + 1, after)])
            yield Finding(place, "L022", what)
