"""The view of `check`: every finding for programs; of very many with one code, the first ones for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from casectl.core.checks.codes import ALL
from casectl.core.checks.waiving import WaivedFinding
from casectl.core.reports import CheckReport
from casectl.core.template.waivers import Waiver
from casectl.core.values.messages import Finding, Message, counted, msg
from casectl.render.annotation import Annotation, Severity, said
from casectl.render.language import _, translate
from casectl.render.text.terminal import visible
from casectl.render.view import Annotated, Column, Row, View
from casectl.render.views.values import translated

_OF_A_CODE = 20
"""So many findings with one code are read by people; the formats for programs have all."""


def check(report: CheckReport, analysis: str = "") -> View:
    """`check`: ``path:line:col: CODE message`` for people, a row for each finding for programs.

    `analysis` names it in code scanning, where another run of the same name takes its place.
    """
    columns = (
        Column("path", _("File")), Column("line", _("Line"), "right"), Column("column", _("Column"), "right"),
        Column("code", _("Code")), Column("message", _("Message")),
    )  # fmt: skip
    advice = (msg("advice: {finding}", finding=each) for each in finding_lines(report.advice))
    return View(
        "check",
        columns,
        [_row(each) for each in report.findings],
        (_verdict(report), *_waived(report.waived), *advice, *report.notes),
        page=findings_page(report.findings),
        more={"waived": [_waived_row(each) for each in report.waived], "advice": [*map(_row, report.advice)]},
        annotated=Annotated(lambda _rows: _annotations(report), ALL, analysis=analysis),
    )


def _annotations(report: CheckReport) -> Iterator[Annotation]:
    """What makes `check` fail as errors, advice as notices."""
    yield from (_annotation(each, "error") for each in report.findings)
    yield from (_annotation(each, "notice") for each in report.advice)


def _annotation(found: Finding, severity: Severity) -> Annotation:
    place = found.place
    subject = (place.file, *said(found.what))
    return Annotation(place.file, found.code, severity, found.what, subject, place.line, place.column)


def _row(found: Finding) -> Row:
    return {
        "path": found.place.file,
        "line": found.place.line or None,
        "column": found.place.column or None,
        "code": found.code,
        "message": translated(found.what),
    }


def _waived_row(waived: WaivedFinding) -> Row:
    by = waived.waiver
    return {**_row(waived.finding), "reason": by.reason, "person": by.person, "until": by.until.isoformat()}


def findings_page(findings: Sequence[Finding]) -> str:
    """A line for each finding; no name of a file and no text in it begins another one."""
    return "\n".join(visible(translate(each)) for each in finding_lines(findings))


def finding_lines(findings: Sequence[Finding], most: int = _OF_A_CODE) -> Iterator[Message]:
    """A line for each finding, as far as people read on: the first `most` of a code; then how many more there are."""
    seen: Counter[str] = Counter()
    for each in findings:
        seen[each.code] += 1
        if seen[each.code] <= most:
            yield msg("{place}: {code} {what}", place=visible(str(each.place)), code=each.code, what=each.what)
    for code, count in seen.items():
        if count > most:
            yield counted(
                "{code}: and {count} more; --format json lists all",
                "{code}: and {count} more; --format json lists all",
                count - most, code=code,
            )  # fmt: skip


def _verdict(report: CheckReport) -> Message:
    if not report.findings:
        return msg("nothing found; files checked: {files}", files=report.files)
    return msg("findings: {findings}; files checked: {files}", findings=len(report.findings), files=report.files)


def _waived(waived: Iterable[WaivedFinding]) -> Iterator[Message]:
    """How many findings are let stand, a line for each waiver."""
    counts: Counter[Waiver] = Counter(each.waiver for each in waived)
    for waiver, count in counts.items():
        yield counted(
            "waived: {count} finding {code} until {day} ({person}: {reason})",
            "waived: {count} findings {code} until {day} ({person}: {reason})",
            count, code=waiver.code, day=waiver.until.isoformat(), person=waiver.person, reason=waiver.reason,
        )  # fmt: skip
