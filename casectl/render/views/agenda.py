"""The view of an agenda: a row for each task, for people by day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from itertools import groupby

from casectl.core.owed_reports import Agenda, CalendarEntry, Task
from casectl.core.time.instants import to_the_minute
from casectl.core.values.messages import msg
from casectl.render.language import _, translate
from casectl.render.view import WHOLE, Cell, Cells, Column, Row, View, table
from casectl.render.views.lists import Teams
from casectl.render.views.values import (
    marked,
    marks_of,
    named,
    text_or_none,
)


def agenda(report: Agenda, zone: tzinfo, kind: str = "agenda") -> View:
    """`agenda`, and `followup list` under another `kind`: a row for each task; for people, grouped by day in `zone`."""
    listed = kind != "agenda"  # `followup done` takes what it is called
    columns = (
        Column("day", _("Day"), keep=True), Column("at", _("Due at"), keep=True), Column("what", _("What")),
        Column("id", _("Case"), keep=True), Column("who", _("Who")), Column("title", _("Title")),
        Column("task", _("Follow-up"), spare=not listed, least=WHOLE if listed else 8),
        Column("late", _("Overdue"), marked=True),
        Column("provisional", _("Provisional"), detail=True), Column("unconfirmed", _("Unconfirmed"), marked=True),
        Column("late_entries", _("Late entries"), "right", marked=True), Column("rule", _("Rule"), detail=True),
        Column("conflicts", _("To be decided"), "right", marked=True), Column("kind", _("Kind"), detail=True),
        Column("note", _("Note"), detail=True),
    )  # fmt: skip
    rows = [row for _day, tasks in _by_day(report, zone) for row in tasks]
    return View(kind, columns, rows, report.notes, report.unreadable)


def _by_day(report: Agenda, zone: tzinfo) -> list[tuple[str, list[Row]]]:
    days = groupby(report.tasks, key=lambda task: to_the_minute(task.owed.at, zone)[:10])
    return [
        (day, [_task_row(task, day, first, zone, report.teams) for first, task in _marked(list(tasks))])
        for day, tasks in days
    ]


def _marked(tasks: list[Task]) -> list[tuple[bool, Task]]:
    return [(number == 0, task) for number, task in enumerate(tasks)]


def _task_row(task: Task, day: str, first: bool, zone: tzinfo, teams: Teams) -> Row:
    weekdays = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
    owed = task.owed
    local, called = owed.at.astimezone(zone), owed.follow_up or owed.name
    return {
        "day": Cell(day, f"{day} {weekdays[local.weekday()]}" if first else ""),
        "at": Cell(
            local.isoformat(),
            marked(
                f"{local:%H:%M}",
                late=task.late,
                provisional=owed.provisional,
                unconfirmed=owed.unconfirmed,
                **marks_of(task.case),
            ),
            "alarm" if task.late else "",
        ),
        "what": Cell(owed.name, translate(task.title) or owed.name),
        "late": task.late,
        "id": task.case.id,
        "who": named(owed.who, teams),
        "title": task.case.text("title"),
        "kind": owed.kind,
        "task": Cell(called, owed.called if owed.follow_up else ""),
        "provisional": owed.provisional,
        "unconfirmed": Cell(owed.unconfirmed, _("unconfirmed") if owed.unconfirmed else ""),
        "late_entries": task.case.late_entries,
        "conflicts": task.case.conflicts,
        "rule": text_or_none(owed.rule),
        "note": text_or_none(owed.note),
    }


def calendar(report: Agenda, entries: Sequence[CalendarEntry], name: str) -> View:
    """A row for each entry of the calendar called so."""
    cells: Cells[CalendarEntry] = {
        Column("due_at", _("Due")): lambda entry: entry.task.owed.at.isoformat(),
        Column("summary", _("Summary")): _summary,
        Column("uid", "UID"): lambda entry: entry.uid,
    }
    columns, rows = table(entries, cells, {
        "sequence": lambda entry: entry.sequence,
        "changed_at": lambda entry: entry.changed_at.isoformat(),
        "open": lambda entry: f"casectl show {entry.task.case.id}",
        "tentative": lambda entry: entry.task.owed.provisional or entry.task.owed.unconfirmed,
        "cancelled": lambda entry: entry.is_over,
        "warned_at": lambda entry: entry.warned_at.isoformat() if entry.warned_at else "",
    })  # fmt: skip
    return View("agenda", columns, rows, report.notes, report.unreadable, calendar=name)


def _summary(entry: CalendarEntry) -> str:
    """The case's id, what kind of case it is, and what is due."""
    return translate(msg("{id} {kind}: {what}", id=entry.task.case.id, kind=entry.template, what=entry.what))
