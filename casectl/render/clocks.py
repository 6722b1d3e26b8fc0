"""Views of clocks: every clock of a case, and what recomputing moves."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from casectl.core.case.model import Case
from casectl.core.clocks.reports import ClockRow, ClocksReport, Recomputation
from casectl.core.clocks.runs import Run
from casectl.core.template.clock_rules import Clock
from casectl.core.time.durations import span
from casectl.core.time.instants import elapsed, format_instant
from casectl.core.values.messages import Message, msg
from casectl.render.language import _, translate
from casectl.render.values import estimate_mark, instant, length, or_none, titled
from casectl.render.view import WHOLE, Cell, Column, Row, Value, View

STATES = {
    "running": msg("running"),
    "paused": msg("paused"),
    "met": msg("met"),
    "late": msg("late"),
    "excused": msg("fallen away"),
    "restarted": msg("started anew"),
}
"""What people call the state of a run."""

LET_PASS = msg("let pass")
"""What they call a chance that nobody took in time."""

_KINDS = {"regulatory": msg("regulatory"), "internal": msg("internal")}


def due(report: ClocksReport, zone: tzinfo) -> View:
    """`due`: a row a run of a clock, by start."""
    columns = (
        Column("clock", _("Clock"), least=12), Column("state", _("State")),
        Column("started", _("Started"), keep=True, spare=True), Column("due", _("Due"), keep=True),
        Column("stopped", _("Stopped"), keep=True, spare=True),
        Column("late_minutes", _("Late by"), "right", least=WHOLE), Column("kind", _("Kind")),
        Column("provisional", _("Provisional"), marked=True),
        Column("paused", _("Paused"), detail=True), Column("within", _("Within"), detail=True),
        Column("calendar", _("Calendar"), detail=True), Column("rule", _("Rule"), detail=True),
        Column("source", _("Source"), detail=True), Column("verified", _("Verified"), detail=True),
        Column("extensions", _("Extensions"), "right", detail=True), Column("by_hand", _("By hand"), marked=True),
    )  # fmt: skip
    notes = () if report.rows else (without_clocks(report.case),)
    return View("due", columns, [_due_row(row, zone) for row in report.rows], (*report.notes, *notes))


def without_clocks(case: Case) -> Message:
    """Why there are none to show."""
    if not case.journal:
        return msg("{id} was not opened yet then", id=case.id)
    return msg("{id} has no clocks", id=case.id)


def _due_row(row: ClockRow, zone: tzinfo) -> Row:
    run, rule = row.run, row.rule
    kind = rule.kind if rule else "internal"
    return {
        "clock": Cell(run.clock, _called(row)),
        "state": _state(row),
        "started": instant(run.start, zone),
        "due": estimate_mark(run.due, zone, run.provisional) if row.state != "paused" else None,
        "stopped": instant(run.stopped, zone),
        "late_minutes": None if row.state in ("excused", "restarted") else _margin(row),
        "kind": Cell(kind, translate(_KINDS[kind])),
        "provisional": Cell(run.provisional, _("provisional") if run.provisional else ""),
        "paused": [_pause(run, each, zone) for each in range(len(run.pauses))],
        **reckoned_by(run, rule),
        "extensions": run.extensions,
        "by_hand": run.overridden,
    }


def reckoned_by(run: Run, rule: Clock | None) -> Row:
    """The cells that say by what a deadline was reckoned."""
    return {
        "within": or_none(run.within),
        "calendar": or_none(run.calendar),
        "rule": or_none(run.rule),
        "source": or_none(rule.source) if rule else None,
        "verified": or_none(rule.verified) if rule else None,
    }


def _margin(row: ClockRow) -> Value:
    """By how much it is late, or has time left; of one that has stopped, by how much it was early."""
    if row.run.is_open or row.late >= timedelta(0):
        return length(row.late)
    return Cell(int(row.late.total_seconds() // 60), translate(msg("{time} early", time=span(-row.late))))


def _called(row: ClockRow) -> str:
    """A clock's title, and the name by which verbs know it."""
    return titled(row.rule.title if row.rule else "", row.run.clock)


def _state(row: ClockRow) -> Cell:
    text = translate(STATES[row.state])
    if row.run.overridden:
        text = translate(msg("{state}, set by hand", state=STATES[row.state]))
    if row.run.pause:
        rule = row.rule.pause(row.run.pause.reason) if row.rule else None
        text = f"{text}: {translate(rule.title) if rule else row.run.pause.reason}"
    if is_let_pass(row):
        return Cell(row.state, translate(LET_PASS))
    return Cell(row.state, text, "alarm" if row.state == "late" else "")


def is_let_pass(row: ClockRow) -> bool:
    """Whether it is a chance that nobody took in time."""
    return row.rule is not None and row.rule.chance and row.late > timedelta(0) and row.state in ("running", "late")


def _pause(run: Run, number: int, zone: tzinfo) -> Value:
    pause = run.pauses[number]
    until = format_instant(pause.until, zone) if pause.until else None
    return {"reason": pause.reason, "from": format_instant(pause.at, zone), "to": until}


def recomputation(report: Recomputation, zone: tzinfo) -> View:
    """`recompute`: a row a deadline that moves, or has moved."""
    columns = (
        Column("id", _("Case"), keep=True), Column("clock", _("Clock")), Column("due", _("Due"), keep=True),
        Column("new_due", _("New deadline"), keep=True), Column("moved_minutes", _("Moved by"), "right", least=WHOLE),
        Column("becomes_overdue", _("Becomes overdue")), Column("title", _("Title")),
        Column("paused", _("Paused"), detail=True),
    )  # fmt: skip
    rows: list[Row] = [
        {
            "id": row.case_id,
            "clock": Cell(row.move.clock, translate(row.move.title)),
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


def _moved(old: datetime, new: datetime) -> Cell:
    by = elapsed(old, new)
    minutes = by // timedelta(minutes=1)
    return Cell(minutes, f"{'-' if minutes < 0 else '+'}{translate(span(abs(by)))}")


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
