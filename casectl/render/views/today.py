"""The view of `today`."""

from __future__ import annotations

from datetime import tzinfo

from casectl.core.owed_reports import OVERDUE, TODAY_GROUPS, Today, TodayRow
from casectl.render.language import _, translate
from casectl.render.view import Cell, Cells, Column, Value, View, table
from casectl.render.views.values import (
    command_line,
    deadline,
    instant,
    marked_instant,
    marks_of,
    named,
    text_or_none,
    translated,
)


def today(report: Today, zone: tzinfo) -> View:
    """A row for each thing to do, under the heading of its group, with the command that is the next step."""
    cells: Cells[TodayRow] = {
        Column("group", _("Group")): _group,
        Column("id", _("Case"), keep=True, spare=True): lambda row: row.case.id,
        Column("at", _("When"), keep=True): lambda row: _when(row, report, zone),
        Column("what", _("What"), least=14): lambda row: (
            Cell(row.owed.name, translate(row.title)) if row.owed else translated(row.title)
        ),
        Column("title", _("Title"), least=14): lambda row: row.case.text("title"),
        Column("ahead", _("Reason for priority"), spare=True): lambda row: translated(row.ahead),
        Column("who", _("Who"), spare=True): lambda row: named(row.who, report.teams),
        Column("next", _("Next step"), keep=True): lambda row: command_line(row.next),
        Column("late", _("Overdue"), marked=True): lambda row: row.late,
        Column("late_entries", _("Late entries"), "right", marked=True): lambda row: row.case.late_entries,
        Column("conflicts", _("To be decided"), "right", marked=True): lambda row: row.case.conflicts,
        Column("level", _("Level"), "right", detail=True): lambda row: row.case.level or None,
        Column("chasers", _("Chasers"), "right", detail=True): lambda row: row.case.chasers or None,
        Column("owner", _("Owner"), detail=True): lambda row: text_or_none(row.case.text("owner")),
        Column("team", _("Team"), detail=True): lambda row: named(row.case.text("team"), report.teams),
        Column("kind", _("Kind"), detail=True): lambda row: row.owed.kind if row.owed else None,
        Column("follow_up", _("Follow-up"), detail=True): lambda row: (
            text_or_none(row.owed.follow_up) if row.owed else None
        ),
    }
    return View("today", *table(report.rows, cells), report.notes, report.unreadable, headings="group")


def _when(row: TodayRow, report: Today, zone: tzinfo) -> Value:
    """When it is due or happened; what the heading says is not said again."""
    if row.owed is None or row.at is None:
        return instant(row.at, zone)
    if row.group == OVERDUE:
        return marked_instant(row.at, zone, **marks_of(row.case))
    return deadline(row.at, zone, report.at, **marks_of(row.case))


def _group(row: TodayRow) -> Value:
    return Cell(row.group, translate(TODAY_GROUPS[row.group]))
