"""What the index has of the cases, as lists want it; no case is parsed unless its file has changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from casectl.core.query.excerpt import Excerpt, Excerpts
from casectl.core.query.selection import IndexAnswer
from casectl.core.values.messages import CasectlError, Message, msg
from casectl.core.values.tree import Source

if TYPE_CHECKING:
    from casectl.ports.recording import Store


class CaseReader:
    """Reads the case files of `store` into the facts that the index keeps; `parse` is the strict reader."""

    def __init__(self, store: Store, parse: Callable[[str, bytes], Source]) -> None:
        self._store = store
        self._parse = parse

    def facts(self, path: str, data: bytes) -> Mapping[str, object]:
        """The facts of a case. Raises Unreadable with the place of the error."""
        from casectl.casebook.case_files import facts_in

        return facts_in(path, data, self._parse)

    def excerpts(self, found: IndexAnswer) -> Excerpts:
        """The answer of an index that has such facts, with the reason for each file that could not be read."""
        cases = [Excerpt(row.path, row.facts) for row in found.rows if row.facts is not None]
        unreadable = [(row.path, self._trouble(row.path, row.trouble)) for row in found.rows if row.facts is None]
        return Excerpts(cases, unreadable, found.left_out)

    def _trouble(self, path: str, kept: str) -> Message:
        """Why a file cannot be read, in the user's language: the index keeps only the English reason."""
        try:
            self.facts(path, self._store.read(path) or b"")
        except CasectlError as error:
            return error.what
        return msg("{why}", why=kept)
