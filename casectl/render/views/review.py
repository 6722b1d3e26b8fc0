"""The view of `review`: a row for each case in each part of the meeting."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from casectl.core.figures.review import (
    BROKEN,
    CAUSE,
    DISSATISFIED,
    DONE,
    IMPROVEMENT,
    LATE,
    MODEL,
    REOPENED,
    UNTOLD,
    ReviewReport,
    ReviewRow,
)
from casectl.core.time.instants import format_instant, to_the_minute
from casectl.core.values.messages import Message, msg
from casectl.render.language import _, translate
from casectl.render.view import Cell, Column, Row, Value, View
from casectl.render.views.values import as_of_note, instant, text_or_none

_SECTIONS: dict[str, Message] = {
    LATE: msg("Late"), REOPENED: msg("Reopened within 30 days"), DISSATISFIED: msg("Dissatisfied"),
    CAUSE: msg("Same root cause"), BROKEN: msg("Promise broken"), MODEL: msg("Model case"),
    IMPROVEMENT: msg("Open improvement"), DONE: msg("Improvement done"), UNTOLD: msg("Customer not told of it"),
}  # fmt: skip


def review(report: ReviewReport, zone: tzinfo) -> View:
    """A row for each case in each part, and how a decision is recorded."""
    columns = (
        Column("section", _("Part")), Column("id", _("Case"), keep=True), Column("when", _("When"), spare=True),
        Column("what", _("What")), Column("owner", _("Owner"), spare=True), Column("title", _("Title"), spare=True),
    )  # fmt: skip
    rows = [_row(each, zone) for each in report.rows]
    last = msg("a decision is an improvement: casectl new improvement, then casectl link NEW related CASE")
    none = msg("nothing to review in {period}", period=report.period.name)
    notes = (as_of_note(report.period.name, to_the_minute(report.at, zone), is_running=report.provisional),
             last if rows else none)  # fmt: skip
    more: dict[str, Value] = {
        "period": report.period.name,
        "as_of": format_instant(report.at, zone),
        "provisional": report.provisional,
    }
    return View("review", columns, rows, notes, report.unreadable, more=more)


def _row(each: ReviewRow, zone: tzinfo) -> Row:
    what = each.what
    return {
        "section": Cell(each.section, translate(_SECTIONS[each.section])),
        "id": each.case,
        "when": instant(datetime.fromtimestamp(each.at, UTC), zone) if each.at is not None else None,
        "what": Cell(str(what), translate(msg("{what}", what=what))) if what is not None else None,
        "owner": text_or_none(each.owner),
        "title": text_or_none(each.title),
    }
