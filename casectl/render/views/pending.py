"""The view of `handoff --pending`."""

from __future__ import annotations

from datetime import datetime, tzinfo

from casectl.core.reports import PendingHandoff, PendingHandoffs
from casectl.core.values.messages import msg
from casectl.render.language import _
from casectl.render.view import WHOLE, Cells, Column, View, table
from casectl.render.views.values import deadline, instant, is_late, named, waited


def pending_handoffs(report: PendingHandoffs, zone: tzinfo, now: datetime) -> View:
    """`handoff --pending`: a row for each pending handoff, and whether its answer is late. Times are in `zone`."""
    cells: Cells[PendingHandoff] = {
        Column("id", _("Case"), keep=True): lambda row: row.case.id,
        Column("by", _("From")): lambda row: row.by,
        Column("to", _("To")): lambda row: row.to or named(row.team, report.teams),
        Column("since", _("Since"), keep=True, spare=True): lambda row: instant(row.since, zone),
        Column("waited_minutes", _("Waiting"), "right", least=WHOLE): lambda row: waited(row.waited),
        Column("reason", _("Reason")): lambda row: row.reason,
        Column("title", _("Title"), spare=True): lambda row: row.case.text("title"),
        Column("due", _("Due"), keep=True): lambda row: deadline(row.due, zone, now),
        Column("late", _("Overdue"), marked=True): lambda row: is_late(row.due, now),
    }
    columns, rows = table(report.rows, cells)
    notes = () if rows else (msg("no handoff is waiting"),)
    return View("pending", columns, rows, notes, report.unreadable)
