"""Where in a rule file a change begins, to be shown there."""

from __future__ import annotations

from contextlib import suppress

from casectl.actions.context import Checking
from casectl.core.history.file_change import FileChange
from casectl.core.values.messages import Unreadable
from casectl.core.values.tree import Path, Tree, leaves


def changed_place(context: Checking, change: FileChange) -> Path:
    """The first value that a change gave the file, or else that it took away, the version last, which tells nothing;
    () where one cannot be read.
    """
    with suppress(Unreadable):
        before, after = (dict(leaves(_tree(context, change.path, each))) for each in (change.before, change.after))
        new = [path for path, text in after.items() if before.get(path) != text]
        return min((*new, *(path for path in before if path not in after)), key=_is_version, default=())
    return ()


def _is_version(path: Path) -> bool:
    return path == ("version",)


def _tree(context: Checking, path: str, blob: str) -> Tree:
    data = context.ledger.by_id(blob) if blob else None
    return context.documents.read(path, data).tree if data is not None else {}
