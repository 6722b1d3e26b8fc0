"""The view of an import: what became of the rows."""

from __future__ import annotations

from casectl.core.importing.plan import ImportReport, Repetition
from casectl.core.values.messages import Message, Value, counted, msg
from casectl.render.language import _, translate
from casectl.render.view import Column, View

SHOWN = 20
"""The most rejected rows that are listed one by one."""


def imported(report: ImportReport, rejects: str) -> View:
    """`import`: one row of figures. `rejects` is the file with the rejected rows, "" if there is none."""
    columns = (
        Column("created", _("Cases")), Column("already", _("Imported before")), Column("rejected", _("Rejected")),
        Column("rows", _("Rows")), Column("events", _("Events")), Column("handoffs", _("Handoffs")),
        Column("reopenings", _("Reopenings")), Column("links", _("Links")),
        Column("unresolved", _("Unresolved references")), Column("commits", _("Commits")),
        Column("dry_run", _("Dry run")), Column("read", _("Rows read")), Column("known", _("Rows already known")),
        Column("repeated", _("Repeated texts")), Column("rejects_file", _("Rejects file"), detail=True),
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
        "read": report.read,
        "known": report.known,
        "repeated": len(report.repeated),
        "rejects_file": rejects or None,
    }
    return View("import", columns, [row], (*_notes(report, rejects), *report.notes), page=_page(report))


def _page(report: ImportReport) -> str:
    made = {
        "cases": counted("{count} case", "{count} cases", report.created),
        "rows": counted("{count} row", "{count} rows", report.rows),
        "events": counted("{count} event", "{count} events", report.events),
    }
    lines = [
        msg("rows read: {read}, imported: {rows}, already known: {known}, rejected: {rejected}",
            read=report.read, rows=report.rows, known=report.known, rejected=len(report.rejected)),
        msg("would create {cases} from {rows}, with {events}", **made)
        if report.dry_run
        else msg("created {cases} from {rows}, with {events}", **made),
    ]  # fmt: skip
    lines += [msg("  imported before: {count}", count=report.already)] if report.already else []
    if report.handoffs or report.reopenings:
        lines.append(msg("  handoffs: {handoffs}, reopenings: {reopenings}",
                         handoffs=report.handoffs, reopenings=report.reopenings))  # fmt: skip
    if report.links or report.unresolved:
        lines.append(msg("  links: {links}, unresolved references: {unresolved}",
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
    if report.undated:
        notes.append(
            counted(
                "{count} finished case has no closing time, so it gets no deadlines; if the table has a closing"
                " time, map it as a step: casectl help mappings",
                "{count} finished cases have no closing time, so they get no deadlines; if the table has a"
                " closing time, map it as a step: casectl help mappings",
                report.undated,
            )
        )
    notes += [_repeated(each) for each in report.repeated[:SHOWN]]
    more = len(report.repeated) - SHOWN
    notes += [msg("and {count} more with the same text as an earlier case", count=more)] if more > 0 else []
    added = report.templates_added
    return notes + ([msg("added {files}, which the casebook did not have", files=list(added))] if added else [])


def _repeated(each: Repetition) -> Message:
    values: dict[str, Value] = {"line": each.line, "case": each.case, "earlier": each.earlier, "command": _link(each)}
    if each.link == "related":
        return msg("line {line}: {case} has the same text as {earlier}, about another company; to link them: {command}",
                   **values)  # fmt: skip
    return msg("line {line}: {case} has the same text as {earlier}; if it is the same complaint: {command}", **values)


def _link(each: Repetition) -> str:
    return f"casectl link {each.case} {each.link} {each.earlier}"
