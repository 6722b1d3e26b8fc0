"""A version of a case that somebody shared and nobody can read: what it was to be, as far as its history says."""

from __future__ import annotations

from contextlib import suppress

from casectl.actions.context import Checking
from casectl.actions.recording.unmarked import unmarked
from casectl.core.case.compose import read_case
from casectl.core.values.errors import Refused, Unreadable


def readable(context: Checking, path: str, data: bytes, commit: str) -> bytes:
    """The content of a case file in a commit, if it can be read.

    Else what the two sides between its marks are together, else the last version before that can be read, so that no
    later work waits for its repair. The content itself where there is none.
    """
    if _is_readable(context, path, data):
        return data
    with suppress(Refused, Unreadable):
        if found := unmarked(context, path, data):
            return found
    blobs = reversed(context.changes.versions(path, [commit]))
    earlier = (each for blob in blobs if (each := context.ledger.by_id(blob)) and _is_readable(context, path, each))
    return next(earlier, data)


def _is_readable(context: Checking, path: str, data: bytes) -> bool:
    with suppress(Unreadable):
        read_case(context.documents.read(path, data))
        return True
    return False
