"""The view of `backlog`."""

from __future__ import annotations

from datetime import tzinfo

from casectl.core.figures.ageing import ALL, BANDS, LIMIT, AgeRow, BacklogReport
from casectl.core.time.instants import format_instant, to_the_minute
from casectl.core.values.messages import msg
from casectl.render.language import _
from casectl.render.view import Cell, Column, Row, Value, View
from casectl.render.views.groups import heading, word
from casectl.render.views.values import text_or_none


def backlog(report: BacklogReport, zone: tzinfo) -> View:
    """A row for all cases and for each word of each key: how many cases there are in each band of days."""
    columns = (
        Column("by", _("Grouped by")),
        Column("name", _("Name")),
        Column("cases", _("Open"), "right", keep=True),
        *(Column(name, title, "right", keep=True) for name, title in _bands()),
        Column("overdue", _("Overdue"), "right", keep=True),
        Column("median_days", _("Median, days"), "right", spare=True),
        Column("oldest_days", _("Oldest, days"), "right"),
        Column("oldest", _("Oldest"), keep=True, spare=True),
    )
    rows = [_row(each, report) for each in report.rows]
    said = msg("as of {at}", at=to_the_minute(report.at, zone)) if rows else msg("no case is open")
    more: dict[str, Value] = {"as_of": format_instant(report.at, zone)}
    return View("backlog", columns, rows, (said,), report.unreadable, more=more)


def _bands() -> list[tuple[str, str]]:
    """The name and the title of the column of each band."""
    firsts = (0, *(last + 1 for last in BANDS))
    closed = [(f"days_{first}_{last}", f"{first}–{last}") for first, last in zip(firsts, BANDS, strict=False)]
    return [*closed, (f"days_over_{BANDS[-1]}", f">{BANDS[-1]}")]


def _row(row: AgeRow, report: BacklogReport) -> Row:
    title = _("All") if row.key == ALL else heading(report.titles, row.key)
    return {
        "by": Cell(row.key, title),
        "name": _name(row, report),
        "cases": row.cases,
        **{name: Cell(count, str(count or "")) for (name, _title), count in zip(_bands(), row.bands, strict=True)},
        "overdue": Cell(row.overdue, str(row.overdue or ""), "alarm" if row.overdue else ""),
        "median_days": row.median,
        "oldest_days": row.oldest,
        "oldest": row.oldest_case,
    }


def _name(row: AgeRow, report: BacklogReport) -> Value:
    if row.key == ALL:
        return None
    nothing = _("nobody") if row.key in ("owner", "team") else _("no limit") if row.key == LIMIT else ""
    return word(report.titles, row.key, row.word) or (Cell(None, nothing) if nothing else text_or_none(""))
