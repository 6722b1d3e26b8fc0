"""Reads a case file into the facts that the index keeps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from casectl.core.query.excerpt import Excerpt
from casectl.core.values.errors import CasectlError
from casectl.core.values.messages import Message, msg
from casectl.core.values.value_class import value_class

if TYPE_CHECKING:
    from casectl.core.query.selection import IndexRow
    from casectl.core.values.tree import Source
    from casectl.ports import Store


@value_class
class Listed:
    """The facts of the cases found, path and reason of each file that could not be read, how many a limit left out."""

    cases: list[Excerpt]
    unreadable: list[tuple[str, Message]]
    left_out: int = 0


class ExcerptReader:
    """Reads cases: quickly if in casectl's own layout, else by `parse`, the strict reader."""

    def __init__(self, parse: Callable[[str, bytes], Source]) -> None:
        self._parse = parse

    def facts(self, path: str, data: bytes) -> Mapping[str, object]:
        """The facts of a case. Raises Unreadable as `facts_in` does."""
        from casectl.casebook.case_files import facts_in  # lists of cases that have not changed read none

        return facts_in(path, data, self._parse)

    def trouble(self, row: IndexRow, store: Store) -> Message:
        """Why a file cannot be read, in the user's language: the index keeps only the English reason."""
        try:
            self.facts(row.path, store.read(row.path) or b"")
        except CasectlError as error:
            return error.what
        return msg("{why}", why=row.trouble)
