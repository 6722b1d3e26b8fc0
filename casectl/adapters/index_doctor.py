"""Whether the index's file is sound. It holds nothing that the cases do not, so a damaged one is thrown away."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from casectl.core.health import Fact, Trouble
from casectl.core.messages import msg


def index(file: Path, mend: bool) -> Iterator[Fact | Trouble]:
    """The index's size, and whether SQLite finds a fault in it."""
    yield Fact(msg("SQLite"), sqlite3.sqlite_version)
    if not file.is_file():
        return
    yield Fact(msg("index"), f"{file} ({file.stat().st_size >> 10} KiB)")
    reason = _fault(file)
    if reason:
        if mend:
            file.unlink(missing_ok=True)
        yield Trouble(
            "index-file",
            msg("{file} is damaged: {reason}", file=str(file), reason=reason),
            None if mend else msg("the next list makes it anew, or casectl doctor --fix takes it away"),
            mend,
        )


def _fault(file: Path) -> str:
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, timeout=1)) as database:
            database.execute("PRAGMA trusted_schema = OFF")
            (said,) = database.execute("PRAGMA quick_check(1)").fetchone()
    except (sqlite3.Error, ValueError) as error:
        return type(error).__name__ if isinstance(error, ValueError) else str(error)
    return "" if said == "ok" else str(said)
