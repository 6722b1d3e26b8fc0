"""Whoever records something is told that others have not seen it for long, where the settings want that."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

from casectl.actions.context import Recording
from casectl.core.time.durations import span
from casectl.core.time.instants import elapsed
from casectl.core.values.errors import CasectlError
from casectl.core.values.messages import Message, msg


def long_unsynced(context: Recording) -> Iterator[Message]:
    """A note if the last sync is longer ago than ``sync: warn_after`` says; the network is not asked."""
    with suppress(CasectlError):  # settings that are not committed yet: what is recorded may be just these
        most = context.casebook.sync.warn_after
        if most is not None:
            yield from _longer_than(context, most)


def _longer_than(context: Recording, most: timedelta) -> Iterator[Message]:
    last = context.ledger.synced_at()
    if last is None:
        yield msg("this clone was never synced; casectl sync shares what is recorded here")
    elif (since := elapsed(last, context.now)) > most:
        yield msg("the last casectl sync was {length} ago; it shares what is recorded here", length=span(since))
