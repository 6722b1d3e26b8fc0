"""The view of an agenda as a calendar."""

from __future__ import annotations

from collections.abc import Sequence

from casectl.core.owed_reports import Agenda, CalendarEntry
from casectl.core.values.messages import msg
from casectl.render.language import _, translate
from casectl.render.view import Column, LazyRows, View


def calendar(report: Agenda, entries: Sequence[CalendarEntry], name: str) -> View:
    """A row for each entry of the calendar called so."""
    columns = (Column("due_at", _("Due")), Column("summary", _("Summary")), Column("uid", "UID"))
    cells = {
        "uid": lambda entry: entry.uid,
        "sequence": lambda entry: entry.sequence,
        "changed_at": lambda entry: entry.changed_at.isoformat(),
        "due_at": lambda entry: entry.task.owed.at.isoformat(),
        "summary": _summary,
        "open": lambda entry: f"casectl show {entry.task.case.id}",
        "tentative": lambda entry: entry.task.owed.provisional or entry.task.owed.unconfirmed,
        "cancelled": lambda entry: entry.is_over,
    }
    return View("agenda", columns, LazyRows(entries, cells), report.notes, report.unreadable, calendar=name)


def _summary(entry: CalendarEntry) -> str:
    """The case's id, what kind of case it is, and what is due."""
    return translate(msg("{id} {kind}: {what}", id=entry.task.case.id, kind=entry.template, what=entry.what))
