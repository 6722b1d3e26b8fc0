"""Rows of another system's table, as text, before they are interpreted, and its columns, as mappings name them.

``#3`` is the third column. A column without a name, or with a name that another one has too, can be named in no other
way; such columns may be there, and a mapping that does not read them need not mention them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field

from casectl.core.values.messages import Message, UsageError, msg
from casectl.core.values.regex import regex
from casectl.core.values.value_class import value_class

_POSITION = regex(r"#([1-9]\d{0,4})", re.ASCII)
LINE, REASON, RAW = "_line", "_reason", "_raw"
"""The columns that a file of rejected rows has at its end."""
ADDED = (LINE, REASON, RAW)


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


def keys_of(names: Sequence[str]) -> list[str]:
    """The key of each column in a row's cells: its name, or its position where the name is missing or not unique."""
    counts = Counter(names)
    return [
        name if name and counts[name] == 1 and not _POSITION.fullmatch(name) else f"#{number}"
        for number, name in enumerate(names, 1)
    ]


def key_at(column: str, keys: Sequence[str]) -> str:
    """The key that a mapping's `column` means: that of the position it gives, else the column itself."""
    match = _POSITION.fullmatch(column)
    return keys[int(match[1]) - 1] if match and int(match[1]) <= len(keys) else column


def ambiguous(column: str, names: Sequence[str]) -> Message | None:
    """That several columns have this name, with their positions; None if at most one has it."""
    found = ["{#" + str(number) + "}" for number, name in enumerate(names, 1) if name == column]
    if len(found) < 2:
        return None
    return msg("several columns are called {column}; give the position of the one that you mean: {positions}",
               column=column, positions=found)  # fmt: skip
