"""Explaining a deadline: every stretch of time that its reckoning counted or skipped, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from casectl.core.clock_record import Interval, Run
from casectl.core.counting import Count
from casectl.core.durations import parse_duration
from casectl.core.messages import Message, Words, msg
from casectl.core.segments import Segment, day_spans, segments
from casectl.core.timeline import to_seconds

_DAY = timedelta(days=1)


def explained(count: Count, run: Run, until: datetime) -> list[Segment]:
    """Everything between the start of the run and `until` (its deadline, as a rule), in order, without a break.

    A deadline that was imported, or set by hand, was counted by nobody: there is one stretch, and that is what it says.
    """
    if not run.within or run.fixed:
        why = msg("set by hand") if run.fixed else msg("brought along by the import")
        return [Segment(run.start, until, False, why)]
    pieces = _without_pauses(count, run, _counted(count, run, until))
    in_days = parse_duration(run.within).unit == "wd"
    return [_numbered(count, run, each) if in_days else each for each in pieces]


def _counted(count: Count, run: Run, until: datetime) -> Iterator[Segment]:
    unit = parse_duration(run.within).unit
    begin = count.begin(run.start, unit)
    if to_seconds(begin) > to_seconds(run.start):
        yield Segment(run.start, begin, False, _late_arrival(count))
    if unit in ("wm", "wh"):
        yield from segments(count.calendar, begin, until)
    elif unit == "wd":
        yield from _days(count, begin, until)
    elif to_seconds(begin) < to_seconds(until):
        why = msg("every hour, open or closed") if unit in ("m", "h") else msg("every day, worked or not")
        yield Segment(begin, until, True, why)


def _late_arrival(count: Count) -> Message:
    if count.clock.next_day:
        return msg("it counts from the day after")
    return msg("after hours: it counts from the next opening")


def _days(count: Count, begin: datetime, until: datetime) -> Iterator[Segment]:
    """Working days: the day of the start is day 0 unless the rule says otherwise."""
    calendar = count.calendar
    first, last = calendar.day_of(begin), calendar.day_of(until)
    if not count.counts_first:
        end = min(calendar.start_of(first + _DAY), until, key=to_seconds)
        yield Segment(begin, end, False, msg("day 0: it counts from the day after"))
        first += _DAY
    for span in day_spans(calendar, first, last) if first <= last else ():
        start = max(calendar.start_of(span.first), begin, key=to_seconds)
        end = min(calendar.start_of(span.last + _DAY), until, key=to_seconds)
        if to_seconds(start) < to_seconds(end):
            yield Segment(start, end, span.counted, span.why)


def _numbered(count: Count, run: Run, piece: Segment) -> Segment:
    """A piece of working days with their number: the days that begin in it, and the first day of all if that counts."""
    second = timedelta(seconds=1)
    days = count.calendar.working_days(piece.start - second, piece.end - second)
    begin = count.begin(run.start, "wd")
    if to_seconds(piece.start) == to_seconds(begin) > to_seconds(count.calendar.start_of(count.calendar.day_of(begin))):
        days += 1
    return replace(piece, why=msg("{why}: {days} wd", why=piece.why, days=days)) if piece.counted else piece


def _without_pauses(count: Count, run: Run, pieces: Iterable[Segment]) -> Iterator[Segment]:
    """The pieces with what lies in a pause taken out and named."""
    pauses = [each for each in run.pauses if each.until]
    for piece in pieces:
        yield from _cut(count, piece, pauses)


def _cut(count: Count, piece: Segment, pauses: list[Interval]) -> Iterator[Segment]:
    reached = piece.start
    for pause in pauses:
        at, until = pause.at, pause.until or pause.at
        start, end = max(reached, at, key=to_seconds), min(piece.end, until, key=to_seconds)
        if to_seconds(start) >= to_seconds(end):
            continue
        if to_seconds(reached) < to_seconds(start):
            yield replace(piece, start=reached, end=start)
        yield Segment(start, end, False, msg("paused: {reason}", reason=_titled(count, pause.reason)))
        reached = end
    if to_seconds(reached) < to_seconds(piece.end):
        yield replace(piece, start=reached)


def _titled(count: Count, reason: str) -> Words | Message:
    rule = count.clock.pause(reason)
    if reason == "reopened":
        return msg("stopped until the case was reopened")
    return rule.title if rule else Words.of(reason)
