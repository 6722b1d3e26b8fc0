"""The view of an import: what became of the rows."""

from __future__ import annotations

from casectl.core.importing.plan import ImportReport
from casectl.core.values.messages import Message, counted, msg
from casectl.render.language import _, translate
from casectl.render.view import Column, View

SHOWN = 20
"""The most rejected rows that are listed one by one."""


def imported(report: ImportReport, rejects: str) -> View:
    """`import`: one row of figures. `rejects` is the file with the rejected rows, "" if there is none."""
    columns = (
        Column("created", _("Cases")), Column("already", _("Already there")), Column("rejected", _("Rejected")),
        Column("rows", _("Rows")), Column("events", _("Events")), Column("handoffs", _("Handoffs")),
        Column("reopenings", _("Reopenings")), Column("links", _("Links")),
        Column("unresolved", _("Unresolved references")), Column("commits", _("Commits")),
        Column("dry_run", _("Dry run")), Column("rejects_file", _("Rejects file"), detail=True),
    )  # fmt: skip
    row = {
        "created": report.created,
        "already": report.already,
        "rejected": len(report.rejected),
        "rows": report.rows,
        "events": report.events,
        "handoffs": report.handoffs,
        "reopenings": report.reopenings,
        "links": report.links,
        "unresolved": report.unresolved,
        "commits": len(report.commits),
        "dry_run": report.dry_run,
        "rejects_file": rejects or None,
    }
    return View("import", columns, [row], (*_notes(report, rejects), *report.notes), page=_page(report))


def _page(report: ImportReport) -> str:
    made = {
        "cases": counted("{count} case", "{count} cases", report.created),
        "rows": counted("{count} row", "{count} rows", report.rows),
        "events": counted("{count} event", "{count} events", report.events),
    }
    if report.dry_run:
        lines = [msg("would make {cases} of {rows}, {events}", **made)]
    else:
        lines = [msg("made {cases} of {rows}, {events}", **made)]
    lines += [msg("  already there: {count}", count=report.already)] if report.already else []
    lines += [msg("  rejected: {count}", count=len(report.rejected))] if report.rejected else []
    if report.handoffs or report.reopenings:
        lines.append(msg("  handoffs: {handoffs}, reopenings: {reopenings}",
                         handoffs=report.handoffs, reopenings=report.reopenings))  # fmt: skip
    if report.links or report.unresolved:
        lines.append(msg("  links: {links}, references that lead nowhere: {unresolved}",
                         links=report.links, unresolved=report.unresolved))  # fmt: skip
    if report.commits:
        count, last = len(report.commits), report.commits[-1][:10]
        lines.append(msg("  commits: {count}, the last is {commit}", count=count, commit=last))
    return "\n".join(translate(line) for line in lines)


def _notes(report: ImportReport, rejects: str) -> list[Message]:
    notes = [msg("line {line}: {reason}", line=row.line, reason=row.reason) for row in report.rejected[:SHOWN]]
    more = len(report.rejected) - SHOWN
    notes += [msg("and {count} more", count=more)] if more > 0 else []
    notes += [msg("the rejected rows are in {file}", file=rejects)] if rejects else []
    added = report.templates_added
    return notes + ([msg("added {files}, which the casebook did not have", files=list(added))] if added else [])
