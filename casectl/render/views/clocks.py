"""Views of clocks: every clock of a case, and what recomputing moves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, tzinfo

from casectl.core.case.event_kinds import title_of
from casectl.core.case.model import RECORDED, Case
from casectl.core.clocks.missed import Missed
from casectl.core.clocks.reports import ClockRow, ClocksReport, MoveRow, Recomputation
from casectl.core.clocks.runs import Run
from casectl.core.template.clock_rules import Clock
from casectl.core.time.durations import span
from casectl.core.time.instants import elapsed, format_instant
from casectl.core.values.messages import Message, msg
from casectl.render.language import _, translate
from casectl.render.view import WHOLE, Cell, Cells, Column, Row, Value, View, table
from casectl.render.views.values import instant, is_late, marked_instant, text_or_none, titled, translated

STATES = {
    "running": msg("running"),
    "paused": msg("paused"),
    "met": msg("met"),
    "late": msg("late"),
    "fell_away": msg("no longer applies"),
    "excused": msg("excused"),
    "restarted": msg("restarted"),
}
"""The names of the states of a run."""

_AT_RESUMING = Cell(None, lambda: _("set when resumed"))
"""The deadline of a paused clock, which there is not until it goes on."""

MISSED_CHANCE = msg("not used")
"""The name of an opportunity that was not taken in time."""

_KINDS = {"regulatory": msg("regulatory"), "internal": msg("internal")}


def due(report: ClocksReport, zone: tzinfo) -> View:
    """`due`: a row for each run of a clock, by start. Times are shown in `zone`."""
    columns = (
        Column("clock", _("Clock"), least=WHOLE), Column("state", _("State")),
        Column("started", _("Started"), keep=True, spare=True), Column("due", _("Due"), keep=True),
        Column("stopped", _("Stopped"), keep=True, spare=True),
        Column("late_minutes", _("Left or late"), "right", least=WHOLE), Column("kind", _("Kind"), spare=True),
        Column("provisional", _("Provisional"), marked=True),
        Column("paused", _("Paused"), detail=True), Column("within", _("Within"), detail=True),
        Column("calendar", _("Calendar"), detail=True), Column("rule", _("Rule"), detail=True),
        Column("source", _("Source"), detail=True), Column("verified", _("Verified"), detail=True),
        Column("extensions", _("Extensions"), "right", detail=True), Column("by_hand", _("By hand"), marked=True),
        Column("missed", _("Missed before"), detail=True),
    )  # fmt: skip
    notes = () if report.rows else (without_clocks(report.case),)
    rows = [_due_row(row, zone) for row in report.rows]
    missed = [missed_line(row, each, zone) for row in report.rows for each in row.missed]
    late = {str(line): line for row in report.rows for line in _late_lines(report, row)}.values()
    waiting = waiting_lines(report.case, report.rows, zone)
    return View("due", columns, rows, (*report.notes, *notes, *missed, *late, *waiting, *_follow_ups(report)))


def _late_lines(report: ClocksReport, row: ClockRow) -> Iterator[Message]:
    """What changed a run and was recorded later than it happened, or known to one clone only until much later."""
    for event in filter(None, map(report.case.event, row.run.events)):
        if apart := report.apart.get(event.id):
            yield msg(
                "{clock}: {event} by {person} was in only one clone until a merge {later} later, so only the"
                " clock of that clone shows when it happened",
                clock=row.run.clock, event=title_of(event), person=event.by, later=span(apart),
            )  # fmt: skip
        if event.text(RECORDED) and event.kind != "opened":
            yield msg(
                "{clock}: {event} by {person} was recorded {later} later",
                clock=row.run.clock, event=title_of(event), person=event.by,
                later=span(elapsed(event.at, event.known_at)),
            )  # fmt: skip


def waiting_lines(case: Case, rows: Iterable[ClockRow], zone: tzinfo) -> Iterator[Message]:
    """Which late entries must be confirmed before they stop their clocks."""
    for run in (row.run for row in rows):
        if run.waits and run.claim:
            at, event = format_instant(run.claim.at, zone), run.claim.event
            yield msg(
                "{clock}: stopped {at} by a late entry that is not confirmed, so it still counts as open;"
                " casectl confirm {id} {event}",
                clock=run.clock, at=at, id=case.id, event=event,
            )  # fmt: skip


def missed_line(row: ClockRow, missed: Missed, zone: tzinfo) -> Message:
    """That a deadline had passed when somebody set a later one."""
    due, at, by = format_instant(missed.due, zone), format_instant(missed.event.at, zone), missed.event.by
    return msg(
        "{clock} was missed at {due}; its deadline was postponed afterwards, at {at} by {person} ({event})",
        clock=row.run.clock, due=due, at=at, person=by, event=title_of(missed.event),
    )  # fmt: skip


def missed_tree(row: ClockRow, zone: tzinfo) -> list[Value]:
    """The deadlines of a run that had passed before later ones were set, for programs."""
    return [
        {"due": format_instant(each.due, zone), "new_due": format_instant(each.new_due, zone), "event": each.event.id}
        for each in row.missed
    ]


def _follow_ups(report: ClocksReport) -> Iterator[Message]:
    """That there are open follow-ups too, and how many of them are overdue."""
    times = [each.at for each in report.case.header.follow_ups]
    late = sum(is_late(at, report.at) for at in times)
    if times:
        what = msg("open follow-ups: {count}, of them overdue: {late}", count=len(times), late=late)
        yield msg("{what}; casectl followup list {id}", what=what, id=report.case.id)


def without_clocks(case: Case) -> Message:
    """Why there are no clocks to show."""
    if not case.journal:
        return msg("{id} had not been opened at that time", id=case.id)
    return msg("{id} has no clocks", id=case.id)


def _due_row(row: ClockRow, zone: tzinfo) -> Row:
    run, rule = row.run, row.rule
    kind = rule.kind if rule else "internal"
    return {
        "clock": Cell(run.clock, _called(row)),
        "state": _state(row),
        "started": instant(run.start, zone),
        "due": marked_instant(run.due, zone, provisional=run.provisional) if row.state != "paused" else _AT_RESUMING,
        "stopped": instant(run.stopped, zone),
        "late_minutes": None if row.state in ("excused", "restarted") else _margin(row),
        "kind": Cell(kind, translate(_KINDS[kind])),
        "provisional": Cell(run.provisional, _("provisional") if run.provisional else ""),
        "paused": [_pause(run, each, zone) for each in range(len(run.pauses))],
        **rule_cells(run, rule),
        "extensions": run.extensions,
        "by_hand": run.overridden,
        "missed": missed_tree(row, zone),
    }


def rule_cells(run: Run, rule: Clock | None) -> Row:
    """The cells with the basis of a deadline: duration, calendar, rule and source."""
    return {
        "within": text_or_none(run.within),
        "calendar": text_or_none(run.calendar),
        "rule": text_or_none(run.rule),
        "source": translated(rule.source) if rule else None,
        "verified": text_or_none(rule.verified) if rule else None,
    }


def _margin(row: ClockRow) -> Value:
    """How late it is, or the time left; for a stopped run that was in time, how early it was."""
    minutes = int(row.late.total_seconds() // 60)
    if row.late > timedelta(0):
        return Cell(minutes, translate(msg("{time} late", time=span(row.late))), "alarm")
    left = msg("{time} left", time=span(-row.late)) if row.run.is_open else msg("{time} early", time=span(-row.late))
    return Cell(minutes, translate(left))


def _called(row: ClockRow) -> str:
    """A clock's title, with the name that verbs take."""
    return titled(row.rule.title if row.rule else "", row.run.clock)


def _state(row: ClockRow) -> Cell:
    text = translate(STATES[row.state])
    if row.state == "running" and row.late > timedelta():
        text = _("overdue")
    elif row.run.overridden:
        text = translate(msg("{state}, set by hand", state=STATES[row.state]))
    if row.run.pause:
        rule = row.rule.pause(row.run.pause.reason) if row.rule else None
        text = translate(msg("{state}: {reason}", state=text, reason=rule.title if rule else row.run.pause.reason))
    if is_missed_chance(row):
        return Cell(row.state, translate(MISSED_CHANCE))
    return Cell(row.state, text, "alarm" if row.state == "late" else "")


def is_missed_chance(row: ClockRow) -> bool:
    """Whether it is an opportunity that was not taken in time."""
    return row.rule is not None and row.rule.chance and row.late > timedelta(0) and row.state in ("running", "late")


def _pause(run: Run, number: int, zone: tzinfo) -> Value:
    pause = run.pauses[number]
    until = format_instant(pause.until, zone) if pause.until else None
    return {"reason": pause.reason, "from": format_instant(pause.at, zone), "to": until}


def recomputation(report: Recomputation, zone: tzinfo) -> View:
    """`recompute`: a row for each deadline that moves, or has moved. Times are shown in `zone`."""
    cells: Cells[MoveRow] = {
        Column("id", _("Case"), keep=True): lambda row: row.case_id,
        Column("clock", _("Clock")): lambda row: Cell(row.move.clock, translate(row.move.title)),
        Column("due", _("Due"), keep=True): lambda row: instant(row.move.old, zone),
        Column("new_due", _("New deadline"), keep=True): lambda row: instant(row.move.new, zone),
        Column("moved_minutes", _("Moved by"), "right", least=WHOLE): lambda row: _moved(row.move.old, row.move.new),
        Column("becomes_overdue", _("Becomes overdue")): lambda row: row.move.becomes_overdue(report.at),
        Column("title", _("Title"), spare=True): lambda row: row.title,
        Column("paused", _("Paused"), detail=True): lambda row: row.move.is_paused,
    }
    return View("recompute", *table(report.rows, cells), (_outcome(report), *report.notes))


def _moved(old: datetime, new: datetime) -> Cell:
    by = elapsed(old, new)
    minutes = by // timedelta(minutes=1)
    return Cell(minutes, f"{'-' if minutes < 0 else '+'}{translate(span(abs(by)))}")


def _outcome(report: Recomputation) -> Message:
    late = sum(row.move.becomes_overdue(report.at) for row in report.rows)
    if not report.rows and not report.applied:
        return msg("no deadline moves")
    if report.applied:
        return msg("deadlines moved: {count}; overdue as a result: {late}", count=len(report.rows), late=late)
    return msg(
        "deadlines that would move: {count}; overdue as a result: {late}; nothing is recorded yet (--apply"
        " records the new deadlines)",
        count=len(report.rows),
        late=late,
    )
