"""The view of mail that was taken in, or that waits."""

from __future__ import annotations

from datetime import tzinfo

from casectl.core.case.kinds.said import SORTS
from casectl.core.mail.reports import KNOWN, RESULTS, WAITS, MailReport, MailRow
from casectl.core.values.messages import Message, counted, msg, plain_text
from casectl.render.language import _, translate
from casectl.render.view import Cell, Column, LazyRows, Value, View
from casectl.render.views.values import command_line, instant, text_or_none


def mail(report: MailReport, zone: tzinfo) -> View:
    """A row for each message: what became of it, and where a person has to decide, why and how."""
    columns = (
        Column("mail", _("Mail"), keep=True),
        Column("result", _("Result")),
        Column("case", _("Case"), keep=True),
        Column("sender", _("Sender"), spare=True),
        Column("subject", _("Subject")),
        Column("why", _("Why"), least=20),
        Column("next", _("Next step"), keep=True),
        Column("received_at", _("Received"), keep=True, spare=True),
        Column("sort", _("Sort"), detail=True),
    )
    cells = {
        "mail": lambda row: row.id,
        "result": _result,
        "case": lambda row: text_or_none(row.case),
        "sender": lambda row: text_or_none(row.sender),
        "subject": lambda row: text_or_none(row.subject),
        "why": lambda row: _why(row),
        "next": lambda row: command_line(row.next) if row.next else None,
        "received_at": lambda row: instant(row.received_at, zone),
        "sort": lambda row: text_or_none(row.sort),
    }
    shown = [row for row in report.rows if row.result != KNOWN]
    return View("mail", columns, LazyRows(shown, cells), (*_notes(report), *report.notes), report.unreadable)


def _result(row: MailRow) -> Value:
    title = translate(RESULTS[row.result])
    return Cell(row.result, title, "alarm" if row.result == WAITS else "")


def _why(row: MailRow) -> Value:
    if row.sort:
        return Cell(row.sort, translate(SORTS[row.sort]))
    if row.why is None:
        return None
    reasons = row.why.problems or (row.why.what,)
    return Cell("; ".join(map(plain_text, reasons)), _("; ").join(map(translate, reasons)))


def _notes(report: MailReport) -> tuple[Message, ...]:
    if report.is_list:
        ways = msg("casectl mail --new MAIL TEMPLATE opens a case with one, --drop MAIL REASON takes one off the list")
        return (ways,) if report.rows else (msg("no mail waits"),)
    known = sum(row.result == KNOWN for row in report.rows)
    notes = list[Message]()
    if known:
        notes.append(counted("{count} message was recorded before", "{count} messages were recorded before", known))
    if not report.rows and not report.unreadable:
        notes.append(msg("no messages"))
    if report.waits:
        notes.append(msg("some mail waits for a person: casectl mail --waiting"))
    return tuple(notes)
