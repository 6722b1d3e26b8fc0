"""Instants: aware, to the second, written in the casebook's zone with offset.

A time without an offset is refused, since it does not say which instant it is.
"""

from __future__ import annotations

import re
from datetime import MAXYEAR, MINYEAR, UTC, datetime, timedelta, tzinfo
from functools import lru_cache

from casectl.core.values.messages import UsageError, msg
from casectl.core.values.regex import regex

_INSTANT = regex(
    r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d(?::?\d\d)?)", re.ASCII
)
_AS_STORED = regex(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", re.ASCII)

EARLIEST, LATEST = datetime(1, 1, 3, tzinfo=UTC), datetime(9999, 12, 29, tzinfo=UTC)
"""The ends of a span that has no beginning, or no end."""

_LENGTH = len("2026-11-21T09:12:33+08:00")


@lru_cache(4096)
def parse_instant(text: str) -> datetime:
    """Parse an ISO 8601 instant with offset, such as ``2026-11-21T09:12:33+08:00``; fractions of a second are dropped.

    An offset may have seconds, as those of local mean time have (``+08:05:43``).

    Raises:
        UsageError: the text is not an instant, has no offset, or names a time that does not exist.
    """
    written = text if _AS_STORED.fullmatch(text) else _as_stored(text)
    try:
        at = datetime.fromisoformat(written)
        for edge in (-1, 1) if at.year in (MINYEAR, MAXYEAR) else ():  # so that it can be written in every zone
            plus(at, timedelta(days=edge))
    except (ValueError, OverflowError):
        raise UsageError(msg("there is no time {text}", text=text)) from None
    return at


def _as_stored(text: str) -> str:
    """An instant written in another way, in the form in which it is stored; its offset may have seconds."""
    match = _INSTANT.fullmatch(text.strip())
    if not text.strip():
        raise UsageError(msg("a time is missing"), hint=msg("write it like 2026-11-21T09:12:33+08:00"))
    if not match:
        raise UsageError(
            msg("{text} is not an instant with an offset", text=text),
            hint=msg("write it like 2026-11-21T09:12:33+08:00"),
        )
    *parts, offset = match.groups()
    year, month, day, hour, minute, second = (part or "00" for part in parts)
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}{'+00:00' if offset == 'Z' else offset}"


def format_instant(at: datetime, zone: tzinfo) -> str:
    """The instant in `zone` with offset, RFC 3339, to the second.

    It is in UTC where the offset of the zone was no whole number of minutes, as of local mean time: few can read such.
    """
    return _formatted(at, at.fold, zone)


@lru_cache(1024)
def _formatted(at: datetime, _fold: int, zone: tzinfo) -> str:
    """Equal times of one zone are two instants where the clocks go back, told by `fold`."""
    text = at.astimezone(zone).isoformat(timespec="seconds")
    return text if len(text) == _LENGTH else at.astimezone(UTC).isoformat(timespec="seconds")


def to_the_minute(at: datetime, zone: tzinfo | None = None) -> str:
    """The time on the wall of `zone` (None: its own) for people, ``2026-12-01 10:00``; a year has four figures."""
    return at.astimezone(zone or at.tzinfo).isoformat(" ")[:16]


def sortable(text: str) -> str:
    """An instant's text in UTC, so that texts sort by time whatever their offsets; any other text as it is."""
    if text[10:11] != "T":
        return text
    try:
        at = datetime.fromisoformat(text)  # which takes a tenth of the time of `parse_instant`
        return format_instant(at, UTC) if at.tzinfo else text
    except (ValueError, OverflowError):
        return text


def to_seconds(at: datetime) -> int:
    """An aware instant as whole seconds since 1970 (UTC); fractions of a second are dropped.

    These are compared, sorted and used as keys. Python compares two times of one zone by the wall clock, which goes
    back once a year, and a time in a repeated hour never equals one of another zone.

    Raises TypeError for a time without an offset.
    """
    since = at - _EPOCH  # type: ignore[instant]
    return since.days * _DAY + since.seconds


def elapsed(first: datetime, last: datetime) -> timedelta:
    """The time from `first` to `last`, in whole seconds; negative if `last` is earlier."""
    return timedelta(0, to_seconds(last) - to_seconds(first))


def plus(at: datetime, length: timedelta) -> datetime:
    """The instant `length` after `at` (before it, if negative), in the same zone.

    Python's sum is wall-clock time: an hour off where the clocks change in between. Raises OverflowError outside the
    years that a datetime can express.
    """
    return (at.astimezone(UTC) + length).astimezone(at.tzinfo)  # type: ignore[instant]


_EPOCH, _DAY = datetime(1970, 1, 1, tzinfo=UTC), 24 * 60 * 60
