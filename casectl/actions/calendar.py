"""calendar new: write a country's holidays and a team's hours into a calendar file; calendar check: examine them."""

from __future__ import annotations

from collections.abc import Iterable

from casectl.actions.context import Reading, Recording
from casectl.actions.lookup.calendar_findings import calendar_findings
from casectl.actions.recording.record_many import Recorded, record_files
from casectl.core.reports import CheckReport
from casectl.core.schemas.modeline import naming_schema, schema_file
from casectl.core.template.settings_keys import NAME
from casectl.core.time.calendar_file import read_calendar
from casectl.core.time.new_calendar_file import CountryDays, NewCalendar, calendar_text
from casectl.core.values.file_names import refuse_file_name
from casectl.core.values.messages import Finding, Refused, UsageError, msg, unreadable_with


def new_calendar(
    context: Recording, plan: NewCalendar, days: CountryDays | None, replace: bool = False
) -> tuple[str, Recorded]:
    """Record the calendar in one commit; its path and what was recorded.

    Raises UsageError for a name that cannot be one or hours without working time, Refused if the file is there already
    and `replace` is off.
    """
    if not NAME.fullmatch(plan.name):
        raise UsageError(msg("{name} is not a valid name: use one word of letters, digits, . - _", name=plan.name))
    refuse_file_name(plan.name)
    if not any(plan.week):
        raise UsageError(msg("calendar {name} has no working time", name=plan.name))
    path = f"calendars/{plan.name}.yaml"
    if not replace and context.store.read(path) is not None:
        raise Refused(msg("{path} exists already", path=path), hint=msg("--replace overwrites it"))
    text = calendar_text(plan, days).encode()
    content = naming_schema(path, text) if context.store.has(schema_file("calendar")) else text
    errors = read_calendar(context.documents.read(path, content), context.zone)[1]
    if errors:
        raise unreadable_with(path, errors)
    return path, record_files(context, {path: content}, f"casectl calendar {plan.name}", "calendar")


def check_calendars(context: Reading, paths: Iterable[str]) -> CheckReport:
    """Everything that is wrong with the calendar files at `paths`, or uncertain about them today."""
    found = {path: calendar_findings(context, path) for path in paths}
    findings = sorted((each for some in found.values() for each in some), key=Finding.sort_key)
    return CheckReport(findings, len(found))
