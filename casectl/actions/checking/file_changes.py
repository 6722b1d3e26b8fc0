"""How `check` speaks of what a commit did."""

from __future__ import annotations

from datetime import tzinfo

from casectl.core.history.file_change import FileChange
from casectl.core.time.instants import format_instant
from casectl.core.values.messages import Message, msg

SHORT = 10
"""Characters of a commit's id that people see."""


def in_commit(change: FileChange, zone: tzinfo, what: Message) -> Message:
    """What was done, with the commit that did it."""
    at, commit = format_instant(change.at, zone), change.commit[:SHORT]
    if change.moved_back:
        return msg("{what}: the branch no longer contains commit {commit} by {by}, {at}",
                   what=what, commit=commit, by=change.by, at=at)  # fmt: skip
    return msg("{what} in commit {commit} by {by}, {at}", what=what, commit=commit, by=change.by, at=at)
