"""The view of `explain`: how the deadline of each run of a clock was calculated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta, tzinfo

from casectl.core.case.event_kinds import title_of
from casectl.core.case.event_subject import word
from casectl.core.case.model import LATE
from casectl.core.clocks.reports import Cause, ClockRow, Explanation, Explanations
from casectl.core.clocks.runs import Run
from casectl.core.template.clock_rules import PROOFS, Clock
from casectl.core.time.durations import Duration, in_words, parse_duration, span
from casectl.core.time.instants import elapsed, format_instant
from casectl.core.time.segments import Segment
from casectl.core.values.messages import Message, Value, msg
from casectl.render.language import _, translate
from casectl.render.text.pages import aligned_lines, stamp
from casectl.render.text.terminal import visible
from casectl.render.view import Column, Row, View
from casectl.render.views.clocks import (
    MISSED_CHANCE,
    STATES,
    is_missed_chance,
    missed_line,
    missed_tree,
    rule_cells,
    waiting_lines,
    without_clocks,
)
from casectl.render.views.values import text_or_none, titled, translated


def explain(report: Explanations, zone: tzinfo) -> View:
    """A row for each run of a clock, with every interval and every event in it; for people a page."""
    columns = tuple(
        Column(name, title, detail=detail)
        for name, title, detail in (
            ("clock", _("Clock"), False), ("state", _("State"), False), ("from", _("Start"), False),
            ("within", _("Within"), False), ("due", _("Due"), False), ("calendar", _("Calendar"), False),
            ("rule", _("Rule"), False), ("source", _("Source"), False), ("verified", _("Verified"), False),
            ("provisional", _("Provisional"), False), ("run", _("Run"), True), ("runs", _("Runs"), True),
            ("zone", _("Zone"), True), ("extended_by", _("Extensions"), True), ("by_rule", _("By the rule"), True),
            ("segments", _("How it is calculated"), True), ("events", _("Events"), True),
            ("missed", _("Missed before"), True),
        )
    )  # fmt: skip
    rows = [_row(each, zone) for each in report.found]
    notes = () if rows else (without_clocks(report.case),)
    page = "\n\n".join("\n".join(_page(each, _zone(each, zone))) for each in report.found)
    waiting = waiting_lines(report.case, (each.row for each in report.found), zone)
    return View("explain", columns, rows, (*report.notes, *notes, *waiting), page=page)


def _zone(found: Explanation, zone: tzinfo) -> tzinfo:
    """The zone in which the days of a run begin: its calendar's; the casebook's if that is unknown."""
    return found.count.calendar.zone if found.count else zone


def _row(found: Explanation, zone: tzinfo) -> Row:
    run, rule = found.row.run, found.row.rule if found.row.run.within else None
    return {
        "clock": run.clock,
        "state": found.row.state,
        "from": format_instant(run.start, zone),
        "due": format_instant(run.due, zone),
        **rule_cells(run, rule),
        "provisional": run.provisional,
        "run": found.number,
        "runs": found.runs,
        "zone": str(_zone(found, zone)),
        "extended_by": _extensions(run),
        "by_rule": format_instant(found.by_rule, zone) if found.by_rule else None,
        "segments": [
            {
                "from": format_instant(each.start, zone), "to": format_instant(each.end, zone),
                "counted": each.counted, "minutes": _minutes(each), "days": each.days, "why": translated(each.why),
            }
            for each in found.segments
        ],
        "events": [_event_row(each, zone) for each in found.causes],
        "missed": missed_tree(found.row, zone),
    }  # fmt: skip


def _event_row(cause: Cause, zone: tzinfo) -> Row:
    event = cause.event
    return {
        "event": event.kind,
        "event_id": event.id,
        "at": format_instant(event.at, zone),
        "by": event.by,
        "due": format_instant(cause.due, zone) if cause.due else None,
        "state": text_or_none(cause.state),
        "excused_by": text_or_none(cause.excused_by),
        "changed": list(cause.changed),
        "within": text_or_none(cause.row.duration) if cause.row else None,
        "recorded_at": format_instant(cause.recorded_at, zone) if cause.recorded_at else None,
        "reason": text_or_none(event.text("reason")),
        "commit": text_or_none(cause.commit),
        "notice": text_or_none(cause.notice),
    }


def _extensions(run: Run) -> list[str]:
    return [each for each in run.put_off if isinstance(each, str)]


def _minutes(each: Segment) -> int:
    return int(_length(each).total_seconds()) // 60


def _length(each: Segment) -> timedelta:
    return elapsed(each.start, each.end)


def _page(found: Explanation, zone: tzinfo) -> Iterator[str]:
    run, rule, row = found.row.run, found.row.rule, found.row
    title = titled(rule.title if rule else "", run.clock)
    yield visible(translate(msg("{event}: {detail}", event=title, detail=_state_text(row))))
    yield from (f"  {visible(translate(line))}" for line in _basis(found, zone))
    yield from (f"  {visible(translate(missed_line(row, each, zone)))}" for each in row.missed)
    yield ""
    if found.segments:
        yield from aligned_lines([(_("Start"), _("End"), _("Time counted"), _("Why")), *_segment_lines(found, zone)])
        yield ""
    yield from aligned_lines([_event_line(found, each, zone) for each in found.causes])


def _segment_lines(found: Explanation, zone: tzinfo) -> Iterator[tuple[str, ...]]:
    """A line for each interval; where several counted, a last line with their sum."""
    counted = [each for each in found.segments if each.counted]
    for each in found.segments:
        amount = _amount(found, [each]) if each.counted and _minutes(each) else "-"
        yield stamp(each.start, zone), stamp(each.end, zone), amount, visible(translate(each.why))
    if len(counted) > 1:
        yield "", "", _amount(found, counted), _("in total")


def _state_text(row: ClockRow) -> Message:
    """The state of a run, and by how much it is late or early."""
    if is_missed_chance(row):
        return MISSED_CHANCE
    amount = _margin(row)
    if amount is None or row.state == "late":
        return amount or STATES[row.state]
    return msg("{state}, {amount}", state=STATES[row.state], amount=amount)


def _margin(row: ClockRow) -> Message | None:
    late = row.late.total_seconds() > 0
    if late and row.state not in ("excused", "restarted"):
        return msg("late by {time}", time=span(row.late))
    return msg("{time} left", time=span(-row.late)) if row.state in ("running", "paused") else None


def _basis(found: Explanation, zone: tzinfo) -> Iterator[Message]:
    """The basis of the calculation, a line each."""
    run, rule = found.row.run, found.row.rule
    if run.pause:
        yield msg("paused; it was due {due}, but the pause will move the deadline", due=stamp(run.due, zone))
    else:
        yield msg("due {due}", due=stamp(run.due, zone))
    if run.within:
        yield msg("{within} from {start}, in calendar {calendar}",
                  within=_length_text(run.within), start=stamp(run.start, zone), calendar=_calendar(found))  # fmt: skip
    if _extensions(run):
        yield msg("extended by {lengths}", lengths=[_length_text(each) for each in _extensions(run)])
    if found.by_rule:
        yield msg("by its rule it would be due {due}", due=stamp(found.by_rule, zone))
    if rule and run.within and not run.fixed:
        yield from _end(rule, run.within)
    if run.rule:
        yield msg("rule: {rule}", rule=run.rule) if run.within else msg("mapping: {name}", name=run.rule)
    if rule and run.within:
        yield from _clause(rule)
    if run.provisional:
        yield msg("provisional: for dates that far ahead, calendar {name} has only estimates", name=run.calendar)
    if found.runs > 1:
        yield msg("run {number} of {runs}; --run NUMBER shows another one, --run all shows each", number=found.number,
                  runs=found.runs)  # fmt: skip
    yield msg("all times are those of {zone}", zone=str(zone))


def _clause(rule: Clock) -> Iterator[Message]:
    """Where the rule is written, and how far it was verified against that."""
    if rule.source:
        yield msg("source: {source}", source=rule.source)
    if rule.verified in PROOFS:
        yield msg("verified: {mark} ({how})", mark=rule.verified, how=PROOFS[rule.verified])


def _calendar(found: Explanation) -> Value:
    return titled(found.count.calendar.title if found.count else "", found.row.run.calendar)


def _length_text(length: str) -> Message:
    return in_words(parse_duration(length))


def _end(rule: Clock, within: str) -> Iterator[Message]:
    """What the rule says about the end of the deadline."""
    if rule.at_most:
        yield msg("but at most {length}", length=_length_text(rule.at_most))
    if rule.ends == "end_of_day":
        yield msg("the deadline is the last second of the last day")
    if rule.ends == "close_of_business" and within.endswith("wd"):
        yield msg("the deadline is the close of business of the last day")
    elif rule.ends == "close_of_business":
        yield msg(
            "the deadline is the close of business of the last day or, if that day is closed, of the"
            " working day before it"
        )


def _amount(found: Explanation, counted: list[Segment]) -> str:
    """The total that counted: time, or days where days count."""
    if counted[0].days is None:
        return translate(span(sum(map(_length, counted), timedelta())))
    days = sum(each.days or 0 for each in counted)
    return translate(in_words(Duration(days, "wd" if found.row.run.within.endswith("wd") else "d")))


def _event_line(found: Explanation, cause: Cause, zone: tzinfo) -> tuple[str, ...]:
    event = cause.event
    due = msg("due {due}", due=stamp(cause.due, zone)) if cause.due else STATES[cause.state]
    commit = translate(msg("commit {commit}", commit=cause.commit[:10])) if cause.commit else ""
    return (
        stamp(event.at, zone),
        translate(title_of(event)),
        word(event.by),
        translate(due),
        event.id,
        commit,
        _why(found, cause),
    )


def _why(found: Explanation, cause: Cause) -> str:
    """The reason by the rule's title, the reason given, and whether the customer was notified."""
    rule, event = found.row.rule, cause.event
    code = event.text("code")
    pause = rule.pause(code) if rule else None
    title = pause.title if pause else dict(rule.restarts).get(code, code) if rule else code
    notice = msg("the customer was told: {event}", event=cause.notice) if cause.notice else ""
    parts: list[Value] = [
        each for each in (title, event.text("reason"), _excuse(cause), _other_row(cause), notice, _later(cause)) if each
    ]
    return visible(translate(parts))


def _later(cause: Cause) -> Value:
    """How much later the event was recorded; "" if it was recorded at once."""
    later = elapsed(cause.event.at, cause.recorded_at) if cause.recorded_at else timedelta()
    return msg("recorded {later} later", later=span(later)) if later > LATE else ""


def _other_row(cause: Cause) -> Value:
    """The table row that applies since the event, and the changed fields that caused that."""
    if cause.row is None:
        return ""
    asked = [msg("{name} {values}", name=name, values=list(values)) for name, values in cause.row.when]
    row = msg("{length} ({conditions})", length=_length_text(cause.row.duration), conditions=asked)
    length = row if asked else _length_text(cause.row.duration)
    return msg("{names} changed, so {length} now applies", names=list(cause.changed), length=length)


def _excuse(cause: Cause) -> Value:
    """Why the duty no longer applies; "" if it does."""
    if cause.excused_by == "within":
        return msg("no row of the clock's table matches the case any more")
    return msg("{clock} was met", clock=cause.excused_by) if cause.excused_by else ""
