"""The working time by which deadlines have passed, and when their warnings begin, each in its clock's calendar."""

from __future__ import annotations

from datetime import datetime

from casectl.actions.context import Rules
from casectl.core.case.owed import DEADLINE, Owed
from casectl.core.owed_reports import DueReport, DueRow
from casectl.core.query.excerpt import Excerpt
from casectl.core.template.clock_rules import Clock, row_that_applies
from casectl.core.time.calendar import Calendar
from casectl.core.time.durations import Duration, parse_duration
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import CasectlError
from casectl.core.values.value_class import replace

_FOLLOW_UP_WARNING = Duration(1, "wd")
"""How long before a follow-up it counts as due soon: templates give warnings to clocks alone."""


def with_working_time(context: Rules, report: DueReport) -> DueReport:
    """The report with the working time by which each thing is late (negative: is ahead), in all, and as whole working
    days and the rest. A deadline counts in its clock's calendar, a follow-up in the casebook's.
    """
    return replace(
        report, rows=[_worked(_clock_calendar(context, row.case, row.owed)[0], row, report.at) for row in report.rows]
    )


def _worked(calendar: Calendar, row: DueRow, at: datetime) -> DueRow:
    first, last = sorted((row.owed.at, at), key=to_seconds)
    days = calendar.working_days(first, last)
    if days and to_seconds(calendar.after(first, Duration(days, "wd"))) > to_seconds(last):
        days -= 1
    begun = calendar.after(first, Duration(days, "wd")) if days else first
    rest = calendar.working_time(begun, last)
    return row._replace(worked=calendar.working_time(row.owed.at, at), worked_days=days, worked_rest=rest)


def warning_begins(context: Rules, case: Excerpt, owed: Owed) -> datetime | None:
    """When what is owed begins to count as due soon: as its clock says in the present template, one working day before
    a follow-up; None if the clock has no warning.
    """
    if owed.kind != DEADLINE:
        return context.calendar.before(owed.at, _FOLLOW_UP_WARNING)
    calendar, warn = _clock_calendar(context, case, owed)
    return calendar.before(owed.at, parse_duration(warn)) if warn else None


def _clock_calendar(context: Rules, case: Excerpt, owed: Owed) -> tuple[Calendar, str]:
    """The calendar and the warning ("": none) of a deadline's clock; the casebook's calendar for an unreadable rule."""
    try:
        rule_set = context.rule_set(case.text("template"), {})
        clock = rule_set.clock(owed.name) if owed.kind == DEADLINE else None
        return (rule_set.calendar_named(clock.calendar), _warning(clock, case)) if clock else (rule_set.calendar, "")
    except CasectlError:
        return context.calendar, ""


def _warning(clock: Clock, case: Excerpt) -> str:
    """The warning of the row of the clock's table that applies to the case."""
    known = {**case.fields, "level": case.text("level"), "team": case.text("team")}
    row = row_that_applies(clock.within, lambda name: known.get(name, ""))
    return (row.warn if row else "") or clock.warn
