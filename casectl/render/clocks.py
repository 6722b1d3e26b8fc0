"""Views of clocks: every clock of a case, how each was reckoned, and what recomputing moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo

from casectl.core.clock_record import Run
from casectl.core.clock_reports import Cause, ClockRow, ClocksReport, Explanation, Explanations, Recomputation
from casectl.core.durations import span
from casectl.core.event_kinds import kind_title
from casectl.core.instants import format_instant
from casectl.core.messages import Message, msg
from casectl.core.messages import Value as Said
from casectl.core.segments import Segment
from casectl.core.subjects import word
from casectl.render.language import _, say
from casectl.render.terminal import pad, visible, width
from casectl.render.values import instant, length, or_none, told
from casectl.render.view import Column, Row, Value, View, Worded

_STATES = {
    "running": msg("running"),
    "paused": msg("paused"),
    "met": msg("met"),
    "late": msg("late"),
    "excused": msg("fallen away"),
    "restarted": msg("started anew"),
}


def due(report: ClocksReport, zone: tzinfo) -> View:
    """`due`: a row a run of a clock, by start."""
    columns = (
        Column("clock", _("Clock")), Column("state", _("State")), Column("started", _("Started"), keep=True),
        Column("due", _("Due"), keep=True), Column("stopped", _("Stopped"), keep=True),
        Column("late_minutes", _("Late by"), "right"), Column("kind", _("Kind")),
        Column("provisional", _("Provisional")),
        Column("paused", _("Paused"), detail=True), Column("within", _("Within"), detail=True),
        Column("calendar", _("Calendar"), detail=True), Column("rule", _("Rule"), detail=True),
        Column("source", _("Source"), detail=True), Column("verified", _("Verified"), detail=True),
        Column("extensions", _("Extensions"), "right", detail=True), Column("by_hand", _("By hand"), detail=True),
    )  # fmt: skip
    notes = () if report.rows else (msg("{id} has no clocks", id=report.case.id),)
    return View("due", columns, [_due_row(row, zone) for row in report.rows], (*report.notes, *notes))


def _due_row(row: ClockRow, zone: tzinfo) -> Row:
    run, rule = row.run, row.rule
    return {
        "clock": Worded(run.clock, _called(row)),
        "state": _state(row),
        "started": instant(run.start, zone),
        "due": instant(run.due, zone) if row.state != "paused" else None,
        "stopped": instant(run.stopped, zone),
        "late_minutes": None if row.state in ("excused", "restarted") else length(row.late),
        "kind": rule.kind if rule else "internal",
        "provisional": Worded(run.provisional, _("provisional") if run.provisional else ""),
        "paused": [_pause(run, each, zone) for each in range(len(run.pauses))],
        "within": or_none(run.within),
        "calendar": or_none(run.calendar),
        "rule": or_none(run.rule),
        "source": or_none(rule.source) if rule else None,
        "verified": or_none(rule.verified) if rule else None,
        "extensions": run.extensions,
        "by_hand": run.fixed,
    }


def _called(row: ClockRow) -> str:
    """A clock's title, and the name by which verbs know it."""
    title = say(row.rule.title) if row.rule else ""
    return f"{title} ({row.run.clock})" if title and title != row.run.clock else row.run.clock


def _state(row: ClockRow) -> Worded:
    text = say(_STATES[row.state])
    if row.run.pause:
        rule = row.rule.pause(row.run.pause.reason) if row.rule else None
        text = f"{text}: {say(rule.title) if rule else row.run.pause.reason}"
    return Worded(row.state, text, "alarm" if row.state == "late" else "")


def _pause(run: Run, number: int, zone: tzinfo) -> Value:
    pause = run.pauses[number]
    until = format_instant(pause.until, zone) if pause.until else None
    return {"reason": pause.reason, "from": format_instant(pause.at, zone), "to": until}


def explain(report: Explanations, zone: tzinfo) -> View:
    """`explain`: a row a clock, with every stretch of time and every event in it; for people a page."""
    columns = tuple(
        Column(name, title, detail=detail)
        for name, title, detail in (
            ("clock", _("Clock"), False), ("state", _("State"), False), ("from", _("Begin"), False),
            ("within", _("Within"), False), ("due", _("Due"), False), ("calendar", _("Calendar"), False),
            ("rule", _("Rule"), False), ("source", _("Source"), False), ("verified", _("Verified"), False),
            ("provisional", _("Provisional"), False), ("segments", _("Reckoning"), True),
            ("events", _("Events"), True),
        )
    )  # fmt: skip
    rows = [_explained_row(each, zone) for each in report.found]
    notes = () if rows else (msg("{id} has no clocks", id=report.case.id),)
    page = "\n\n".join("\n".join(_explained_page(each, zone)) for each in report.found)
    return View("explain", columns, rows, (*report.notes, *notes), page=page)


def _explained_row(found: Explanation, zone: tzinfo) -> Row:
    run, rule = found.row.run, found.row.rule
    return {
        "clock": run.clock,
        "state": found.row.state,
        "from": format_instant(run.start, zone),
        "within": or_none(run.within),
        "due": format_instant(run.due, zone),
        "calendar": or_none(run.calendar),
        "rule": or_none(run.rule),
        "source": or_none(rule.source) if rule else None,
        "verified": or_none(rule.verified) if rule else None,
        "provisional": run.provisional,
        "segments": [
            {
                "from": format_instant(each.start, zone), "to": format_instant(each.end, zone),
                "counted": each.counted, "minutes": _minutes(each), "why": told(each.why),
            }
            for each in found.segments
        ],
        "events": [_cause_row(each, zone) for each in found.causes],
    }  # fmt: skip


def _cause_row(cause: Cause, zone: tzinfo) -> Row:
    event = cause.event
    return {
        "event": event.kind,
        "event_id": event.id,
        "at": format_instant(event.at, zone),
        "by": event.by,
        "due": format_instant(cause.due, zone) if cause.due else None,
        "reason": or_none(event.text("reason")),
        "commit": or_none(cause.commit),
    }


def _minutes(each: Segment) -> int:
    return int(each.end.timestamp() - each.start.timestamp()) // 60


def _explained_page(found: Explanation, zone: tzinfo) -> Iterator[str]:
    run, rule, row = found.row.run, found.row.rule, found.row
    title = say(rule.title) if rule else run.clock
    yield f"{visible(title)} ({run.clock}): {say(_STATES[row.state])}{_by_how_much(row)}"
    yield from (f"  {visible(say(line))}" for line in _basis(found, zone))
    yield ""
    lines = [
        (_stamp(each.start, zone), _stamp(each.end, zone), _counted(each), say(each.why)) for each in found.segments
    ]
    yield from _aligned([(_("Begin"), _("End"), _("Counted"), _("Why")), *lines])
    yield ""
    yield from _aligned([_cause_line(each, zone) for each in found.causes])


def _by_how_much(row: ClockRow) -> str:
    late = row.late.total_seconds() > 0
    if row.state in ("excused", "restarted") or (row.state == "met" and not late):
        return ""
    text = msg("late by {time}", time=span(row.late)) if late else msg("{time} left", time=span(-row.late))
    return f", {say(text)}"


def _basis(found: Explanation, zone: tzinfo) -> Iterator[Message]:
    run, rule = found.row.run, found.row.rule
    yield msg("due {due}", due=_stamp(run.due, zone))
    if run.within:
        yield msg("{within} from {start}, in calendar {calendar}",
                  within=run.within, start=_stamp(run.start, zone), calendar=run.calendar)  # fmt: skip
    if run.rule:
        yield msg("rule: {rule}", rule=run.rule)
    if rule and rule.source:
        proof: list[Said] = [msg("verified: {how}", how=rule.verified)] if rule.verified else []
        yield msg("source: {source}", source=[rule.source, *proof])
    if run.provisional:
        yield msg("provisional: calendar {name} only guesses that far", name=run.calendar)


def _cause_line(cause: Cause, zone: tzinfo) -> tuple[str, ...]:
    event = cause.event
    due = say(msg("due {due}", due=_stamp(cause.due, zone))) if cause.due else "-"
    commit = say(msg("commit {commit}", commit=cause.commit[:10])) if cause.commit else ""
    why = visible(event.text("reason") or event.text("code"))
    return _stamp(event.at, zone), say(kind_title(event.kind)), word(event.by), due, event.id, commit, why


def _stamp(at: datetime, zone: tzinfo) -> str:
    weekdays = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
    local = at.astimezone(zone)
    return f"{local:%Y-%m-%d} {weekdays[local.weekday()]} {local:%H:%M}"


def _counted(each: Segment) -> str:
    minutes = _minutes(each)
    return say(span(each.end - each.start)) if each.counted and minutes else "-"


def _aligned(lines: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(width(cell) for cell in column) for column in zip(*lines, strict=True)]
    for line in lines:
        yield "  " + "  ".join(pad(cell, columns) for cell, columns in zip(line, widths, strict=True)).rstrip()


def recomputation(report: Recomputation, zone: tzinfo) -> View:
    """`recompute`: a row a deadline that moves, or has moved."""
    columns = (
        Column("id", _("Case"), keep=True), Column("clock", _("Clock")), Column("due", _("Due"), keep=True),
        Column("new_due", _("New deadline"), keep=True), Column("moved_minutes", _("Moved by"), "right"),
        Column("becomes_overdue", _("Becomes overdue")), Column("title", _("Title")),
        Column("paused", _("Paused"), detail=True),
    )  # fmt: skip
    rows: list[Row] = [
        {
            "id": row.case_id,
            "clock": row.move.clock,
            "due": instant(row.move.old, zone),
            "new_due": instant(row.move.new, zone),
            "moved_minutes": _moved(row.move.old, row.move.new),
            "becomes_overdue": row.move.becomes_overdue(report.at),
            "title": row.title,
            "paused": row.move.is_paused,
        }
        for row in report.rows
    ]
    return View("recompute", columns, rows, (_outcome(report), *report.notes))


def _moved(old: datetime, new: datetime) -> Worded:
    minutes = int(new.timestamp() - old.timestamp()) // 60
    return Worded(minutes, f"{'-' if minutes < 0 else '+'}{say(span(abs(new - old)))}")


def _outcome(report: Recomputation) -> Message:
    late = sum(row.move.becomes_overdue(report.at) for row in report.rows)
    if not report.rows and not report.applied:
        return msg("no deadline moves")
    if report.applied:
        return msg("deadlines moved: {count}; of them now overdue: {late}", count=len(report.rows), late=late)
    return msg(
        "deadlines that move: {count}; of them then overdue: {late}; nothing is recorded yet: --apply",
        count=len(report.rows),
        late=late,
    )
