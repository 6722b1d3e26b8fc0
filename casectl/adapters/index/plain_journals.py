"""The journals of all cases, read from their files each time: where there is no SQLite, or not every file on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from casectl.core.history.event_rows import JournalRows, Wanted
from casectl.core.values.messages import Message, Unreadable
from casectl.ports.recording import Store

RowReader = Callable[[str, bytes], JournalRows]
"""Gives the rows of the case in a file."""


class PlainJournals:
    """The journals of the cases below `folder` in `store`; `reader` gives the rows of a file."""

    def __init__(self, store: Store, folder: str, reader: RowReader) -> None:
        self.unreadable: list[tuple[str, Message]] = []
        self._rows: dict[str, JournalRows] = {}
        for path in store.paths(folder):
            try:
                data = store.read(path)
                if data is not None:
                    self._rows[path] = reader(path, data)
            except Unreadable as error:
                self.unreadable.append((path, error.what))

    def blobs(self) -> Mapping[str, str]:
        """The id that git gives each case file, by path."""
        return {path: rows.case.blob for path, rows in self._rows.items()}

    def with_events(self, wanted: Wanted) -> set[str]:
        """The paths of the cases with an event that is wanted."""
        return {path for path, rows in self._rows.items() if any(map(wanted.matches, rows.events))}

    def of(self, paths: Iterable[str] | None = None) -> Iterator[JournalRows]:
        """These cases, or all, each with its events, in any order."""
        chosen = self._rows.keys() if paths is None else {*paths}
        return (rows for path, rows in self._rows.items() if path in chosen)

    def lives(self, since: int) -> Iterator[tuple[str, str]]:
        """Path and life of each case that is open, or of which something counted at that time or later; by path."""
        cases = ((path, rows.case) for path, rows in sorted(self._rows.items()))
        return ((path, case.life) for path, case in cases if case.closed_at is None or case.last_at >= since)

    def received(self, since: int) -> Iterator[tuple[str, tuple[str, int, str, str]]]:
        """Path, and id, time of receipt, customer and template, of each case received at that time or later."""
        cases = ((path, rows.case) for path, rows in self._rows.items() if rows.case.received_at >= since)
        return ((path, (case.id, case.received_at, case.customer, case.template)) for path, case in cases)
