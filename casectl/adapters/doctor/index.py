"""Whether the index's file is intact. It holds only derived data, so a damaged one is deleted.

A link, or an index with journals next to it, is not opened: SQLite would follow them, or block.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from casectl.adapters.index.file import delete_index, journals
from casectl.core.checks.health import Fact, Problem
from casectl.core.values.messages import Message, msg


def index(file: Path, fix: bool) -> Iterator[Fact | Problem]:
    """The index's size, and whether SQLite finds an error in it; with `fix`, a damaged one is deleted."""
    yield Fact(msg("SQLite"), sqlite3.sqlite_version)
    if foreign := [*([file] if file.is_symlink() else []), *journals(file)]:
        yield _damaged(file, fix, msg("{path} was not made by casectl", path=str(foreign[0])))
    elif file.is_file():
        yield Fact(msg("index"), f"{file} ({file.stat().st_size >> 10} KiB)")
        if reason := _sqlite_error(file):
            yield _damaged(file, fix, reason)


def _damaged(file: Path, fix: bool, reason: Message | str) -> Problem:
    if fix:
        delete_index(file)
    fixed = fix and not (os.path.lexists(file) or journals(file))
    return Problem(
        "index-file",
        msg("{file} is damaged: {reason}", file=str(file), reason=reason),
        None if fixed else msg("the next list makes it anew, or casectl doctor --fix takes it away"),
        fixed,
    )


def _sqlite_error(file: Path) -> str:
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, timeout=1)) as database:
            database.execute("PRAGMA trusted_schema = OFF")
            (said,) = database.execute("PRAGMA quick_check(1)").fetchone()
    except (sqlite3.Error, ValueError) as error:
        return type(error).__name__ if isinstance(error, ValueError) else str(error)
    return "" if said == "ok" else str(said)
