"""The view of `problem`: what needs a record, and one line of progress for each record."""

from __future__ import annotations

from casectl.core.query.problems import Problem, ProblemReport
from casectl.core.values.messages import Message, counted
from casectl.render.language import _, translate
from casectl.render.view import Cell, Cells, Column, View, table
from casectl.render.views.values import text_or_none


def problems(report: ProblemReport) -> View:
    """A row for each problem, with its cases, how many are settled, and the next step."""
    cells: Cells[Problem] = {
        Column("record", _("Record"), keep=True): lambda each: (
            text_or_none(each.record) if each.record else Cell(None, _("needs a record"), "alarm")
        ),
        Column("title", _("Title")): lambda each: Cell(
            str(each.title), translate(Message("{title}", {"title": each.title}))
        ),
        Column("cause", _("Cause"), detail=True): lambda each: text_or_none(each.cause),
        Column("state", _("State"), spare=True): lambda each: (
            Cell(each.state, translate(each.stage)) if each.state else None
        ),
        Column("owner", _("Owner"), spare=True): lambda each: text_or_none(each.owner),
        Column("cases", _("Cases"), "right", keep=True): lambda each: len(each.cases),
        Column("settled", _("Cases finished"), "right", keep=True): lambda each: len(each.settled),
        Column("percent", "%", "right"): lambda each: 100 * len(each.settled) // len(each.cases),
        Column("offered", _("Redress offered"), "right", spare=True): lambda each: len(each.offered),
        Column("paid", _("Redress paid"), "right", spare=True): lambda each: len(each.paid),
        Column("ids", _("Which cases"), detail=True): lambda each: ", ".join(each.cases),
        Column("next", _("Next step"), spare=True): lambda each: (
            f"casectl show {each.record}" if each.record else "casectl new improvement"
        ),
    }
    note = counted("no root cause needs a record: one is needed when a cause is found {most} times within"
                   " {count} day and has no open record",
                   "no root cause needs a record: one is needed when a cause is found {most} times within"
                   " {count} days and has no open record",
                   report.days, most=report.least)  # fmt: skip
    return View("problems", *table(report.rows, cells), () if report.rows else (note,),
                report.unreadable)  # fmt: skip
