"""Times in a query: ``due<2wd``, ``opened:2026-01-01..``, ``received:上周``."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from casectl.core.query.conditions import Range
from casectl.core.query.scope import Operand, QueryScope
from casectl.core.time.durations import parse_duration
from casectl.core.time.instants import plus, to_seconds
from casectl.core.values.errors import UsageError
from casectl.core.values.messages import msg

AHEAD = ("due", "follow_up")
"""Keys of future times, for which a duration alone counts forward from now; for others it counts back."""
TURNED = msg("the range ends before it begins")
_MIDNIGHT = time(0)
_WRITTEN = msg('write today, 7d, last week, 2026-03, 2026-03-01, 2026-03-01..2026-03-15, or "tomorrow 10:00"')
_YEARS = re.compile(r"([1-9]\d?)(?:y|年)", re.ASCII)
_LATELY = re.compile(r"^(?:最近|近|过去)(?=\d)")


def present(scope: QueryScope) -> datetime:
    """The present time."""
    return scope.typed_time("now", _MIDNIGHT)


def between(key: str, scope: QueryScope, value: Operand) -> Range:
    """From the start of the first end to the end of the last one; `key` decides which way durations count (AHEAD).

    Raises UsageError for a text that is not a time.
    """
    first, last = value.pieces
    since = _period(scope, key, first)[0] if first else None
    until = _period(scope, key, last)[1] if last else None
    if since and until and to_seconds(since) >= to_seconds(until):
        raise UsageError(TURNED)
    return Range(since, until)


def time_condition(key: str, scope: QueryScope, operator: str, text: str) -> Range:
    """Before, after or within the time `text`. Raises UsageError for a text that is not a time."""
    start, end = _period(scope, key, text)
    if operator == ":" and _length(text):  # within that time from now
        now = present(scope)
        start, end = (now, start) if key in AHEAD else (start, now)
    return {":": Range(start, end), "<": Range(None, start), "<=": Range(None, end),
            ">": Range(end, None), ">=": Range(start, None)}[operator]  # fmt: skip


def _period(scope: QueryScope, key: str, text: str) -> tuple[datetime, datetime]:
    """The start and the end (exclusive) of the time `text`: whole days, or one second."""
    from casectl.core.time.periods import parse_period  # only a query about times needs it

    if length := _length(text):
        text = f"+{length}" if key in AHEAD else f"-{length}"
    else:
        days = parse_period(text, scope.typed_time("today", _MIDNIGHT).date(), past=key not in AHEAD)
        if days:
            start, end = (scope.typed_time(day.isoformat(), _MIDNIGHT) for day in days)
            return start, end
    try:
        start = scope.typed_time(text, _MIDNIGHT)
    except UsageError as error:
        raise UsageError(error.what, hint=_WRITTEN) from None
    if to_seconds(scope.typed_time(text, time(12))) == to_seconds(start):
        return start, plus(start, timedelta(seconds=1))
    return start, start + timedelta(days=1)  # type: ignore[instant]  # midnight to midnight by the wall clock


def _length(text: str) -> str:
    """The duration that `text` is, "" if it is none; a year is twelve months."""
    words = _LATELY.sub("", text)
    if years := _YEARS.fullmatch(words):
        return f"{int(years[1]) * 12}mo"
    try:
        return str(parse_duration(words))
    except UsageError:
        return ""
