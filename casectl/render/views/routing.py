"""The view of `routing test`."""

from __future__ import annotations

from casectl.core.reports import RoutedRow, Routing
from casectl.core.values.messages import counted, msg
from casectl.render.language import _
from casectl.render.view import Cells, Column, View, table
from casectl.render.views.values import text_or_none, translated


def routing(report: Routing) -> View:
    """A row for each case: who would get it, whose it is, and why."""
    cells: Cells[RoutedRow] = {
        Column("id", _("Case"), keep=True): lambda row: row.case.id,
        Column("person", _("Would go to"), keep=True): lambda row: text_or_none(row.person),
        Column("owner", _("Owner")): lambda row: text_or_none(row.case.text("owner")),
        Column("title", _("Title"), spare=True): lambda row: row.case.text("title"),
        Column("why", _("Why")): lambda row: translated(row.why),
    }
    nobody = sum(not row.person for row in report.rows)
    notes = (
        *((msg("no matching cases"),) if not report.rows else ()),
        *((counted("{count} case would go to nobody", "{count} cases would go to nobody", nobody),) if nobody else ()),
    )
    return View("routing", *table(report.rows, cells), notes, report.unreadable)
