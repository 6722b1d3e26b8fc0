"""Whoever records something is told that others have not seen it for long, where the settings want that."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.actions.context import Recording
from casectl.core.time.durations import span
from casectl.core.time.instants import elapsed
from casectl.core.values.messages import Message, msg


def long_unsynced(context: Recording) -> Iterator[Message]:
    """A note if the last sync is longer ago than ``sync: warn_after`` says; the network is not asked."""
    most = context.casebook.sync.warn_after
    if most is None:
        return
    last = context.ledger.synced_at()
    if last is None:
        yield msg("this clone was never synced; casectl sync shares what is recorded here")
    elif (since := elapsed(last, context.now)) > most:
        yield msg("the last casectl sync was {length} ago; it shares what is recorded here", length=span(since))
