"""The views of `drill`: the scenarios that there are, what the customer says, and the marks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo

from casectl.core.practice.marks import BEST, Mark, Marked, Played
from casectl.core.practice.scenario import Scenario
from casectl.core.time.instants import to_the_minute
from casectl.core.values.messages import Message, msg
from casectl.render.language import _, translate
from casectl.render.text.terminal import visible
from casectl.render.view import Cell, Cells, Column, Value, View, table
from casectl.render.views.values import instant, text_or_none, translated


def scenarios(found: Iterable[Scenario]) -> View:
    """A row for each scenario."""
    cells: Cells[Scenario] = {
        Column("name", _("Scenario"), keep=True): lambda each: each.name,
        Column("title", _("Title")): lambda each: translated(each.title),
        Column("template", _("Template")): lambda each: each.template,
        Column("messages", _("Messages"), "right"): lambda each: len(each.messages),
        Column("brief", _("Brief"), detail=True): lambda each: translated(each.brief),
    }
    return View("drills", *table(found, cells), (msg("next: casectl drill NAME makes a casebook to practise in"),))


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
    cells: Cells[Mark] = {
        Column("mark", _("What is marked"), keep=True): lambda each: Cell(each.name, translate(each.title)),
        Column("points", _("Points"), "right", keep=True): lambda each: each.points,
        Column("missing", _("What is missing")): lambda each: _checks(each, met=False),
        Column("met", _("What was met"), detail=True): lambda each: _checks(each, met=True),
    }
    notes = (
        msg("points: {points} of {most}", points=report.points, most=report.most),
        *((msg("messages that have not come yet: {count}", count=report.ahead),) if report.ahead else ()),
    )
    more: dict[str, Value] = {"scenario": report.scenario.name, "id": report.case_id, "points": report.points,
                              "most": report.most, "best": BEST}  # fmt: skip
    return View("drill-score", *table(report.marks, cells), notes, more=more)


def _checks(mark: Mark, *, met: bool) -> Cell:
    texts = [translate(each.what) for each in mark.checks if each.is_met == met]
    return Cell(texts, _("; ").join(texts))
