"""The view of `problem`: what needs a record, and one line of progress for each record."""

from __future__ import annotations

from casectl.core.query.problems import Problem, ProblemReport
from casectl.core.values.messages import Message, counted
from casectl.render.language import _, translate
from casectl.render.view import Cell, Column, Row, View
from casectl.render.views.values import text_or_none


def problems(report: ProblemReport) -> View:
    """A row for each problem, with its cases, how many are settled, and the next step."""
    columns = (
        Column("record", _("Record"), keep=True), Column("title", _("Title")), Column("cause", _("Cause"), detail=True),
        Column("state", _("State"), spare=True), Column("owner", _("Owner"), spare=True),
        Column("cases", _("Cases"), "right", keep=True),
        Column("settled", _("Settled"), "right", keep=True), Column("percent", "%", "right"),
        Column("offered", _("Redress offered"), "right", spare=True),
        Column("paid", _("Redress paid"), "right", spare=True),
        Column("ids", _("Which cases"), detail=True), Column("next", _("Next step"), spare=True),
    )  # fmt: skip
    note = counted("no root cause has been found {most} times within {count} day, and no record gathers complaints",
                   "no root cause has been found {most} times within {count} days, and no record gathers complaints",
                   report.days, most=report.least)  # fmt: skip
    return View("problems", columns, [_row(each) for each in report.rows], () if report.rows else (note,),
                report.unreadable)  # fmt: skip


def _row(each: Problem) -> Row:
    return {
        "record": text_or_none(each.record) if each.record else Cell(None, _("needs one"), "alarm"),
        "title": Cell(str(each.title), translate(Message("{title}", {"title": each.title}))),
        "cause": text_or_none(each.cause),
        "state": Cell(each.state, translate(each.stage)) if each.state else None,
        "owner": text_or_none(each.owner),
        "cases": len(each.cases),
        "settled": len(each.settled),
        "percent": 100 * len(each.settled) // len(each.cases),
        "offered": len(each.offered),
        "paid": len(each.paid),
        "ids": ", ".join(each.cases),
        "next": f"casectl show {each.record}" if each.record else "casectl new improvement",
    }
