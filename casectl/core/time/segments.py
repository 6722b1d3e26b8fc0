"""What a calendar counted and skipped between two instants, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta

from casectl.core.time.calendar import Calendar
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import LocalizedText, Message, msg
from casectl.core.values.value_class import replace, value_class

_DAY = timedelta(days=1)
_WEEKEND = 5


@value_class
class Segment:
    """A stretch of time that counted or did not; `why` is the reason. `days` is the number of days counted, if any."""

    start: datetime
    end: datetime
    counted: bool
    why: Message | LocalizedText
    days: int | None = None


@value_class
class DaySpan:
    """Consecutive days, `last` included, that all count as working days or all do not."""

    first: date
    last: date
    counted: bool
    why: Message | LocalizedText

    @property
    def days(self) -> int:
        """The number of days."""
        return (self.last - self.first).days + 1


def segments(calendar: Calendar, first: datetime, last: datetime) -> Iterator[Segment]:
    """All time from `first` to `last` without a gap; neighbours of the same kind are merged."""
    return joined(_pieces(calendar, first.astimezone(calendar.zone), last.astimezone(calendar.zone)), lambda _: True)


def joined(pieces: Iterable[Segment], may_be: Callable[[Segment], bool]) -> Iterator[Segment]:
    """Merge neighbours that counted, or did not, for the same reason, where `may_be` allows it for the second."""
    last: Segment | None = None
    for each in pieces:
        if last and may_be(each) and (last.counted, last.why) == (each.counted, each.why):
            last = replace(last, end=each.end)
            continue
        if last:
            yield last
        last = each
    if last:
        yield last


def _pieces(calendar: Calendar, reached: datetime, end: datetime) -> Iterator[Segment]:
    day = calendar.day_of(reached)
    while to_seconds(reached) < to_seconds(end):
        for piece in _day_pieces(calendar, day):
            until = min(piece.end, end, key=to_seconds)
            if to_seconds(until) > to_seconds(reached):
                yield replace(piece, start=reached, end=until)
                reached = until
        day += _DAY


def _day_pieces(calendar: Calendar, day: date) -> Iterator[Segment]:
    """A whole day: its windows, and the time before, between and after them."""
    reached, midnight = calendar.start_of(day), calendar.start_of(day + _DAY)
    windows = calendar.edges_of(day)
    if not windows:
        yield Segment(reached, midnight, False, _closed(calendar, day))
        return
    for number, (start, end) in enumerate(windows):
        yield Segment(reached, start, False, msg("break") if number else msg("night"))
        yield Segment(start, end, True, _worked(calendar, day, msg("working time")))
        reached = end
    special = calendar.days.get(day)
    yield Segment(reached, midnight, False, special.name if special and special.kind == "half_day" else msg("night"))


def _worked(calendar: Calendar, day: date, usual: Message) -> Message | LocalizedText:
    """Why a day counts; `usual` is the name of an ordinary one."""
    special = calendar.days.get(day)
    if special and special.kind == "half_day":
        return msg("half day: {name}", name=special.name)
    return special.name if special else usual


def _closed(calendar: Calendar, day: date) -> Message | LocalizedText:
    """Why a day does not count."""
    weekend = day.weekday() >= _WEEKEND
    return calendar.name_of(day) or (msg("weekend") if weekend else msg("closed on this weekday"))


def day_spans(calendar: Calendar, first: date, last: date) -> Iterator[DaySpan]:
    """Every day from `first` to `last`, both included; neighbours of the same kind are merged."""
    span: DaySpan | None = None
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        counted = calendar.is_working_day(day)
        why = _worked(calendar, day, msg("working days")) if counted else _closed(calendar, day)
        if span and (span.counted, span.why) == (counted, why):
            span = replace(span, last=day)
            continue
        if span:
            yield span
        span = DaySpan(day, day, counted, why)
    if span:
        yield span
