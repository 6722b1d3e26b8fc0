"""Times in a query: ``due<2wd``, ``opened:2026-01-01..``, ``received:上周``."""

from __future__ import annotations

import re
from datetime import datetime

from casectl.core.query.conditions import Range
from casectl.core.query.scope import Operand, QueryScope
from casectl.core.query.usual_words import conditions_called
from casectl.core.time.durations import parse_duration
from casectl.core.time.instants import EARLIEST, LATEST, to_seconds
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.regex import regex

AHEAD = ("due", "follow_up")
"""Keys of future times, for which a duration alone counts forward from now; for others it counts back."""
TURNED = msg("the range ends before it begins")
_WRITTEN = msg('write today, 7d, last week, 2026-03, 2026-03-01, 2026-03-01..2026-03-15, or "tomorrow 10:00"')
_LATELY = regex(r"^(?:(?:past|last) (?=\d)|(?:最近|近|过去)的?(?=[\d一二两三四五六七八九十半]))", re.IGNORECASE)


def present(scope: QueryScope) -> datetime:
    """The present time."""
    return scope.time_span("now", False)[0]


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
    since, until = start if start is not EARLIEST else None, end if end is not LATEST else None
    if since is None or until is None:
        return _bounded(operator, text, Range(since, until))
    if operator == ":" and _is_length(text):  # within that time from now
        now = present(scope)
        start, end = (now, start) if key in AHEAD else (start, now)
    return {":": Range(start, end), "<": Range(None, start), "<=": Range(None, end),
            ">": Range(end, None), ">=": Range(start, None)}[operator]  # fmt: skip


def _bounded(operator: str, text: str, found: Range) -> Range:
    """All that is before a time, or after it, in words. Raises UsageError for any operator but ``:``."""
    if operator != ":":
        raise UsageError(
            msg("{text} already says before or after", text=text), hint=msg("write : instead of {sign}", sign=operator)
        )
    return found


def _period(scope: QueryScope, key: str, text: str) -> tuple[datetime, datetime]:
    """The start and the end (exclusive) of the time `text`; a duration alone counts as `key` says (AHEAD)."""
    try:
        return scope.time_span(_LATELY.sub("", text), key not in AHEAD)
    except UsageError as error:
        from casectl.core.time.date_tokens import HOW_TO_WRITE  # only for an error

        hint = _WRITTEN if error.hint == HOW_TO_WRITE else error.hint
        if meant := next((each for each in conditions_called(text) if each.startswith(key)), ""):
            hint = msg("did you mean {near}?", near=meant)
        raise UsageError(error.what, hint=hint) from None


def _is_length(text: str) -> bool:
    try:
        parse_duration(_LATELY.sub("", text))
    except UsageError:
        return False
    return True
