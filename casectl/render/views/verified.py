"""The view of `verify`: what is wrong in the history, with the commit, the case and the event."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.case.ids import id_of_path, is_case_id
from casectl.core.reports import VerifiedRow, VerifyReport
from casectl.core.values.messages import Message, counted, msg
from casectl.render.language import _
from casectl.render.view import Column, Row, View
from casectl.render.views.checked import finding_lines, findings_page
from casectl.render.views.values import translated

_SHORT = 10


def verify(report: VerifyReport) -> View:
    """`verify`: ``path:line:col: CODE message in commit`` for people, a row for each finding for programs."""
    columns = (
        Column("commit", _("Commit")), Column("case", _("Case")), Column("event", _("Event")),
        Column("path", _("File")), Column("line", _("Line"), "right"), Column("column", _("Column"), "right"),
        Column("code", _("Code")), Column("message", _("Message")),
    )  # fmt: skip
    found, noted = ([each.finding for each in rows] for rows in (report.findings, report.notes_on))
    notes = (msg("note: {finding}", finding=each) for each in finding_lines(noted, 1))
    return View(
        "verify",
        columns,
        [_row(each) for each in report.findings],
        (*_verdict(report), *notes, *report.notes),
        page=findings_page(found),
        more={"notes": [*map(_row, report.notes_on)], "head": report.head, "commits": report.commits},
    )


def _row(each: VerifiedRow) -> Row:
    place = each.finding.place
    case = id_of_path(place.file)
    return {
        "commit": each.commit,
        "case": case if is_case_id(case) else "",
        "event": each.event,
        "path": place.file,
        "line": place.line or None,
        "column": place.column or None,
        "code": each.finding.code,
        "message": translated(each.finding.what),
    }


def _verdict(report: VerifyReport) -> Iterator[Message]:
    new = counted("{count} of them in this run", "{count} of them in this run", report.new)
    commits = counted("{count} commit verified", "{count} commits verified", report.commits)
    head = report.head[:_SHORT] or "-"
    if report.findings:
        yield msg("findings: {findings}; {commits}, {new}, up to commit {head}",
                  findings=len(report.findings), commits=commits, new=new, head=head)  # fmt: skip
    else:
        yield msg("nothing found; {commits}, {new}, up to commit {head}", commits=commits, new=new, head=head)
    if report.waived:
        yield counted("waived: {count} finding", "waived: {count} findings", len(report.waived))
