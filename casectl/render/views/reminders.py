"""The views of `remind`, and the mail that it sends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo

from casectl.core.owed_reports import Reminder, Reminders
from casectl.core.time.instants import to_seconds, to_the_minute
from casectl.core.values.messages import counted, msg
from casectl.ports.sending import REFUSED, Outgoing
from casectl.render.language import _, translate
from casectl.render.view import Cell, Column, LazyRows, View
from casectl.render.views.values import instant, text_or_none


def reminders(report: Reminders, zone: tzinfo) -> View:
    """A row for each stage that has come."""
    columns = (
        Column("id", _("Case"), keep=True),
        Column("clock", _("What")),
        Column("due", _("Due"), keep=True),
        Column("stage", _("Reminder")),
        Column("told", _("Reminded")),
        Column("level", _("Raised to level"), "right", detail=not any(row.level for row in report.rows)),
        Column("title", _("Title"), spare=True),
        Column("owner", _("Owner"), detail=True),
        Column("team", _("Team"), detail=True),
        Column("follow_up", _("Follow-up"), detail=True),
    )
    cells = {
        "id": lambda row: row.case.id,
        "clock": lambda row: Cell(row.owed.called, translate(row.title)),
        "follow_up": lambda row: text_or_none(row.owed.follow_up),
        "due": lambda row: instant(row.due, zone),
        "stage": lambda row: row.stage,
        "told": lambda row: list(row.told),
        "level": lambda row: row.level or None,
        "title": lambda row: row.case.text("title"),
        "owner": lambda row: text_or_none(row.case.text("owner")),
        "team": lambda row: text_or_none(row.case.text("team")),
    }
    nobody = () if report.rows else (msg("no reminders are due now"),)
    return View("remind", columns, LazyRows(report.rows, cells), (*report.notes, *nobody), report.unreadable)


def unsure(messages: Sequence[Outgoing], zone: tzinfo) -> View:
    """A row for each message that may not have been sent."""
    columns = (
        Column("id", _("Message"), keep=True),
        Column("person", _("Addressee")),
        Column("state", _("State")),
        Column("written_at", _("Written"), spare=True),
        Column("why", _("Why")),
        Column("subject", _("Subject"), spare=True),
        Column("address", _("Address"), detail=True),
        Column("tries", _("Tries"), "right", detail=True),
    )
    cells = {
        "id": lambda row: row.id,
        "person": lambda row: row.person,
        "state": lambda row: Cell(row.state, translate(_STATES.get(row.state, _UNSURE))),
        "written_at": lambda row: instant(row.written_at, zone),
        "why": lambda row: text_or_none(row.why),
        "subject": lambda row: row.subject,
        "address": lambda row: row.address,
        "tries": lambda row: row.tries,
    }
    notes = (
        (msg("casectl remind --resend MESSAGE sends one again"),)
        if messages
        else (msg("every message was sent, or is still to be tried"),)
    )
    return View("unsure", columns, LazyRows(messages, cells), notes)


_UNSURE = msg("perhaps sent")
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
