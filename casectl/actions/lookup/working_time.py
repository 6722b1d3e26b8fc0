"""The working time by which deadlines have passed, each in its clock's calendar."""

from __future__ import annotations

from datetime import datetime

from casectl.actions.context import Rules
from casectl.core.case.owed import DEADLINE
from casectl.core.owed_reports import DueReport, DueRow
from casectl.core.query.excerpt import Excerpt
from casectl.core.template.clock_rules import Clock, row_that_applies
from casectl.core.time.calendar import Calendar
from casectl.core.time.durations import Duration
from casectl.core.time.instants import to_seconds
from casectl.core.values.errors import CasectlError
from casectl.core.values.value_class import replace


def with_working_time(context: Rules, report: DueReport) -> DueReport:
    """The report with the working time by which each thing is late (negative: is ahead), in all, and as whole working
    days and the rest. A deadline counts in its clock's calendar, a follow-up in the casebook's.
    """
    return replace(report, rows=[_worked(clock_calendar(context, row)[0], row, report.at) for row in report.rows])


def _worked(calendar: Calendar, row: DueRow, at: datetime) -> DueRow:
    first, last = sorted((row.owed.at, at), key=to_seconds)
    days = calendar.working_days(first, last)
    if days and to_seconds(calendar.after(first, Duration(days, "wd"))) > to_seconds(last):
        days -= 1
    begun = calendar.after(first, Duration(days, "wd")) if days else first
    rest = calendar.working_time(begun, last)
    return row._replace(worked=calendar.working_time(row.owed.at, at), worked_days=days, worked_rest=rest)


def clock_calendar(context: Rules, row: DueRow) -> tuple[Calendar, str]:
    """The calendar and the warning ("": none) of a deadline's clock; the casebook's calendar for an unreadable rule."""
    try:
        rule_set = context.rule_set(row.case.text("template"), {})
        clock = rule_set.clock(row.owed.name) if row.owed.kind == DEADLINE else None
        return (
            (rule_set.calendar_named(clock.calendar), _warning(clock, row.case)) if clock else (rule_set.calendar, "")
        )
    except CasectlError:
        return context.calendar, ""


def _warning(clock: Clock, case: Excerpt) -> str:
    """The warning of the row of the clock's table that applies to the case."""
    known = {**case.fields, "level": case.text("level"), "team": case.text("team")}
    row = row_that_applies(clock.within, lambda name: known.get(name, ""))
    return (row.warn if row else "") or clock.warn
