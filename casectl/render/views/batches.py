"""The view of what one verb did to many cases."""

from __future__ import annotations

from casectl.core.reports import Batch, BatchRow
from casectl.core.values.messages import Message, msg, plain_text
from casectl.render.language import _, translate
from casectl.render.view import Cell, Cells, Column, Value, View, table
from casectl.render.views.values import state_of, text_or_none


def batch(report: Batch, archive: str | None = None) -> View:
    """``--where``: a row for each case, and how to undo all of it; of those that went to the folder of an `archive`,
    where they are.
    """
    did = Cell("would", _("would be done")) if report.dry else Cell("done", _("done"))
    refused = Cell("refused", _("refused"), "alarm")
    cells: Cells[BatchRow] = {
        Column("id", _("Case"), keep=True): lambda row: row.case_id,
        Column("result", _("Result"), keep=True): lambda row: did if row.done else refused,
        Column("why", _("Why"), keep=True): _why,
        Column("state", _("State"), spare=True): lambda row: state_of(row.template, row.state, report.states),
        Column("owner", _("Owner"), spare=True): lambda row: text_or_none(row.owner),
        Column("title", _("Title"), spare=True): lambda row: row.title,
        Column("event_id", _("Event id"), detail=True): lambda row: text_or_none(row.event_id),
        Column("batch", _("Batch"), detail=True): lambda _row: report.id,
    }
    kind = "batch" if archive is None else "archive"
    return View(kind, *table(report.rows, cells), (_note(report, archive), *report.notes), report.unreadable)


def _why(row: BatchRow) -> Value:
    if row.refusal is None:
        return None
    reasons = row.refusal.problems or (row.refusal.what,)
    return Cell("; ".join(map(plain_text, reasons)), _("; ").join(map(translate, reasons)))


def _note(report: Batch, archive: str | None) -> Message:
    done, count = sum(row.done for row in report.rows), len(report.rows)
    if not report.rows:
        return msg("no matching cases")
    if report.dry:
        return msg("{done} of {all} would be done; nothing was recorded", done=done, all=count)
    if not done:
        return msg("nothing was recorded")
    if archive is not None:
        return msg(
            "{done} of {all} archived in {folder}; casectl archive --restore CASE brings one back",
            done=done, all=count, folder=archive,
        )  # fmt: skip
    if report.final:
        return msg("{done} of {all} undone", done=done, all=count)
    return msg("{done} of {all} done; casectl undo --batch {id} undoes them", done=done, all=count, id=report.id)
