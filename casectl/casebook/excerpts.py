"""Reads a case file into the facts that the index keeps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from casectl.core.query.excerpt import Excerpt
from casectl.core.values.errors import CasectlError, Unreadable
from casectl.core.values.messages import Message, msg
from casectl.core.values.value_class import value_class

if TYPE_CHECKING:
    from casectl.core.case.model import Case
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
        """The facts of a case.

        Raises Unreadable with the place of the error, and for a file that is not named after the case: a copy that a
        syncing service made would be counted twice.
        """
        from casectl.core.case.ids import id_of_path
        from casectl.core.query.excerpt import excerpt_of

        case = self._case(path, data)
        if case.id != id_of_path(path):
            raise Unreadable(msg("it holds {id}, and a case's file is named after its id", id=case.id))
        return excerpt_of(case)

    def _case(self, path: str, data: bytes) -> Case:
        from casectl.adapters.yaml import quick as yaml_quick
        from casectl.core.case.compose import read_case
        from casectl.core.values.tree import Source

        tree = yaml_quick.read(data)
        if tree is not None:
            with suppress(Unreadable):  # the strict reader reports the place
                return read_case(Source(path, tree))
        return read_case(self._parse(path, data))

    def trouble(self, row: IndexRow, store: Store) -> Message:
        """Why a file cannot be read, in the user's language: the index keeps only the English reason."""
        try:
            self.facts(row.path, store.read(row.path) or b"")
        except CasectlError as error:
            return error.what
        return msg("{why}", why=row.trouble)
