"""Whether what a commit did to a case is mended in the case as it is now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC

from casectl.core.case.compose import drift
from casectl.core.case.model import UNDONE, Case
from casectl.core.history.step import Breach
from casectl.core.history.trail import ValueChange, is_claimed_since, value_of
from casectl.core.law.archiving import came_back
from casectl.core.law.table import RULES

_STAYING = frozenset({"C063", "C069", "H011"})
"""What is wrong with an event as long as it is there: that it is undone mends nothing."""


def is_mended(breach: Breach, now: Case | None, kept: Case | None) -> bool:
    """Whether nothing is left of it: the file can be read, an event is back as it was, a wrong one is undone or gone.

    `kept` is the case as it is `now`, or as it went to the archive, which mends no event.

    What a commit did to fields is mended otherwise: see `are_said`.
    """
    if breach.code in ("C000", "C065"):
        return now is not None
    if breach.code == "C050":
        return now is not None and not drift(now, UTC)
    return bool(breach.event) and not breach.changes and _is_right(breach, kept)


def _is_right(breach: Breach, now: Case | None) -> bool:
    event = now.event(breach.event) if now else None
    if breach.was:
        return event == breach.was
    if breach.code == "H001":  # a commit named an event, and did not record it
        return event is not None
    journal = now.journal if now else ()
    if event and breach.code == RULES["archiving"].code and came_back(journal, event):
        return True
    is_undone = any(each.kind == UNDONE and each.text("undoes") == breach.event for each in journal)
    return event is None or (is_undone and breach.code not in _STAYING)


def are_said(changes: Iterable[ValueChange], after: Case, now: Case) -> bool:
    """Whether an event has said since of each change that the commit made, which left the case as `after`, or it was
    taken back.
    """
    return all(is_claimed_since(each, after, now) or value_of(now, each.name) == each.old for each in changes)
