"""The views of `filing`: the boxes of a return, what keeps it from being right, and which returns there are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

from casectl.core.figures.filing import FilingReport
from casectl.core.figures.filing_packs import PACKS
from casectl.core.time.instants import format_instant, to_the_minute
from casectl.core.values.messages import Message, msg
from casectl.render.language import _, translate
from casectl.render.values import text_or_none
from casectl.render.view import Cell, Column, Row, Value, View

_TITLES: dict[str, Message] = {
    "totals": msg("Totals"), "age": msg("Age"), "status": msg("Status of the complainant"),
    "service": msg("Service area"), "subject": msg("Subject"), "profession": msg("Profession"),
    "brought_forward": msg("Brought forward"), "new": msg("New"), "upheld": msg("Upheld"),
    "partly_upheld": msg("Partly upheld"), "not_upheld": msg("Not upheld"), "carried_forward": msg("Carried forward"),
    "stage_1": msg("Stage 1"), "stage_2": msg("Stage 2"), "received": msg("Received"),
    "ch01": msg("CH01, per 1,000 homes"), "answered": msg("Answered"), "answered_in_time": msg("Answered in time"),
    "ch02": msg("CH02, % in time"),
}  # fmt: skip
"""What sections and boxes are called that the casebook does not name."""


def boxes(report: FilingReport, zone: tzinfo) -> View:
    """A row for each box, beside what it had when it was filed."""
    before = report.before
    columns = (
        Column("section", _("Section")),
        Column("item", _("Box"), keep=True),
        Column("value", _("Value"), "right", keep=True),
        *((Column("filed", _("As filed"), "right"), Column("restated", _("Changed"))) if before is not None else ()),
    )
    rows: list[Row] = [
        {
            "section": _titled(row.section), "item": _titled(row.item), "value": row.value,
            **(_restated(before, (row.section, row.item), row.value) if before is not None else {}),
        }
        for row in report.rows
    ]  # fmt: skip
    return View("filing", columns, rows, _notes(report, zone), report.unreadable, more=_about(report, zone))


def _restated(before: Mapping[tuple[str, str], int | float | None], box: tuple[str, str], now: Value) -> Row:
    then = before.get(box, 0)
    return {"filed": then, "restated": then != now}


def problems(report: FilingReport, zone: tzinfo) -> View:
    """A row for each thing that keeps the return from being right; of a case, or of the whole."""
    columns = (Column("id", _("Case"), keep=True), Column("problem", _("Problem"), keep=True))
    rows: list[Row] = [
        {"id": text_or_none(each.case), "problem": Cell(str(each.what), translate(each.what))} for each in report.faults
    ]
    found = (msg("no problems found in the return"),) if not rows else ()
    return View("filing-check", columns, rows, (*found, *_notes(report, zone)), report.unreadable,
                more=_about(report, zone))  # fmt: skip


def packs() -> View:
    """A row for each return that is known, with where its rules are from."""
    columns = (
        Column("name", _("Name"), keep=True), Column("title", _("Title")), Column("source", _("Source"), spare=True),
        Column("verified", _("Verified"), spare=True),
    )  # fmt: skip
    rows: list[Row] = [
        {"name": each.name, **{key: Cell(str(text), translate(text)) for key, text in
                               (("title", each.title), ("source", each.source), ("verified", each.verified))}}
        for each in PACKS.values()
    ]  # fmt: skip
    return View("filings", columns, rows)


def _titled(name: str) -> Cell:
    return Cell(name, translate(_TITLES[name]) if name in _TITLES else name)


def _notes(report: FilingReport, zone: tzinfo) -> tuple[Message, ...]:
    pack = report.pack
    nil = (msg("nil return: there is nothing to report in {period}", period=report.period.name),)
    return (
        *(nil if report.is_nil else ()),
        msg("{period}, as of {at}", period=report.period.name, at=to_the_minute(report.at, zone)),
        msg("source: {source}; {verified}", source=pack.source, verified=pack.verified),
        msg("not known: {unknown}", unknown=pack.unknown),
    )


def _about(report: FilingReport, zone: tzinfo) -> dict[str, Value]:
    pack = report.pack
    return {
        "name": pack.name, "period": report.period.name, "as_of": format_instant(report.at, zone),
        "source": str(pack.source), "verified": str(pack.verified), "unknown": str(pack.unknown),
    }  # fmt: skip
