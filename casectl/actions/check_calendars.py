"""calendar check: name every fault of calendars, and how far they can be relied upon."""

from __future__ import annotations

from collections.abc import Iterable

from casectl.actions.context import CommandContext
from casectl.core.reports import CheckReport
from casectl.core.time.calendar_file import read_calendar
from casectl.core.time.calendar_warnings import warnings_about
from casectl.core.values.errors import Unreadable
from casectl.core.values.findings import Finding, unreadable


def check_calendars(context: CommandContext, paths: Iterable[str]) -> CheckReport:
    """Look at calendar files of the casebook."""
    found = {path: calendar_findings(context, path) for path in paths}
    findings = sorted((each for some in found.values() for each in some), key=Finding.sort_key)
    return CheckReport(findings, len(found))


def calendar_findings(context: CommandContext, path: str) -> list[Finding]:
    """Everything that is wrong with a calendar or doubtful about it today."""
    try:
        source = context.documents.read(path, context.store.read(path) or b"")
    except Unreadable as error:
        return [unreadable(path, error)]
    calendar, faults = read_calendar(source, context.zone)
    return [*faults, *warnings_about(calendar, source, calendar.day_of(context.now))]
