"""Cases in the index's columns, without files."""

from __future__ import annotations

import os
from collections.abc import Sequence

from casectl.adapters.index.column_file import Columns
from casectl.adapters.index.columns import cells_of, owed_of
from casectl.adapters.index.rest_file import NOWHERE
from casectl.core.query.clause import Clause
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.model import Category
from casectl.core.query.selection import Selection


def selected(wanted: Selection, cases: Sequence[Excerpt]) -> list[int]:
    """The places of the cases that SQLite finds, in the order in which it finds them."""
    columns = Columns()
    for number, case in enumerate(cases):
        columns.put(f"cases/{number:04}", NOWHERE, cells_of(b"", case.raw), owed_of(case.raw))
    rows, _ = columns.select("cases", wanted)
    return [int(os.fsdecode(row[0])[-4:]) for row in rows]


def met(clause: Clause, cases: Sequence[Excerpt], category: Category) -> set[int]:
    """The places of the cases that SQLite finds by a clause."""
    return {*selected(Selection(clause, category=category), cases)}
