"""The view of `routing test`."""

from __future__ import annotations

from casectl.core.reports import Routing
from casectl.core.values.messages import counted, msg
from casectl.render.language import _
from casectl.render.view import Column, LazyRows, View
from casectl.render.views.values import text_or_none, translated


def routing(report: Routing) -> View:
    """A row for each case: who would get it, whose it is, and why."""
    columns = (
        Column("id", _("Case"), keep=True),
        Column("person", _("Would go to"), keep=True),
        Column("owner", _("Owner")),
        Column("title", _("Title"), spare=True),
        Column("why", _("Why")),
    )
    cells = {
        "id": lambda row: row.case.id,
        "person": lambda row: text_or_none(row.person),
        "owner": lambda row: text_or_none(row.case.text("owner")),
        "title": lambda row: row.case.text("title"),
        "why": lambda row: translated(row.why),
    }
    nobody = sum(not row.person for row in report.rows)
    notes = (
        *((msg("no matching cases"),) if not report.rows else ()),
        *((counted("{count} case would go to nobody", "{count} cases would go to nobody", nobody),) if nobody else ()),
    )
    return View("routing", columns, LazyRows(report.rows, cells), notes, report.unreadable)
