"""The columns of a table, as mappings name them: by their names, or by their positions.

``#3`` is the third column. A column without a name, or with a name that another one has too, can be named in no other
way; such columns may be there, and a mapping that does not read them need not mention them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from casectl.core.values.messages import Message, msg
from casectl.core.values.regex import regex

_POSITION = regex(r"#([1-9]\d{0,4})", re.ASCII)

LINE, REASON, RAW = "_line", "_reason", "_raw"
"""The columns that a file of rejected rows has at its end."""
ADDED = (LINE, REASON, RAW)


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
    return msg("several columns are called {column}; name one by its position: {positions}",
               column=column, positions=found)  # fmt: skip
