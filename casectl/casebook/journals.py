"""Reads a case file into the rows of its events."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

from casectl.casebook.case_files import case_in_file
from casectl.core.history.event_rows import JournalRows, journal_rows
from casectl.core.values.tree import Source
from casectl.core.values.value_class import NamedTuple


class JournalReader(NamedTuple):
    """How case files are read into rows: `parse` is the strict reader, `blob_id` gives the id that git has for it."""

    parse: Callable[[str, bytes], Source]
    blob_id: Callable[[bytes], str]

    @classmethod
    def of(cls, parse: Callable[[str, bytes], Source], blob_id: Callable[[bytes], str]) -> Self:
        """The reader, once git has been asked what its ids are made of: other processes that read along cannot."""
        blob_id(b"")
        return cls(parse, blob_id)

    def rows(self, path: str, data: bytes) -> JournalRows:
        """The rows of the case in a file. Raises Unreadable, as `facts_in` does."""
        return journal_rows(case_in_file(path, data, self.parse), self.blob_id(data))
