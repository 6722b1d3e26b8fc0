"""Explaining a deadline: every stretch of time that was counted or skipped, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from casectl.core.clocks.counting import DeadlineCalculator
from casectl.core.clocks.explained_days import with_days
from casectl.core.clocks.runs import SHARES, Paused, Run
from casectl.core.time.durations import parse_duration
from casectl.core.time.instants import plus, to_seconds
from casectl.core.time.segments import DaySpan, Segment, day_spans, joined, segments
from casectl.core.values.messages import LocalizedText, Message, msg
from casectl.core.values.value_class import replace

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
_HOURS = ("m", "h")


def explained(count: DeadlineCalculator, run: Run, now: datetime) -> list[Segment]:
    """All time from the start of the run to its deadline (of a paused one, to `now`), in order, without a gap.

    A deadline that was imported or set by hand has one stretch, which says so.
    """
    if not run.within or run.overridden:
        why = msg("set by hand") if run.overridden else msg("from the import")
        return [Segment(run.start, run.due, False, why)]
    until = run.pause.at if run.pause else run.due
    pieces = list(_without_pauses(count, run, _counted(count, run, until)))
    if parse_duration(run.within).unit not in (*_HOURS, "wm", "wh"):
        by_shares = run.counting == SHARES
        pieces = [*with_days(count, run, pieces)] if by_shares else [_days_begun(count, run, each) for each in pieces]
    if run.pause and to_seconds(run.pause.at) < to_seconds(now):
        pieces.append(_paused(count, run.pause, run.pause.at, now))
    return list(joined(pieces, lambda each: not each.counted))  # each counted stretch is listed


def _counted(count: DeadlineCalculator, run: Run, until: datetime) -> Iterator[Segment]:
    unit = parse_duration(run.within).unit
    begin = min(count.begin(run.start, unit), until, key=to_seconds)
    if to_seconds(begin) > to_seconds(run.start):
        yield Segment(run.start, begin, False, _late_arrival(count))
    if unit in _HOURS:
        if to_seconds(begin) < to_seconds(until):
            yield Segment(begin, until, True, msg("every hour, open or closed"))
    elif unit in ("wm", "wh"):
        yield from segments(count.calendar, begin, until)
    else:
        yield from _days(count, begin, until, unit)


def _late_arrival(count: DeadlineCalculator) -> Message:
    if count.clock.next_day:
        return msg("counting begins on the day after")
    return msg("after hours: counting begins at the next opening")


def _days(count: DeadlineCalculator, begin: datetime, until: datetime, unit: str) -> Iterator[Segment]:
    """Days: the day of the start is day 0 unless the rule says otherwise."""
    calendar = count.calendar
    first, last = calendar.day_of(begin), calendar.day_of(until)
    if not count.counts_first:
        end = min(calendar.start_of(first + _DAY), until, key=to_seconds)
        if to_seconds(begin) < to_seconds(end):
            yield Segment(begin, end, False, msg("day 0: counting begins on the day after"))
        first += _DAY
    every = DaySpan(first, last, True, msg("every day, including days off"))
    for span in () if first > last else day_spans(calendar, first, last) if unit == "wd" else (every,):
        start = max(calendar.start_of(span.first), begin, key=to_seconds)
        end = min(calendar.start_of(span.last + _DAY), until, key=to_seconds)
        if to_seconds(start) < to_seconds(end):
            yield Segment(start, end, span.counted, span.why)


def _days_begun(count: DeadlineCalculator, run: Run, piece: Segment) -> Segment:
    """The stretch with its number of days as records without ``counting: 2`` count: those that begin in it, and the
    first day if it counts.

    A deadline at midnight, as of a start with a day, includes the day that begins then.
    """
    unit = parse_duration(run.within).unit
    if not piece.counted:
        return piece
    calendar, begin = count.calendar, count.begin(run.start, unit)
    reached = piece.end if to_seconds(piece.end) == to_seconds(run.due) else plus(piece.end, -_SECOND)
    first, last = calendar.day_of(plus(piece.start, -_SECOND)), calendar.day_of(reached)
    days = calendar.working_days(first, last) if unit == "wd" else (last - first).days
    if to_seconds(piece.start) == to_seconds(begin) > to_seconds(calendar.start_of(calendar.day_of(begin))):
        days += 1
    if not days:
        return replace(piece, counted=False, why=msg("the rest of a day that began during the pause"))
    return replace(piece, days=days)


def _without_pauses(count: DeadlineCalculator, run: Run, pieces: Iterable[Segment]) -> Iterator[Segment]:
    """The stretches with paused time taken out and named."""
    pauses = [each for each in run.pauses if each.until]
    for piece in pieces:
        yield from _cut(count, piece, pauses)


def _cut(count: DeadlineCalculator, piece: Segment, pauses: list[Paused]) -> Iterator[Segment]:
    reached = piece.start
    for pause in pauses:
        at, until = pause.at, pause.until or pause.at
        start, end = max(reached, at, key=to_seconds), min(piece.end, until, key=to_seconds)
        if to_seconds(start) >= to_seconds(end):
            continue
        if to_seconds(reached) < to_seconds(start):
            yield replace(piece, start=reached, end=start)
        yield _paused(count, pause, start, end)
        reached = end
    if to_seconds(reached) < to_seconds(piece.end):
        yield replace(piece, start=reached)


def _paused(count: DeadlineCalculator, pause: Paused, start: datetime, end: datetime) -> Segment:
    return Segment(start, end, False, msg("paused: {reason}", reason=_titled(count, pause.reason)))


def _titled(count: DeadlineCalculator, reason: str) -> LocalizedText | Message:
    rule = count.clock.pause(reason)
    if reason == "reopened":
        return msg("stopped until the case was reopened")
    return rule.title if rule else LocalizedText.of(reason)
