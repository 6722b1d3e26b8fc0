"""A row of another system's table, as text, before it is interpreted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from casectl.core.values.messages import Message, UsageError
from casectl.core.values.value_class import value_class


@value_class
class RawRow:
    """A complete row: `line` is the line of the file on which it starts (in a workbook: the row's number)."""

    line: int
    cells: Mapping[str, str]


@value_class
class BadRow:
    """A row that cannot be read: the reason, and its text."""

    line: int
    reason: Message
    raw: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)


Row = RawRow | BadRow


class RowError(UsageError):
    """Why a case cannot be made, where it is known which of its rows is to blame: the one on `line`."""

    def __init__(self, what: Message, line: int) -> None:
        super().__init__(what)
        self.line = line
