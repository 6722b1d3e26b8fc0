"""Times of a table as people write them, by the one reader of typed times: ``2026年3月1日``, ``1 Mar 2026 10:00``.

In a table a time must stand for itself: what depends on the day of reading (``tomorrow``, ``3月1日``) is none.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

from casectl.core.time.around import Around
from casectl.core.time.date_tokens import HOW_TO_WRITE
from casectl.core.time.instants import to_seconds
from casectl.core.time.typed_time import parse_typed_time
from casectl.core.time.units import Duration
from casectl.core.values.messages import UsageError, msg

_ELSEWHERE = timezone(timedelta(hours=13, minutes=37))
_ONCE, _LATER = datetime(2019, 3, 5, 9, tzinfo=UTC), datetime(2031, 8, 14, 21, tzinfo=UTC)
"""Two times of reading that have nothing in common, and a zone that no place has."""


def written_time(text: str, order: str) -> datetime:
    """The time that `text` names, on the wall, or aware if it names an offset; a day is its first second.

    `order` is that of day and month in figures, dmy or mdy, "" if nobody says. Raises ValueError for what is no time,
    UsageError for a period, for what can be read in two ways, and for what depends on the day of reading.
    """
    here = _read(text, Around(_ONCE, UTC, _Nowhere(), past=True, order=order))
    there = _read(text, Around(_LATER, _ELSEWHERE, _Nowhere(), past=True, order=order))
    if to_seconds(here) == to_seconds(there):
        return here
    wall, other = (at.isoformat().partition("+")[0] for at in (here, there))
    if wall == other:
        return datetime.fromisoformat(wall)
    raise UsageError(msg("{text} would mean a different day whenever it is read; give a date", text=text))


def _read(text: str, around: Around) -> datetime:
    try:
        return parse_typed_time(text, around, time()).at
    except UsageError as error:
        if error.hint in (None, HOW_TO_WRITE) or "did you mean" in str(error.hint):
            raise ValueError(text) from None
        raise


class _Nowhere:
    """The working time of no office: what counts by it does not stand for itself."""

    def after(self, at: datetime, duration: Duration) -> datetime:
        """Raises ValueError."""
        raise ValueError(at, duration)

    before = after

    def is_working_day(self, day: date) -> bool:
        """Whether the office is open on `day`: never."""
        del day
        return False

    def opening_of(self, day: date) -> datetime:
        """Raises ValueError."""
        raise ValueError(day)

    close_of = opening_of

    def next_opening(self, at: datetime) -> datetime:
        """Raises ValueError."""
        raise ValueError(at)
