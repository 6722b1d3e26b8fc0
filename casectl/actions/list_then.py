"""What lists need calendars or history for: working time, warnings, and the casebook as it stood at a commit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from casectl.actions.desk import Desk
from casectl.core.case.compose import read_case
from casectl.core.case.fold import as_of
from casectl.core.case.model import Case
from casectl.core.query.excerpt import Facts, facts_of
from casectl.core.reports import DueReport, DueRow
from casectl.core.time.calendar import Calendar
from casectl.core.time.durations import Duration, parse_duration
from casectl.core.values.errors import CasectlError, NotFound
from casectl.core.values.messages import Message, msg
from casectl.core.values.value_class import frozen


@frozen
class Then:
    """The casebook as a commit has it (a `Listing`), and when that was committed."""

    cases: list[Facts]
    unreadable: list[tuple[str, Message]]
    at: datetime


def casebook_at(desk: Desk, name: str, seen: Callable[[Case], Case] = lambda case: case) -> Then:
    """The cases as the commit called `name` (an id, a branch, HEAD~3) has them, each as `seen` makes it.

    One that has no journal then is none yet. Raises NotFound if there is no such commit.
    """
    point = desk.ledger.point(name)
    if point is None:
        raise NotFound(msg("there is no commit {name}", name=name), hint=msg("git log shows the commits"))
    found = Then([], [], point.at)
    paths = [path for path in desk.ledger.listed("cases", point.commit) if path.endswith(".yaml")]
    for path, data in desk.ledger.blobs(sorted(paths), point.commit):
        try:
            case = seen(read_case(desk.documents.read(path, data or b"")))
            if case.journal:
                found.cases.append(Facts(path, facts_of(case)))
        except CasectlError as error:
            found.unreadable.append((path, error.what))
    return found


def casebook_until(desk: Desk, at: datetime) -> Then:
    """The cases as the journals tell that they stood at `at`, whenever that was recorded; a title is today's."""
    return replace(casebook_at(desk, "HEAD", lambda case: as_of(case, at)), at=at)


def warning(desk: Desk) -> Callable[[DueRow], datetime | None]:
    """When the warning of a deadline begins, as its clock in the present template says; None if it has none."""

    def begins(row: DueRow) -> datetime | None:
        calendar, warn = _calendar(desk, row)
        return calendar.before(row.due, parse_duration(warn)) if warn else None

    return begins


def with_working_time(desk: Desk, report: DueReport) -> DueReport:
    """The report with the working time by which each deadline has passed, in its clock's calendar: in all, and as
    whole working days and the rest.
    """
    return report._replace(rows=[_worked(_calendar(desk, row)[0], row, report.at) for row in report.rows])


def _worked(calendar: Calendar, row: DueRow, at: datetime) -> DueRow:
    first, last = sorted((row.due, at))
    days = calendar.working_days(first, last)
    if days and calendar.after(first, Duration(days, "wd")) > last:
        days -= 1
    begun = calendar.after(first, Duration(days, "wd")) if days else first
    rest = calendar.working_time(begun, last)
    return row._replace(worked=calendar.working_time(row.due, at), worked_days=days, worked_rest=rest)


def _calendar(desk: Desk, row: DueRow) -> tuple[Calendar, str]:
    """The calendar of a deadline's clock, and its warning; the casebook's where the rules cannot be read."""
    try:
        law = desk.law(row.case.text("template"), {})
        clock = law.clock(row.clock)
        return (law.calendar_called(clock.calendar), clock.warn) if clock else (law.calendar, "")
    except CasectlError:
        return desk.calendar, ""
