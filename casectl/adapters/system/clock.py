"""The present instant: the machine's clock, or the instant in ``CASECTL_NOW``."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from casectl.core.time.instants import parse_instant
from casectl.core.values.errors import UsageError
from casectl.core.values.messages import msg


def now() -> datetime:
    """The present instant in UTC, to the second.

    Raises UsageError if ``CASECTL_NOW`` is set and is not an instant with an offset.
    """
    given = os.environ.get("CASECTL_NOW", "")
    if not given:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return parse_instant(given).astimezone(UTC)
    except UsageError as error:
        raise UsageError(msg("CASECTL_NOW cannot be used: {why}", why=error.what), hint=error.hint) from None
