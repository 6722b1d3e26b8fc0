"""Views of `audit`: the trail of one case or of many, and how long cases were in each state and with each holder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta, tzinfo

from casectl.core.case.compose import shown
from casectl.core.case.event_kinds import EVENT_KINDS
from casectl.core.case.ids import case_path
from casectl.core.case.model import Event
from casectl.core.history.dwell import Dwell, Part
from casectl.core.history.event_summary import event_summary, labels_then
from casectl.core.history.reports import AuditReport, DwellReport
from casectl.core.history.trail import TrailEntry, ValueChange
from casectl.core.template.labels import NO_LABELS, Labels, changed_title, title_in, value_title
from casectl.core.time.durations import span
from casectl.core.values.messages import Message, counted, msg
from casectl.core.values.tree import Tree
from casectl.render.annotation import Annotation
from casectl.render.language import _, translate
from casectl.render.text.terminal import one_line
from casectl.render.view import WHOLE, Annotated, Cell, Column, Row, Value, View
from casectl.render.views.values import instant, text_or_none, translated
from casectl.render.writers.cell_text import display_text, machine_text

_HAND_EDIT = "hand-edit"
_AUDIT_CODES: Mapping[str, Message] = {
    **{name: kind.meaning for name, kind in EVENT_KINDS.items()},
    _HAND_EDIT: msg("a change made without casectl"),
}
_SHOWN = 3
"""The most changed fields that people see in a line of the trail."""

_MINUTE = 16
"""The width of a day and a minute."""

_VALUE = 25
"""How much of a value is shown: a time fits."""

_ORDER: tuple[Part, ...] = ("state", "owner", "offered", "nobody")
_PARTS: dict[Part, Message] = {
    "state": msg("in state"),
    "owner": msg("owned by"),
    "offered": msg("awaiting acceptance by"),
    "nobody": msg("owned by nobody"),
}


def audit(report: AuditReport, zone: tzinfo, labels: Mapping[str, Labels], *, paged: bool = False) -> View:
    """`audit`: a row for each event or hand edit, oldest first. Times are shown in `zone`.

    If `paged`, people see many cases as a page with everything remarkable below each line: a table with a column for
    the case would have no room for it.
    """
    columns = (
        Column("case", _("Case"), keep=True, detail=bool(report.case_id)),
        Column("recorded_at", _("Recorded"), keep=True, spare=True), Column("at", _("Happened"), keep=True),
        Column("by", _("By")), Column("what", _("What"), least=WHOLE), Column("from", _("From"), spare=True),
        Column("to", _("To"), spare=True),
        Column("reason", _("Why"), spare=True), Column("changed", _("Changed")), Column("marks", _("Remarks")),
        Column("commit", _("Commit"), detail=True),
        Column("author", _("Author in git"), detail=True), Column("committer", _("Committer in git"), detail=True),
        Column("event", _("Event"), detail=True),
        Column("event_id", _("Event id"), detail=True), Column("details", _("Details"), detail=True),
        Column("values", _("Old and new values"), detail=True),
        Column("late_minutes", _("Recording delay"), "right", detail=True),
        Column("around", _("Without casectl"), detail=True), Column("imported", _("Imported"), detail=True),
    )  # fmt: skip
    notes = (msg("this clone is shallow: the beginning of the history may be missing"),) if report.shallow else ()
    rows = [_trail_row(step, zone, labels) for step in report.steps]
    notes = notes if rows else (*notes, msg("no matching events"))
    lines = (line for step in report.steps for line in _lines(step, zone, labels))
    page = "\n".join(lines) if paged and not report.case_id else ""
    annotated = Annotated(_audit_annotations, _AUDIT_CODES)
    return View("audit", columns, rows, notes, report.unreadable, page, annotated=annotated)


def _lines(step: TrailEntry, zone: tzinfo, known: Mapping[str, Labels]) -> Iterator[str]:
    """When it was recorded, in which case, by whom and what; below it what is remarkable, why, and what changed."""
    event, commit = step.event, step.commit
    at = f"{commit.committed_at.astimezone(zone):%Y-%m-%d %H:%M}" if commit else "-" * _MINUTE
    who = event.by if event else commit.author if commit else "-"
    what = _summary(step, event, known)
    yield one_line(f"{at}  {step.case_id}  {who}  {translate(what)}")
    for mark in step.marks:
        yield f"    {one_line(translate(mark))}"
    for reason in _reasons(event):
        yield f"    {one_line(translate(msg('why: {reason}', reason=reason)))}"
    labels = _labels(step, known)
    for change in step.values:
        yield f"    {one_line(_change(change, labels))}"


def _reasons(event: Event | None) -> list[str]:
    """Why it was done, and why it was recorded so late."""
    return [text for key in ("reason", "late") if (text := event.text(key))] if event else []


def _trail_row(step: TrailEntry, zone: tzinfo, known: Mapping[str, Labels]) -> Row:
    event, commit = step.event, step.commit
    labels = _labels(step, known)
    details: dict[str, Value] = {} if event is None else {key: _value(value) for key, value in event.data.items()}
    return {
        "case": text_or_none(step.case_id),
        "recorded_at": instant(commit.committed_at, zone) if commit else None,
        "at": instant(event.at, zone) if event else None,
        "by": event.by if event else (commit.author if commit else None),
        "what": Cell(str(step.what), translate(_summary(step, event, known))),
        "from": _holder(step.moved[0], labels),
        "to": _holder(step.moved[1], labels),
        "reason": text_or_none("; ".join(_reasons(event))),
        "changed": _changed(step, labels),
        "marks": translated(step.marks),
        "commit": commit.id if commit else None,
        "author": commit.author if commit else None,
        "committer": text_or_none(commit.committer) if commit else None,
        "event": event.kind if event else None,
        "event_id": event.id if event else None,
        "details": details,
        "values": [
            {"name": each.name, "old": _side(each.old), "new": _side(each.new)} for each in step.values
        ],
        "late_minutes": step.late // 60 if step.late else None,
        "around": step.around,
        "imported": step.imported,
    }  # fmt: skip


def _labels(step: TrailEntry, known: Mapping[str, Labels]) -> Labels:
    """Those by which an entry is worded."""
    if step.event:
        return labels_then(step.before, step.event, known)
    return known.get(step.template, NO_LABELS)


def _holder(name: str, labels: Labels) -> Value:
    """A person or, for people by its title, a team."""
    return Cell(name, translate(title_in(labels.teams, name))) if name else None


def _summary(step: TrailEntry, event: Event | None, known: Mapping[str, Labels]) -> Message:
    labels = _labels(step, known)
    if event:
        return event_summary(step.before, event, labels)
    if step.changed:
        return msg("hand edit of {names}", names=[changed_title(labels, each) for each in step.changed])
    if step.values:
        [each, *_rest] = step.values
        old, new = (value_title(labels, each.name, shown(side)) for side in (each.old, each.new))
        return msg("hand edit of {key}: {old} → {new}", key=changed_title(labels, each.name), old=old, new=new)
    return step.what


def _changed(step: TrailEntry, labels: Labels) -> Value:
    """What changed: every name for programs, for people the first few with their values before and after."""
    wanted = (*step.changed, "received_at") if step.event else step.changed
    said = [each for each in step.values if each.name in wanted]
    if not said:
        return None
    more = [f"+{len(said) - _SHOWN}"] if len(said) > _SHOWN else []
    shown = translate([_change(each, labels) for each in said[:_SHOWN]])
    return Cell(", ".join(step.changed) or None, " ".join([shown, *more]))


def _change(change: ValueChange, labels: Labels) -> str:
    name = translate(changed_title(labels, change.name))
    old, new = (_short(translate(value_title(labels, change.name, shown(side)))) for side in (change.old, change.new))
    if change.old is None:
        return translate(msg("{name}: {new}", name=name, new=new))
    return translate(msg("{name}: {old} → {new}", name=name, old=old, new=new))


def _short(value: str) -> str:
    """The first words of a value."""
    text = " ".join(value.split())
    return text if len(text) <= _VALUE else f"{text[:_VALUE]}…"


def _side(tree: Tree | None) -> Value:
    return None if tree is None else _value(tree)


def _value(tree: Tree) -> Value:
    if isinstance(tree, dict):
        return {key: _value(value) for key, value in tree.items()}
    return [_value(each) for each in tree] if isinstance(tree, list) else tree


def dwell(report: DwellReport, labels: Mapping[str, Labels]) -> View:
    """`audit --dwell`: a row for each state and for each holder, the longest time first, and what all of it is."""
    columns = (
        Column("part", _("Stage"), least=WHOLE), Column("name", _("Name")),
        Column("seconds", _("Time"), "right", least=WHOLE), Column("share", _("Share"), "right", least=WHOLE),
        Column("stays", _("Number of stays"), "right", spare=True), Column("cases", _("Cases"), "right"),
        Column("template", _("Template"), detail=True),
    )  # fmt: skip
    rows = sorted(report.rows, key=lambda each: (_ORDER.index(each.part), -each.seconds, each.name))
    whole = counted(
        "{length} in {count} case",
        "{length} in {count} cases",
        report.cases,
        length=span(timedelta(seconds=report.whole)),
    )
    return View(
        "dwell", columns, [_dwell_row(each, report.whole, labels) for each in rows], (whole,), report.unreadable
    )


def _dwell_row(each: Dwell, whole: int, labels: Mapping[str, Labels]) -> Row:
    own = labels.get(each.template) or next(iter(labels.values()), NO_LABELS)  # holders have no template
    title = title_in(own.states if each.part == "state" else own.teams, each.name)
    return {
        "part": Cell(each.part, translate(_PARTS[each.part])),
        "name": Cell(each.name, translate(title)) if each.name else None,
        "seconds": Cell(each.seconds, translate(span(timedelta(seconds=each.seconds)))),
        "share": f"{each.seconds / whole:.1%}",
        "stays": each.stays,
        "cases": each.cases,
        "template": text_or_none(each.template),
    }


def _audit_annotations(rows: Sequence[Row]) -> Iterator[Annotation]:
    """Events and hand edits: a warning if there is anything remarkable about it, otherwise a notice.

    An event is told as in the subject of its commit, in which there is no text of the complaint.
    """
    return map(_audited, rows)


def _audited(row: Row) -> Annotation:
    case, marks = machine_text(row["case"]), display_text(row["marks"])
    when = machine_text(row["at"]) or machine_text(row["recorded_at"])
    by, what = display_text(row["by"]), (machine_text if row["event"] else display_text)(row["what"])
    told = msg("{at} {by}: {what}", at=when, by=by, what=what) if when else msg("{what}", what=what)
    event = machine_text(row["event_id"])
    return Annotation(
        _path(case),
        machine_text(row["event"]) or _HAND_EDIT,
        "warning" if marks or row["around"] else "notice",
        msg("{what} ({marks})", what=told, marks=marks) if marks else told,
        (case, event or machine_text(row["commit"])),
        within=("journal", event) if event else (),
    )


def _path(case: str) -> str:
    """The case's file; of something that is no case, the folder of them."""
    try:
        return case_path(case)
    except ValueError:
        return "cases"
