"""Where a breach is shown: at its place in the file as it is now, as far as that is still there."""

from __future__ import annotations

from contextlib import suppress

from casectl.actions.checking.file_changes import in_commit
from casectl.actions.context import Checking
from casectl.core.case.compose import read_case
from casectl.core.history.file_change import change_of
from casectl.core.history.step import Breach, Side
from casectl.core.values.messages import Finding, Unreadable
from casectl.core.values.tree import Path, Position, Source

_JOURNAL, _ITEM = b"\njournal:\n", b"\n  - "


class Places:
    """The places in the files of a commit, each read when it is first asked for."""

    def __init__(self, context: Checking, head: str) -> None:
        self._context, self._head = context, head
        self._files: dict[str, bytes] = {}
        self._sources: dict[str, Source | None] = {}

    def finding(self, breach: Breach) -> Finding:
        """What is shown of a breach: the commit that did it, and its place now."""
        change = change_of(breach.commit, Side(breach.path, "", ""))
        said = in_commit(change, self._context.zone, breach.what) if breach.commit.committer else breach.what
        return Finding(self._place(breach), breach.code, said, breach.is_note, breach.doers)

    def _place(self, breach: Breach) -> Position:
        if breach.event and (written := self._written(breach)):
            return written
        source = self._source(breach.path)
        if source is None:
            return Position(breach.path)
        block = _block(source, breach.event) if breach.event else ()
        if block is None:
            return Position(breach.path)
        place = source.place(*block, *breach.where)
        return place if place.line else source.place(*block)

    def _written(self, breach: Breach) -> Position | None:
        """The place in an event's block where a journal is written as casectl does, of which only that block is read;
        None where it is not.
        """
        data = self._file(breach.path)
        journal = data.find(_JOURNAL)
        start = data.find(f"\n  - id: {breach.event}\n".encode(), journal) + 1
        if journal < 0 or not start:
            return None
        block = data[start : data.find(_ITEM, start) + 1 or len(data)]
        with suppress(Unreadable):
            place = self._context.documents.read(breach.path, _JOURNAL[1:] + block).place("journal", 0, *breach.where)
            return Position(breach.path, place.line + data.count(b"\n", 0, start) - 1, place.column)
        return None

    def _source(self, path: str) -> Source | None:
        if path not in self._sources:
            self._sources[path] = self._read(path)
        return self._sources[path]

    def _read(self, path: str) -> Source | None:
        data = self._file(path)
        with suppress(Unreadable):
            return self._context.documents.read(path, data) if data else None
        return None

    def _file(self, path: str) -> bytes:
        """What the commit has there; nothing if that is no YAML file."""
        if path not in self._files:
            self._files[path] = (self._context.ledger.blob(path, self._head) or b"") if path.endswith(".yaml") else b""
        return self._files[path]


def _block(source: Source, event: str) -> Path | None:
    """The block of an event in a case's journal; None if it is not there."""
    with suppress(Unreadable):
        for number, each in enumerate(read_case(source).journal):
            if each.id == event:
                return ("journal", number)
    return None
