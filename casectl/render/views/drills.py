"""The views of `drill`: the scenarios that there are, what the customer says, and the marks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo

from casectl.core.practice.marks import BEST, Mark
from casectl.core.practice.reports import Marked, Played
from casectl.core.practice.scenario import Scenario
from casectl.core.time.instants import to_the_minute
from casectl.core.values.messages import Message, msg
from casectl.render.language import _, translate
from casectl.render.text.terminal import visible
from casectl.render.view import Cell, Column, Row, Value, View
from casectl.render.views.values import instant, text_or_none, translated


def scenarios(found: Iterable[Scenario]) -> View:
    """A row for each scenario."""
    columns = (
        Column("name", _("Scenario"), keep=True),
        Column("title", _("Title")),
        Column("template", _("Template")),
        Column("messages", _("Messages"), "right"),
        Column("brief", _("Brief"), detail=True),
    )
    rows: list[Row] = [
        {
            "name": each.name,
            "title": translated(each.title),
            "template": each.template,
            "messages": len(each.messages),
            "brief": translated(each.brief),
        }
        for each in found
    ]
    return View("drills", columns, rows, (msg("next: casectl drill NAME makes a casebook to practise in"),))


def played(report: Played, zone: tzinfo) -> View:
    """What the customer says, and when the next message comes."""
    names = ("number", "id", "at", "channel", "text", "chaser", "next_at")
    said, after = translate(report.message.text), report.after
    row: dict[str, Value] = {
        "number": report.number,
        "id": report.case_id,
        "at": instant(report.at, zone),
        "channel": text_or_none(report.message.channel),
        "text": said,
        "chaser": report.message.chaser,
        "next_at": instant(after, zone) if after else None,
    }
    when = msg("the customer says (message {number}, {at}):", number=report.number, at=to_the_minute(report.at, zone))
    page = "\n".join((translate(when), *(f"  {visible(line)}" for line in said.splitlines())))
    return View("drill", tuple(Column(name, name) for name in names), [row], (_then(report, zone),), page=page)


def _then(report: Played, zone: tzinfo) -> Message:
    if report.after is None:
        return msg("that was the last message; for your marks: casectl drill score")
    return msg("the next message comes at {at}; look at the case: casectl show {id}",
               at=to_the_minute(report.after, zone), id=report.case_id)  # fmt: skip


def marked(report: Marked) -> View:
    """A row for each mark, with what is missing to the full points."""
    columns = (
        Column("mark", _("What is marked"), keep=True),
        Column("points", _("Points"), "right", keep=True),
        Column("missing", _("What is missing")),
        Column("met", _("What is there"), detail=True),
    )
    rows: list[Row] = [
        {
            "mark": Cell(each.name, translate(each.title)),
            "points": each.points,
            "missing": _checks(each, met=False),
            "met": _checks(each, met=True),
        }
        for each in report.marks
    ]
    notes = (
        msg("points: {points} of {most}", points=report.points, most=report.most),
        *((msg("messages that have not come yet: {count}", count=report.ahead),) if report.ahead else ()),
    )
    more: dict[str, Value] = {"scenario": report.scenario.name, "id": report.case_id, "points": report.points,
                              "most": report.most, "best": BEST}  # fmt: skip
    return View("drill-score", columns, rows, notes, more=more)


def _checks(mark: Mark, *, met: bool) -> Cell:
    texts = [translate(each.what) for each in mark.checks if each.is_met == met]
    return Cell(texts, _("; ").join(texts))
