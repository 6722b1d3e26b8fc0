"""Instants by the wall clock of a zone, also where summer time skips or repeats them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo

from casectl.core.time.instants import plus, to_seconds
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.value_class import value_class


@value_class
class TypedTime:
    """The parsed instant; `twice` if the wall clock shows that time twice a day, `is_day` if only a day was typed."""

    at: datetime
    twice: bool = False
    is_day: bool = False

    @property
    def later(self) -> datetime:
        """The second occurrence of a time that is repeated."""
        return self.at.replace(fold=1)


def out_of_years(text: str) -> UsageError:
    """What is said of a time too near to the ends of the calendar."""
    return UsageError(msg("{text} is outside the years that casectl can calculate with", text=text))


def at_wall(day: date, seconds: int, zone: tzinfo, *, lenient: bool = False) -> TypedTime:
    """That time of the wall clock, in seconds after midnight; of a repeated one the first.

    Raises UsageError for a day too near to the ends of the calendar to be written in every zone, and for a time that
    summer time skips; `lenient`: that is the end of the gap.
    """
    try:
        at = datetime.fromtimestamp(edge(day, seconds, zone), zone)
        for length in (timedelta(days=1), timedelta(days=-1)):
            plus(at, length)
    except (OverflowError, ValueError):
        raise out_of_years(day.isoformat()) from None
    if not lenient and (at.date() - day).days * 86_400 + seconds_of(at.time()) != seconds:
        clock = f"{seconds // 3600:02}:{seconds % 3600 // 60:02}"
        raise UsageError(
            msg("there is no {time} on {day} in {zone}", time=clock, day=day.isoformat(), zone=str(zone)),
            hint=msg("the clocks go forward then; choose an earlier or a later time"),
        )
    return TypedTime(at, twice=at.utcoffset() != at.replace(fold=1).utcoffset())


def seconds_of(clock: time) -> int:
    """The whole seconds since midnight."""
    return clock.hour * 3600 + clock.minute * 60 + clock.second


def edge(day: date, seconds: int, zone: tzinfo) -> int:
    """The instant (seconds since 1970) at which the clock shows `seconds` after the midnight at the start of `day`.

    A time that summer time skips is the end of the gap; a repeated one is its first occurrence. Raises OverflowError
    outside the years that a datetime can express.
    """
    midnight = datetime.combine(day, time.min, zone)
    at = midnight + timedelta(seconds=seconds)  # type: ignore[instant]  # the wall clock is meant
    early, late = to_seconds(at.replace(fold=1)), to_seconds(at)
    return _end_of_gap(early, late, zone) if early < late else late


def start_of(day: date, zone: tzinfo) -> datetime:
    """The first instant of `day`: not midnight, where summer time skips that. Raises OverflowError as `edge`."""
    return datetime.fromtimestamp(edge(day, 0, zone), zone)


def _end_of_gap(early: int, late: int, zone: tzinfo) -> int:
    """The second at which the clocks go forward, after `early` and not after `late`."""
    before = _offset(early, zone)
    while late - early > 1:
        middle = (early + late) // 2
        if _offset(middle, zone) == before:
            early = middle
        else:
            late = middle
    return late


def _offset(at: int, zone: tzinfo) -> timedelta | None:
    return datetime.fromtimestamp(at, zone).utcoffset()
