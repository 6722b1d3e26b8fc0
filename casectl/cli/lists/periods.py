"""--period: a period as people type it."""

from __future__ import annotations

from casectl.core.figures.periods import Period, period_between
from casectl.core.time.date_tokens import HOW_TO_WRITE
from casectl.core.time.instants import to_seconds
from casectl.core.values.errors import UsageError
from casectl.core.values.messages import msg
from casectl.workspace import Workspace

_EARLIEST = 1900
_USUAL = msg("a period is last week, 2026-W48, 2026-11, 2026-Q4, or 2026-11-03 to 2026-11-09")


def period_of(context: Workspace, text: str) -> Period:
    """The period that is meant. Raises UsageError if it is not made of whole days, has not begun, or is so long ago
    that the calendar has no room for the periods before it.
    """
    try:
        start, end = context.typed_times.span(text, past=True)
    except UsageError as error:
        raise (UsageError(error.what, hint=_USUAL) if error.hint == HOW_TO_WRITE else error) from None
    if start.year < _EARLIEST:
        raise UsageError(msg("{text} is before {year}", text=text, year=_EARLIEST), hint=_USUAL)
    if to_seconds(start) > to_seconds(context.now):
        raise UsageError(msg("{text} has not begun", text=text), hint=msg("for the last one: --period 'last month'"))
    if found := period_between(start, end, context.zone):
        return found
    raise UsageError(
        msg("{text} is not a number of whole days", text=text),
        hint=_USUAL,
    )
