"""The view of `handoff --pending`."""

from __future__ import annotations

from datetime import datetime, tzinfo

from casectl.core.reports import PendingHandoffs
from casectl.core.values.messages import msg
from casectl.render.language import _
from casectl.render.view import WHOLE, Column, Row, View
from casectl.render.views.values import deadline, instant, is_late, named, waited


def pending_handoffs(report: PendingHandoffs, zone: tzinfo, now: datetime) -> View:
    """`handoff --pending`: a row for each pending handoff, and whether its answer is late. Times are in `zone`."""
    columns = (
        Column("id", _("Case"), keep=True),
        Column("by", _("From")),
        Column("to", _("To")),
        Column("since", _("Since"), keep=True, spare=True),
        Column("waited_minutes", _("Waiting"), "right", least=WHOLE),
        Column("reason", _("Reason")),
        Column("title", _("Title"), spare=True),
        Column("due", _("Due"), keep=True),
        Column("late", _("Overdue"), marked=True),
    )
    rows: list[Row] = [
        {
            "id": row.case.id,
            "by": row.by,
            "to": row.to or named(row.team, report.teams),
            "since": instant(row.since, zone),
            "waited_minutes": waited(row.waited),
            "reason": row.reason,
            "title": row.case.text("title"),
            "due": deadline(row.due, zone, now),
            "late": is_late(row.due, now),
        }
        for row in report.rows
    ]
    notes = () if rows else (msg("no handoff is waiting"),)
    return View("pending", columns, rows, notes, report.unreadable)
