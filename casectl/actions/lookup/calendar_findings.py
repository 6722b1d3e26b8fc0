"""What is wrong with a calendar of the casebook, or uncertain about it today."""

from __future__ import annotations

from casectl.actions.context import Reading
from casectl.core.time.calendar_file import read_calendar
from casectl.core.time.calendar_warnings import warnings_about
from casectl.core.values.messages import Finding, Unreadable, unreadable


def calendar_findings(context: Reading, path: str) -> list[Finding]:
    """Every error in the calendar file at `path`, and every warning about it at present."""
    try:
        source = context.documents.read(path, context.store.read(path) or b"")
    except Unreadable as error:
        return [unreadable(path, error)]
    calendar, errors = read_calendar(source, context.zone)
    return [*errors, *warnings_about(calendar, source, calendar.day_of(context.now))]
