"""What lists need calendars or history for: working time, warnings, and the casebook as it stood at a commit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from casectl.actions.context import CommandContext
from casectl.core.case.compose import read_case
from casectl.core.case.fold import as_of
from casectl.core.case.model import Case
from casectl.core.query.excerpt import Excerpt, excerpt_of
from casectl.core.reports import DueReport, DueRow
from casectl.core.time.calendar import Calendar
from casectl.core.time.durations import Duration, parse_duration
from casectl.core.time.instants import to_seconds
from casectl.core.values.errors import CasectlError, NotFound
from casectl.core.values.messages import Message, msg
from casectl.core.values.value_class import value_class


@value_class
class CasebookAt:
    """The casebook as a commit has it (a `Listing`), and when that was committed."""

    cases: list[Excerpt]
    unreadable: list[tuple[str, Message]]
    at: datetime


def casebook_at(context: CommandContext, name: str, seen: Callable[[Case], Case] = lambda case: case) -> CasebookAt:
    """The cases as the commit called `name` (an id, a branch, HEAD~3) has them, each as `seen` makes it.

    One that has no journal then is none yet. Raises NotFound if there is no such commit.
    """
    point = context.ledger.point(name)
    if point is None:
        raise NotFound(msg("there is no commit {name}", name=name), hint=msg("git log shows the commits"))
    found = CasebookAt([], [], point.at)
    paths = [path for path in context.ledger.listed("cases", point.commit) if path.endswith(".yaml")]
    for path, data in context.ledger.blobs(sorted(paths), point.commit):
        try:
            case = seen(read_case(context.documents.read(path, data or b"")))
            if case.journal:
                found.cases.append(Excerpt(path, excerpt_of(case)))
        except CasectlError as error:
            found.unreadable.append((path, error.what))
    return found


def casebook_until(context: CommandContext, at: datetime) -> CasebookAt:
    """The cases as the journals tell that they stood at `at`, whenever that was recorded; a title is today's."""
    return replace(casebook_at(context, "HEAD", lambda case: as_of(case, at)), at=at)


def warning(context: CommandContext) -> Callable[[DueRow], datetime | None]:
    """When the warning of a deadline begins, as its clock in the present template says; None if it has none."""

    def begins(row: DueRow) -> datetime | None:
        calendar, warn = _calendar(context, row)
        return calendar.before(row.due, parse_duration(warn)) if warn else None

    return begins


def with_working_time(context: CommandContext, report: DueReport) -> DueReport:
    """The report with the working time by which each deadline has passed, in its clock's calendar: in all, and as
    whole working days and the rest.
    """
    return report._replace(rows=[_worked(_calendar(context, row)[0], row, report.at) for row in report.rows])


def _worked(calendar: Calendar, row: DueRow, at: datetime) -> DueRow:
    first, last = sorted((row.due, at), key=to_seconds)
    days = calendar.working_days(first, last)
    if days and to_seconds(calendar.after(first, Duration(days, "wd"))) > to_seconds(last):
        days -= 1
    begun = calendar.after(first, Duration(days, "wd")) if days else first
    rest = calendar.working_time(begun, last)
    return row._replace(worked=calendar.working_time(row.due, at), worked_days=days, worked_rest=rest)


def _calendar(context: CommandContext, row: DueRow) -> tuple[Calendar, str]:
    """The calendar of a deadline's clock, and its warning; the casebook's where the rules cannot be read."""
    try:
        rule_set = context.rule_set(row.case.text("template"), {})
        clock = rule_set.clock(row.clock)
        return (rule_set.calendar_named(clock.calendar), clock.warn) if clock else (rule_set.calendar, "")
    except CasectlError:
        return context.calendar, ""
