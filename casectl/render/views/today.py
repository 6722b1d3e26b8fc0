"""The view of `today`."""

from __future__ import annotations

from datetime import tzinfo

from casectl.core.owed_reports import OVERDUE, TODAY_GROUPS, Today, TodayRow
from casectl.render.language import _, translate
from casectl.render.view import Cell, Column, LazyRows, Value, View
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
    columns = (
        Column("group", _("Group")),
        Column("id", _("Case"), keep=True, spare=True),
        Column("at", _("When"), keep=True),
        Column("what", _("What")),
        Column("title", _("Title")),
        Column("ahead", _("First because"), spare=True),
        Column("who", _("Who"), spare=True),
        Column("next", _("Next step"), keep=True),
        Column("late", _("Overdue"), marked=True),
        Column("late_entries", _("Late entries"), "right", marked=True),
        Column("conflicts", _("To be decided"), "right", marked=True),
        Column("level", _("Level"), "right", detail=True),
        Column("chasers", _("Chasers"), "right", detail=True),
        Column("owner", _("Owner"), detail=True),
        Column("team", _("Team"), detail=True),
        Column("kind", _("Kind"), detail=True),
        Column("follow_up", _("Follow-up"), detail=True),
    )
    cells = {
        "group": _group,
        "id": lambda row: row.case.id,
        "at": lambda row: _when(row, report, zone),
        "what": lambda row: Cell(row.owed.name, translate(row.title)) if row.owed else translated(row.title),
        "title": lambda row: row.case.text("title"),
        "ahead": lambda row: translated(row.ahead),
        "who": lambda row: named(row.who, report.teams),
        "next": lambda row: command_line(row.next),
        "late": lambda row: row.late,
        "late_entries": lambda row: row.case.late_entries,
        "conflicts": lambda row: row.case.conflicts,
        "level": lambda row: row.case.level or None,
        "chasers": lambda row: row.case.chasers or None,
        "owner": lambda row: text_or_none(row.case.text("owner")),
        "team": lambda row: named(row.case.text("team"), report.teams),
        "kind": lambda row: row.owed.kind if row.owed else None,
        "follow_up": lambda row: text_or_none(row.owed.follow_up) if row.owed else None,
    }
    return View("today", columns, LazyRows(report.rows, cells), report.notes, report.unreadable, headings="group")


def _when(row: TodayRow, report: Today, zone: tzinfo) -> Value:
    """When it is due or happened; what the heading says is not said again."""
    if row.owed is None or row.at is None:
        return instant(row.at, zone)
    if row.group == OVERDUE:
        return marked_instant(row.at, zone, **marks_of(row.case))
    return deadline(row.at, zone, report.at, **marks_of(row.case))


def _group(row: TodayRow) -> Value:
    return Cell(row.group, translate(TODAY_GROUPS[row.group]))
