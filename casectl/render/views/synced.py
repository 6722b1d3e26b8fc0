"""The view of `sync`: what came, what went, what a person has to decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casectl.core.case.ids import id_of_path, is_case_id
from casectl.core.reports import CheckReport
from casectl.core.sharing.reports import Exchanged, SyncReport
from casectl.core.values.messages import Finding, Message, counted, msg
from casectl.render.language import _, translate
from casectl.render.text.terminal import one_line
from casectl.render.view import Column, Row, View
from casectl.render.views.checked import finding_lines
from casectl.render.views.values import translated

_REFOLDED = frozenset({"C000", "C050", "C062", "C063"})
"""What `adopt --refold` mends in a case."""
_NAMED = 5
"""So many cases are named to people; the formats for programs have all."""


def synced(report: SyncReport) -> View:
    """`sync`: three lines for people, a row for each case or file for programs."""
    columns = (
        Column("direction", _("Direction")), Column("about", _("Case"), keep=True),
        Column("events", _("Events"), "right"), Column("people", _("By")),
    )  # fmt: skip
    rows = [_row(way, each) for way, some in (("came", report.came), ("went", report.went)) for each in some]
    return View(
        "sync",
        columns,
        rows,
        (*_notes(report), *report.notes),
        page="\n".join(one_line(translate(each)) for each in (_came(report), _went(report), _left(report))),
        more={
            "upstream": report.upstream, "address": report.address, "commit": report.commit,
            "pushed": report.pushed, "kept_back": report.kept_back, "merged": report.merged, "dry_run": report.dry_run,
            "undecided": [{"case": each.case, "about": [*each.about]} for each in report.undecided],
            "open_before": [*report.open_before],
            "renamed": [each._asdict() for each in report.renamed], "kept": [*report.kept], "back": [*report.back],
            "joins": [translated(each) for each in report.joins],
            "incoming": [_finding(each) for each in report.incoming.findings],
            "own": [_finding(each) for each in report.own.findings],
        },
    )  # fmt: skip


def _row(way: str, each: Exchanged) -> Row:
    return {"direction": way, "about": each.about, "events": each.events, "people": [*each.people]}


def _finding(found: Finding) -> Row:
    return {"path": found.place.file, "code": found.code, "message": translated(found.what)}


def _came(report: SyncReport) -> Message:
    if not report.came:
        return msg("received from {upstream}: nothing new", upstream=report.upstream)
    return msg("received from {upstream}: {what}", upstream=report.upstream, what=_told(report.came))


def _went(report: SyncReport) -> Message:
    if not report.went:
        return msg("sent to {upstream}: nothing new", upstream=report.upstream)
    if report.kept_back:
        return msg("not sent, because it breaks the rules: {what}", what=_told(report.went))
    return msg("sent to {upstream}: {what}", upstream=report.upstream, what=_told(report.went))


def _told(some: Sequence[Exchanged]) -> Message:
    cases = [each for each in some if is_case_id(each.about)]
    events = counted("{count} event", "{count} events", sum(each.events for each in cases))
    people = [*dict.fromkeys(person for each in some for person in each.people)]
    files = [each.about for each in some if each not in cases]
    shown = _shown([each.about for each in cases] + files)
    return counted(
        "{events} on {count} case ({names}) by {people}",
        "{events} on {count} cases ({names}) by {people}",
        len(cases), events=events, names=shown, people=people,
    ) if cases else msg("{names} by {people}", names=shown, people=people)  # fmt: skip


def _shown(names: Sequence[str]) -> list[str]:
    return [*names] if len(names) <= _NAMED else [*names[:_NAMED], "…"]


def _left(report: SyncReport) -> Message:
    """What needs a person."""
    found, known = [*_to_do(report)], _shown(report.open_before)
    if found:
        return msg("for you: {what}", what=found)
    if known:
        return msg("for you: nothing new; still to be decided: {cases} (casectl show CASE)", cases=known)
    return msg("for you: nothing to decide")


def _to_do(report: SyncReport) -> Iterator[Message]:
    for each in report.undecided:
        yield msg(
            "{case}: {about}; casectl show {case} shows both sides, casectl reconcile {case} --reason TEXT"
            " records the decision",
            case=each.case, about=list(each.told),
        )  # fmt: skip
    yield from report.joins
    for renamed in report.renamed:
        yield msg("{old} is a different case on the other side; yours is now {new}", old=renamed.old, new=renamed.new)
    if report.back:
        yield msg("archived on one side and changed on the other, so restored: {ids}", ids=[*report.back])
    if report.kept:
        yield msg("deleted on one side and changed on the other, so kept: {files}", files=[*report.kept])
    if count := len(_standing(report.incoming)):
        yield counted("{count} finding about what was received", "{count} findings about what was received", count)
    if count := len(_standing(report.own)):
        yield counted("{count} finding about your own changes", "{count} findings about your own changes", count)


def _notes(report: SyncReport) -> Iterator[Message]:
    """What is wrong, each with its place; and whether anything was done."""
    yield from _findings(msg("received, and breaks the rules"), _standing(report.incoming))
    yield from _findings(msg("received, and has been corrected since"), report.incoming.mended)
    yield from _findings(msg("yours, and breaks the rules"), _standing(report.own))
    yield from _findings(msg("yours, and has been corrected since"), report.own.mended)
    if report.kept_back:
        yield from _next(report.own)
    if report.dry_run:
        yield msg("dry run (--dry-run): nothing was done")


def _next(own: CheckReport) -> Iterator[Message]:
    """How what keeps our own here is mended."""
    standing = _standing(own)
    for path in dict.fromkeys(each.place.file for each in standing if each.code in _REFOLDED):
        yield msg("next: casectl adopt --refold {case} restores what was recorded; then casectl sync",
                  case=id_of_path(path))  # fmt: skip
    if codes := sorted({each.code for each in standing} - _REFOLDED):
        yield msg("next: casectl check --explain {codes} says what to do", codes=",".join(codes))


def _standing(found: CheckReport) -> list[Finding]:
    """What is wrong still."""
    return [each for each in found.findings if each not in found.mended]


def _findings(head: Message, found: Sequence[Finding]) -> Iterator[Message]:
    for each in finding_lines(found):
        yield msg("{head}: {finding}", head=head, finding=each)
