"""The view of mail that was taken in, or that waits."""

from __future__ import annotations

from datetime import tzinfo

from casectl.core.case.kinds.said import SORTS
from casectl.core.mail.reports import KNOWN, RESULTS, WAITS, MailReport, MailRow
from casectl.core.values.messages import Message, counted, msg, plain_text
from casectl.render.language import _, translate
from casectl.render.view import Cell, Cells, Column, Value, View, table
from casectl.render.views.values import command_line, instant, text_or_none


def mail(report: MailReport, zone: tzinfo) -> View:
    """A row for each message: what became of it, and where a person has to decide, why and how."""
    cells: Cells[MailRow] = {
        Column("mail", _("Mail"), keep=True): lambda row: row.id,
        Column("result", _("Result")): _result,
        Column("case", _("Case"), keep=True): lambda row: text_or_none(row.case),
        Column("sender", _("Sender"), spare=True): lambda row: text_or_none(row.sender),
        Column("subject", _("Subject")): lambda row: text_or_none(row.subject),
        Column("why", _("Why"), least=20): lambda row: _why(row),
        Column("next", _("Next step"), keep=True): lambda row: command_line(row.next) if row.next else None,
        Column("received_at", _("Received"), keep=True, spare=True): lambda row: instant(row.received_at, zone),
        Column("sort", _("Kind of mail"), detail=True): lambda row: text_or_none(row.sort),
    }
    shown = [row for row in report.rows if row.result != KNOWN]
    return View("mail", *table(shown, cells), (*_notes(report), *report.notes), report.unreadable)


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
        ways = msg(
            "casectl mail --new MAIL TEMPLATE opens a case from a message; casectl mail --drop MAIL REASON"
            " removes a message from the list"
        )
        return (ways,) if report.rows else (msg("no mail is waiting"),)
    known = sum(row.result == KNOWN for row in report.rows)
    notes = list[Message]()
    if known:
        notes.append(counted("{count} message was recorded before", "{count} messages were recorded before", known))
    if not report.rows and not report.unreadable:
        notes.append(msg("no messages"))
    if report.waits:
        notes.append(msg("some mail is waiting for a person to decide: casectl mail --waiting"))
    return tuple(notes)
