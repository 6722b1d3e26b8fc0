"""Whether the index's file is intact. It holds only derived data, so a damaged one is deleted."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from casectl.adapters.files.sealed_file import is_whole
from casectl.adapters.index.column_file import changes_file
from casectl.adapters.index.sqlite import delete_index, index_files
from casectl.core.checks.health import Fact, Problem
from casectl.core.values.messages import Value, msg, reason_of


def index(file: Path, fix: bool) -> Iterator[Fact | Problem]:
    """The index's size, and whether it is as it was written; with `fix`, a damaged one is deleted."""
    yield Fact(msg("SQLite"), sqlite3.sqlite_version)
    if foreign := [each for each in index_files(file) if os.path.lexists(each) and not _is_plain(each)]:
        yield _damaged(file, fix, msg("{path} was not made by casectl", path=str(foreign[0])))
    else:
        if file.is_file():
            yield Fact(msg("index"), f"{file} ({file.stat().st_size >> 10} KiB)")
        if reason := _damage(file) or _damage(changes_file(file)):
            yield _damaged(file, fix, reason)


def _damaged(file: Path, fix: bool, reason: Value) -> Problem:
    if fix:
        delete_index(file)
    fixed = fix and not any(map(os.path.lexists, index_files(file)))
    return Problem(
        "index-file",
        msg("{file} is damaged: {reason}", file=str(file), reason=reason),
        None if fixed else msg("the next list rebuilds it, or casectl doctor --fix deletes it"),
        fixed,
    )


def _is_plain(file: Path) -> bool:
    return file.is_file() and not file.is_symlink()


def _damage(file: Path) -> Value | None:
    try:
        return (
            None if not file.exists() or is_whole(file.read_bytes()) else msg("its content is not what casectl wrote")
        )
    except OSError as error:
        return reason_of(error)
