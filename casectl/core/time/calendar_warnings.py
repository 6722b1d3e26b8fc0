"""Warnings about a calendar that was read without errors: how far it can be relied upon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from casectl.core.time.calendar import Calendar
from casectl.core.values.messages import Finding, Message, msg
from casectl.core.values.tree import Position, Source

CODES: dict[str, Message] = {
    "L020": msg("a calendar whose last verified day has passed"),
    "L021": msg("days that are only estimates"),
    "L022": msg("a year without holidays between years that have some, or within the years marked as verified"),
    "L023": msg("holidays without a date up to which they are verified"),
    "L024": msg("verification dates that contradict each other"),
}
"""What each code means; a calendar with one of these is used nevertheless."""

FOR_LATER = ("L021", "L022", "L023")
"""Codes that only ``casectl calendar check`` reports, since no result is affected yet."""


def warnings_about(calendar: Calendar, source: Source, today: date) -> Iterator[Finding]:
    """The warnings about the calendar that was read from `source`, as of `today`."""
    if calendar.verified_until and today > calendar.verified_until:
        what = msg("verified only until {day}, which has passed", day=calendar.verified_until.isoformat())
        yield Finding(source.place("verified_until"), "L020", what)
    if calendar.provisional_from:
        what = msg("provisional from {day} on: deadlines beyond it may move", day=calendar.provisional_from.isoformat())
        yield Finding(source.place("provisional_from"), "L021", what)
    yield from _gaps(calendar, source.place("holidays"))
    yield from _contradictions(calendar, source)
    if calendar.days and not calendar.verified_until:
        yield Finding(source.place("holidays"), "L023", msg("verified_until is missing beside these days"))


def _gaps(calendar: Calendar, place: Position) -> Iterator[Finding]:
    """Years without holidays among those that have some or are declared verified."""
    years = {day.year for day, special in calendar.days.items() if special.kind == "holiday"}
    ends = {day.year for day in (calendar.verified_from, calendar.verified_until) if day}
    missing = sorted({*range(min(years | ends), max(years | ends) + 1)} - years) if years else []
    if missing:
        yield Finding(place, "L022", msg("no holidays in {years}", years=[str(year) for year in missing]))


def _contradictions(calendar: Calendar, source: Source) -> Iterator[Finding]:
    first, last, guessed = calendar.verified_from, calendar.verified_until, calendar.provisional_from
    if last and first and last < first:
        what = msg("{last} comes before {first}", first=first.isoformat(), last=last.isoformat())
        yield Finding(source.place("verified_until"), "L024", what)
    if last and guessed and guessed <= last:
        what = msg("{day} is marked both as verified and as provisional", day=guessed.isoformat())
        yield Finding(source.place("provisional_from"), "L024", what)
