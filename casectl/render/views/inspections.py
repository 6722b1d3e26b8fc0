"""The views of `sample` and of `inspect`: drawn cases, inspections, and the score sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from shlex import quote

from casectl.core.case.inspections import mean
from casectl.core.figures.inspection_report import DrawReport, Inspections, Listed, SheetLine
from casectl.core.template.quality_settings import InspectionSettings
from casectl.core.time.instants import format_instant, to_the_minute
from casectl.core.values.messages import Message, counted, msg
from casectl.render.language import _, translate
from casectl.render.view import Cell, Cells, Column, Row, Value, View, table
from casectl.render.views.groups import heading, word
from casectl.render.views.values import instant, text_or_none, translated

STAGES: dict[str, Message] = {
    "open": msg("marked"), "appealed": msg("appealed"), "upheld": msg("appeal decided, marks unchanged"),
    "changed": msg("appeal decided, marks changed"),
}  # fmt: skip
"""How far an inspection is."""


def drawn(report: DrawReport, zone: tzinfo) -> View:
    """A row for each drawn case, with its mark, or the command that records one."""
    keys, name = report.name.keys, str(report.name)
    others = tuple(key for key in keys if key != "owner")
    columns = (
        Column("person", _("Person"), keep=True),
        *(Column(key, heading(report.titles, key)) for key in others),
        Column("id", _("Case"), keep=True), Column("resolved", _("Resolved"), spare=True),
        Column("title", _("Title"), spare=True), Column("score", _("Mean"), "right"),
        Column("next", _("Next step"), keep=True),
    )  # fmt: skip
    rows: list[Row] = []
    for each in report.rows:
        groups = dict(zip(keys, each.group, strict=True))
        marks = each.inspection.marks_before(1 << 62) if each.inspection else {}
        step = f"casectl inspect score {each.case} {each.person} --draw {quote(name)}"
        rows.append({
            "person": each.person, **{key: word(report.titles, key, groups[key]) for key in others}, "id": each.case,
            "resolved": instant(datetime.fromtimestamp(each.done, UTC), zone),
            "title": text_or_none(report.case_titles.get(each.case, "")), "score": mean(marks),
            "next": None if each.inspection else step,
        })  # fmt: skip
    done = sum(each.inspection is not None for each in report.rows)
    notes = (
        msg("draw {name}, as of {at}", name=name, at=to_the_minute(report.at, zone)),
        counted("{done} of {count} inspected", "{done} of {count} inspected", len(rows), done=done)
        if rows
        else msg(
            "nothing to draw: every case resolved in {period} was inspected already, or there is none",
            period=report.period.name,
        ),
    )
    more: Mapping[str, Value] = {"draw": name, "period": report.period.name,
                                 "as_of": format_instant(report.at, zone)}  # fmt: skip
    return View("sample", columns, rows, notes, report.unreadable, more=more)


def inspections(report: Inspections, settings: InspectionSettings, zone: tzinfo) -> View:
    """A row for each inspection with its marks, the newest first."""
    names = dict.fromkeys((*settings.names, *(name for each in report.rows for name in each.found.marks)))
    columns = (
        Column("id", _("Case"), keep=True), Column("person", _("Person")), Column("at", _("When"), spare=True),
        *(Column(f"mark_{name}", translate(Message("{title}", {"title": settings.title(name)})), "right", spare=True)
          for name in names),
        Column("score", _("Mean"), "right", keep=True), Column("stage", _("Stage")),
        Column("draw", _("Draw"), detail=True), Column("by", _("By"), detail=True), Column("text", _("Note")),
        Column("inspection", _("Inspection"), detail=True),
    )  # fmt: skip
    rows = [_row(each, [*names], zone) for each in report.rows]
    return View("inspections", columns, rows, () if rows else (msg("no inspections"),), report.unreadable)


def _row(each: Listed, names: list[str], zone: tzinfo) -> Row:
    found, event = each.found, each.found.event
    texts = (event.text("text"), found.appeal.text("reason") if found.appeal else "",
             found.decision.text("reason") if found.decision else "")  # fmt: skip
    return {
        "id": each.case.id, "person": each.person or Cell(None, "***"), "at": instant(event.at, zone),
        **{f"mark_{name}": found.marks.get(name) for name in names}, "score": mean(found.marks),
        "stage": Cell(found.stage, translate(STAGES[found.stage])), "draw": text_or_none(event.text("draw")),
        "by": event.by, "text": text_or_none(" / ".join(filter(None, texts)) if each.person else ""),
        "inspection": found.id,
    }  # fmt: skip


def lines(found: Sequence[SheetLine]) -> View:
    """The lines of the score sheet."""
    cells: Cells[SheetLine] = {
        Column("name", _("Name"), keep=True): lambda each: each.name,
        Column("title", _("Title")): lambda each: translated(each.title),
    }
    return View("score_sheet", *table(found, cells))
