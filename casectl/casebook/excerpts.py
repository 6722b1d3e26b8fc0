"""What the index knows of the cases, and why it knows nothing of some."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from casectl.core.query.excerpt import Excerpt
from casectl.core.values.errors import CasectlError
from casectl.core.values.messages import Message, msg
from casectl.core.values.value_class import value_class

if TYPE_CHECKING:
    from casectl.core.query.selection import IndexRow
    from casectl.ports import Store

Facts = Callable[[str, bytes], Mapping[str, object]]
"""Reads a case file into the facts that the index keeps."""


@value_class
class Listed:
    """The facts of the cases found, path and reason of each file that could not be read, how many a limit left out."""

    cases: list[Excerpt]
    unreadable: list[tuple[str, Message]]
    left_out: int = 0


def trouble(row: IndexRow, store: Store, facts: Facts) -> Message:
    """Why `facts` cannot read a file, in the user's language: the index keeps only the English reason."""
    try:
        facts(row.path, store.read(row.path) or b"")
    except CasectlError as error:
        return error.what
    return msg("{why}", why=row.trouble)
