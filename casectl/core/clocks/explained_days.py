"""How many days count in each stretch of a run that is counted in days, where pauses are counted by shares.

A day counts once, in the first stretch of it that is not paused. For each whole day by which the pauses so far put the
deadline off, one day does not count: one that was paused as a whole, or else the last one of which some was. The day of
the start, where it counts, may be paused from the start to its end and still be less than a whole day: it counts in the
stretch that is paused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from casectl.core.clocks.counting import DeadlineCalculator, unit_of
from casectl.core.clocks.postponing import put_offs
from casectl.core.clocks.runs import Paused, Run
from casectl.core.clocks.shares import DayShares, Share
from casectl.core.time.instants import plus, to_seconds
from casectl.core.time.segments import Segment
from casectl.core.values.messages import Message, msg
from casectl.core.values.value_class import replace

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


def with_days(count: DeadlineCalculator, run: Run, pieces: Iterable[Segment]) -> Iterator[Segment]:
    """The stretches, each counted one with its number of days."""
    found = list(pieces)
    days = _days(count, run, found[-1].end) if found else []
    paused = {day for day in days if _first_of(count, run, found, day) is None}
    made_up = _made_up(count, run, days, paused)
    for day in days[:1] if paused - made_up else ():
        found = [*_paused_first_day(count, run, found, day)]
    numbers = Counter(_first_of(count, run, found, day) for day in days if day not in made_up)
    for number, piece in enumerate(found):
        if not piece.counted:
            yield piece
        elif numbers[number]:
            yield replace(piece, days=numbers[number])
        else:
            left_out = [day for day in made_up if _touches(count, run, piece, day)]
            yield replace(piece, counted=False, why=_why(count, run, left_out))


def _paused_first_day(count: DeadlineCalculator, run: Run, pieces: list[Segment], day: date) -> Iterator[Segment]:
    """The stretches, of which the first that is paused counts until the end of the first day, or as long as it is."""
    begin, end = to_seconds(count.begin(run.start, unit_of(run.within))), count.calendar.start_of(day + _DAY)
    for piece in pieces:
        if to_seconds(piece.start) != begin:
            yield piece
            continue
        yield replace(
            piece,
            end=min(piece.end, end, key=to_seconds),
            counted=True,
            why=msg("paused for less than a whole day: the day counts"),
        )
        if to_seconds(end) < to_seconds(piece.end):
            yield replace(piece, start=end)


def _why(count: DeadlineCalculator, run: Run, left_out: list[date]) -> Message:
    """Why a stretch does not count that is not paused; it has these days that the pauses make up."""
    begun = {to_seconds(count.calendar.start_of(day)) for day in left_out}
    pauses = [(to_seconds(each.at), to_seconds(each.until or each.at)) for each in run.pauses]
    if begun and all(any(first <= start < last for first, last in pauses) for start in begun):
        return msg("the rest of a day that began during the pause")
    return msg("a whole day made up of pauses") if begun else msg("the rest of a day that is already counted")


def _days(count: DeadlineCalculator, run: Run, end: datetime) -> list[date]:
    """The days that count, paused or not, from the first to the day of `end`."""
    calendar, unit = count.calendar, unit_of(run.within)
    first = calendar.day_of(count.begin(run.start, unit)) + (timedelta(0) if count.counts_first else _DAY)
    last = calendar.day_of(end if to_seconds(end) == to_seconds(run.due) else plus(end, -_SECOND))
    every = map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
    return [day for day in every if unit != "wd" or calendar.is_working_day(day)]


def _made_up(count: DeadlineCalculator, run: Run, days: list[date], paused: set[date]) -> set[date]:
    """The days that do not count because of the pauses: those `paused` from beginning to end, then the last ones."""
    calendar, made_up, owed = count.calendar, set[date](), 0
    shares: dict[date, Share] = dict.fromkeys(days, 0)
    working = unit_of(run.within) == "wd"
    for each in put_offs(count, run):
        before, after = calendar.day_of(each.before), calendar.day_of(each.after)
        owed += calendar.working_days(before, after) if working else (after - before).days
        for day in days:
            shares[day] += _share(DayShares(calendar, working), day, each.pause)
        free = [day for day in days if shares[day] and day not in made_up]
        taken = sorted(free, key=lambda day: (shares[day] < 1 and day not in paused, -day.toordinal()))[:owed]
        made_up |= {*taken}
        owed -= len(taken)
    later = [day for day in days if day not in made_up]
    return made_up | {*later[:owed]}


def _share(shares: DayShares, day: date, pause: Paused) -> Share:
    """The share of a day in a pause that has ended."""
    first = max(shares.calendar.start_of(day), pause.at, key=to_seconds)
    last = min(shares.calendar.start_of(day + _DAY), pause.until or pause.at, key=to_seconds)
    return shares.of_day(day, first, last) if to_seconds(first) < to_seconds(last) else 0


def _first_of(count: DeadlineCalculator, run: Run, pieces: list[Segment], day: date) -> int | None:
    """The number of the first counted stretch that has a part of the day."""
    return next(
        (number for number, each in enumerate(pieces) if each.counted and _touches(count, run, each, day)), None
    )


def _touches(count: DeadlineCalculator, run: Run, piece: Segment, day: date) -> bool:
    """Whether a stretch has a part of the day; a deadline at midnight has one of the day that begins then."""
    start, end = to_seconds(count.calendar.start_of(day)), to_seconds(count.calendar.start_of(day + _DAY))
    last = to_seconds(piece.end)
    return to_seconds(piece.start) < end and (start < last or start == last == to_seconds(run.due))
