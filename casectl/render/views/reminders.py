"""The views of `remind`, and the mail that it sends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo

from casectl.core.owed_reports import Reminder, Reminders
from casectl.core.time.instants import to_seconds, to_the_minute
from casectl.core.values.messages import counted, msg
from casectl.ports.sending import REFUSED, Outgoing
from casectl.render.language import _, translate
from casectl.render.view import Cell, Cells, Column, View, table
from casectl.render.views.values import instant, text_or_none


def reminders(report: Reminders, zone: tzinfo) -> View:
    """A row for each stage that has come."""
    cells: Cells[Reminder] = {
        Column("id", _("Case"), keep=True): lambda row: row.case.id,
        Column("clock", _("What")): lambda row: Cell(row.owed.called, translate(row.title)),
        Column("due", _("Due"), keep=True): lambda row: instant(row.due, zone),
        Column("stage", _("Reminder")): lambda row: row.stage,
        Column("told", _("Reminded")): lambda row: list(row.told),
        Column("level", _("Raised to level"), "right", detail=not any(row.level for row in report.rows)): lambda row: (
            row.level or None
        ),
        Column("title", _("Title"), spare=True): lambda row: row.case.text("title"),
        Column("owner", _("Owner"), detail=True): lambda row: text_or_none(row.case.text("owner")),
        Column("team", _("Team"), detail=True): lambda row: text_or_none(row.case.text("team")),
        Column("follow_up", _("Follow-up"), detail=True): lambda row: text_or_none(row.owed.follow_up),
    }
    nobody = () if report.rows else (msg("no reminders are due now"),)
    return View("remind", *table(report.rows, cells), (*report.notes, *nobody), report.unreadable)


def unsure(messages: Sequence[Outgoing], zone: tzinfo) -> View:
    """A row for each message that may not have been sent."""
    cells: Cells[Outgoing] = {
        Column("id", _("Message"), keep=True): lambda row: row.id,
        Column("person", _("Addressee")): lambda row: row.person,
        Column("state", _("State")): lambda row: Cell(row.state, translate(_STATES.get(row.state, _UNSURE))),
        Column("written_at", _("Written"), spare=True): lambda row: instant(row.written_at, zone),
        Column("why", _("Why")): lambda row: text_or_none(row.why),
        Column("subject", _("Subject"), spare=True): lambda row: row.subject,
        Column("address", _("Address"), detail=True): lambda row: row.address,
        Column("tries", _("Tries"), "right", detail=True): lambda row: row.tries,
    }
    notes = (
        (msg("casectl remind --resend MESSAGE sends a message again"),)
        if messages
        else (msg("no message failed: all were sent, or are still waiting to be sent"),)
    )
    return View("unsure", *table(messages, cells), notes)


_UNSURE = msg("may have been sent")
_STATES = {REFUSED: msg("refused")}


def digest(zone: tzinfo, now: datetime) -> Callable[[Sequence[Reminder]], tuple[str, str]]:
    """What makes the subject and the text of a mail about what one person is reminded of; nothing of it was typed."""

    def write(due: Sequence[Reminder]) -> tuple[str, str]:
        late = sum(to_seconds(each.due) < to_seconds(now) for each in due)
        subject = (
            counted("casectl: {count} deadline, {late} overdue", "casectl: {count} deadlines, {late} overdue", len(due),
                    late=late)
            if late
            else counted("casectl: {count} deadline coming up", "casectl: {count} deadlines coming up", len(due))
        )  # fmt: skip
        lines = [line for each in due for line in _lines(each, zone, now)]
        return translate(subject), "\n".join([*lines, translate(_END), ""])

    return write


_END = msg("casectl today lists everything that is to be done. This is an automatic message; replies are not read.")


def _lines(due: Reminder, zone: tzinfo, now: datetime) -> tuple[str, ...]:
    at = to_the_minute(due.due, zone)
    is_late = to_seconds(due.due) < to_seconds(now)
    what = (
        msg("{clock} was due {at}", clock=due.public, at=at)
        if is_late
        else msg("{clock} is due {at}", clock=due.public, at=at)
    )
    raised = (translate(msg("  raised to level {level}", level=due.level)),) if due.level else ()
    return translate(what), *raised, f"  casectl show {due.case.id}", ""
