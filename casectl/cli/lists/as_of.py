"""--as-of: what was known at a commit, or by the end of a day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from casectl.actions.lookup.lives import AsOf, as_of_commit, as_of_time
from casectl.core.time.typed_time import DAY_END
from casectl.core.values.errors import NotFound, UsageError
from casectl.core.values.messages import msg
from casectl.core.values.regex import regex
from casectl.render.language import _
from casectl.workspace import Workspace

_DATE = regex(r"\d{4}(?:-\d\d?){0,2}")


def as_of_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """--as-of, as `as_of`."""
    return click.option(
        "--as-of",
        default="",
        metavar=_("COMMIT|DATE"),
        help=_("as was recorded in this commit, or by the end of this day"),
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
