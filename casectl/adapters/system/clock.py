"""The present instant: the machine's clock, or the instant in ``CASECTL_NOW``."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from casectl.core.time.instants import parse_instant
from casectl.core.values.messages import UsageError, msg


def machine_now() -> datetime:
    """The instant that the machine's clock shows, in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def is_moved() -> bool:
    """Whether the present is what ``CASECTL_NOW`` says."""
    return bool(os.environ.get("CASECTL_NOW"))


def now() -> datetime:
    """The present instant in UTC, to the second.

    Raises UsageError if ``CASECTL_NOW`` is set and is not an instant with an offset.
    """
    given = os.environ.get("CASECTL_NOW", "")
    if not given:
        return machine_now()
    try:
        return parse_instant(given).astimezone(UTC)
    except UsageError as error:
        raise UsageError(msg("CASECTL_NOW cannot be used: {why}", why=error.what), hint=error.hint) from None
