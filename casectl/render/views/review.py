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
from casectl.render.view import Cell, Cells, Column, Value, View, table
from casectl.render.views.values import as_of_note, instant, text_or_none

SECTIONS: dict[str, Message] = {
    LATE: msg("Late"), REOPENED: msg("Reopened within 30 days"), DISSATISFIED: msg("Dissatisfied"),
    CAUSE: msg("Same root cause"), BROKEN: msg("Promise broken"), MODEL: msg("Model case"),
    IMPROVEMENT: msg("Open improvement"), DONE: msg("Improvement done"), UNTOLD: msg("Customer not informed"),
}  # fmt: skip
"""The parts of a review, in the order in which they are shown."""


def review(report: ReviewReport, zone: tzinfo) -> View:
    """A row for each case in each part, and how a decision is recorded."""
    cells: Cells[ReviewRow] = {
        Column("section", _("Part")): lambda each: Cell(each.section, translate(SECTIONS[each.section])),
        Column("id", _("Case"), keep=True): lambda each: each.case,
        Column("when", _("When"), spare=True): lambda each: (
            None if each.at is None else instant(datetime.fromtimestamp(each.at, UTC), zone)
        ),
        Column("what", _("What")): _what,
        Column("owner", _("Owner"), spare=True): lambda each: text_or_none(each.owner),
        Column("title", _("Title"), spare=True): lambda each: text_or_none(each.title),
    }
    columns, rows = table(report.rows, cells)
    last = msg("to record a decision, open an improvement: casectl new improvement, then casectl link NEW related CASE")
    none = msg("nothing to review in {period}", period=report.period.name)
    notes = (as_of_note(report.period.name, to_the_minute(report.at, zone), is_running=report.provisional),
             last if rows else none)  # fmt: skip
    more: dict[str, Value] = {
        "period": report.period.name,
        "as_of": format_instant(report.at, zone),
        "provisional": report.provisional,
    }
    return View("review", columns, rows, notes, report.unreadable, more=more)


def _what(each: ReviewRow) -> Value:
    return None if each.what is None else Cell(str(each.what), translate(msg("{what}", what=each.what)))
