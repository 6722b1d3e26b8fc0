"""Which commit gave a file the content that it has, or took it away."""

from __future__ import annotations

from datetime import tzinfo

from casectl.actions.checking.file_changes import SHORT
from casectl.actions.context import Cases
from casectl.core.time.instants import format_instant
from casectl.core.values.messages import CasectlError, Message, msg

_MOST = 20
"""How many files are asked about: each takes a git process, and of so many alike no more are shown."""


class LastChanges:
    """Says of files that are wrong which commit made them so, of the first few."""

    def __init__(self, context: Cases, zone: tzinfo) -> None:
        self._context, self._zone, self._left = context, zone, _MOST

    def with_commit(self, path: str, what: Message) -> Message:
        """What is wrong with a file, with the commit that made it so and who committed that; as it is where no commit
        is known to have: the work tree has another content than HEAD, or git cannot say.
        """
        if not self._left:
            return what
        self._left -= 1
        try:
            revisions = self._context.ledger.history(path)
            if not revisions or revisions[-1].cut or self._context.store.read(path) != revisions[-1].after:
                return what
        except CasectlError:
            return what
        last = revisions[-1]
        return msg("{what}, since commit {commit} by {by}, {at}", what=what, commit=last.commit[:SHORT],
                   by=last.committer.name, at=format_instant(last.committed_at, self._zone))  # fmt: skip
