"""Where a breach is shown: at its place in the file as it is now, as far as that is still there."""

from __future__ import annotations

from contextlib import suppress

from casectl.actions.checking.file_changes import in_commit
from casectl.actions.context import Checking
from casectl.core.case.compose import read_case
from casectl.core.history.breach import Breach
from casectl.core.history.file_change import change_of
from casectl.core.history.step import Side
from casectl.core.values.errors import Unreadable
from casectl.core.values.findings import Finding
from casectl.core.values.tree import Path, Position, Source


class Places:
    """The places in the files of a commit, each read when it is first asked for."""

    def __init__(self, context: Checking, head: str) -> None:
        self._context, self._head = context, head
        self._sources: dict[str, Source | None] = {}

    def finding(self, breach: Breach) -> Finding:
        """What is shown of a breach: the commit that did it, and its place now."""
        change = change_of(breach.commit, Side(breach.path, "", ""))
        said = in_commit(change, self._context.zone, breach.what) if breach.commit.committer else breach.what
        return Finding(self._place(breach), breach.code, said, breach.is_note)

    def _place(self, breach: Breach) -> Position:
        source = self._source(breach.path)
        if source is None:
            return Position(breach.path)
        block = _block(source, breach.event) if breach.event else ()
        if block is None:
            return Position(breach.path)
        place = source.place(*block, *breach.where)
        return place if place.line else source.place(*block)

    def _source(self, path: str) -> Source | None:
        if path not in self._sources:
            self._sources[path] = self._read(path)
        return self._sources[path]

    def _read(self, path: str) -> Source | None:
        data = self._context.ledger.blob(path, self._head) if path.endswith(".yaml") else None
        with suppress(Unreadable):
            return self._context.documents.read(path, data) if data is not None else None
        return None


def _block(source: Source, event: str) -> Path | None:
    """The block of an event in a case's journal; None if it is not there."""
    with suppress(Unreadable):
        for number, each in enumerate(read_case(source).journal):
            if each.id == event:
                return ("journal", number)
    return None
