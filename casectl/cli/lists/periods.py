"""--period: a period as people type it; --as-of: what was known at a commit, or by the end of a day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from casectl.actions.lookup.lives import AsOf, as_of_commit, as_of_time
from casectl.core.figures.periods import Period, period_between
from casectl.core.time.date_tokens import HOW_TO_WRITE
from casectl.core.time.instants import to_seconds
from casectl.core.time.typed_time import DAY_END
from casectl.core.values.messages import NotFound, UsageError, msg
from casectl.core.values.regex import regex
from casectl.render.language import _
from casectl.workspace import Workspace

_DATE = regex(r"\d{4}(?:-\d\d?){0,2}")
_EARLIEST = 1900
_USUAL = msg("write a period like last week, 2026-W48, 2026-11, 2026-Q4, or 2026-11-03 to 2026-11-09")


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
        raise UsageError(
            msg("{text} has not begun yet", text=text), hint=msg("for the last one: --period 'last month'")
        )
    if found := period_between(start, end, context.zone):
        return found
    raise UsageError(
        msg("{text} is not a number of whole days", text=text),
        hint=_USUAL,
    )


def as_of_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """--as-of, as `as_of`."""
    return click.option(
        "--as-of",
        default="",
        metavar=_("COMMIT|DATE"),
        help=_("as recorded at this commit, or by the end of this day"),
    )(function)


def as_of(context: Workspace, text: str) -> AsOf | None:
    """A commit, or else the last one of a day; None for "". Raises NotFound for what is neither."""
    if not text:
        return None
    if not _DATE.fullmatch(text) and (found := as_of_commit(context, text)):
        return found
    try:
        at = context.typed_times.instant(text, DAY_END, past=True)
    except UsageError:
        raise NotFound(
            msg("{name} is neither a commit nor a day", name=text), hint=msg("git log shows the commits")
        ) from None
    return as_of_time(context, at)
