"""--period: a period as people type it."""

from __future__ import annotations

from casectl.core.figures.periods import Period, period_between
from casectl.core.time.instants import to_seconds
from casectl.core.values.errors import UsageError
from casectl.core.values.messages import msg
from casectl.workspace import Workspace


def period_of(context: Workspace, text: str) -> Period:
    """The period that is meant. Raises UsageError if it is not made of whole days, or has not begun."""
    start, end = context.typed_times.span(text, past=True)
    if to_seconds(start) > to_seconds(context.now):
        raise UsageError(msg("{text} has not begun", text=text), hint=msg("for the last one: --period 'last month'"))
    if found := period_between(start, end, context.zone):
        return found
    raise UsageError(
        msg("{text} is not a number of whole days", text=text),
        hint=msg("a period is a week, a month, 2026-Q4, 2026-11, or 2026-11-03 to 2026-11-09"),
    )
