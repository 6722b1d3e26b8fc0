"""A folder of cases, readers and an impatient index, for the tests of indexes."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from casectl.adapters.files.work_tree import WorkTree
from casectl.adapters.index import file as index_file
from casectl.adapters.index import scan as index_scan
from casectl.adapters.index.read_files import ColumnsOf, no_columns
from casectl.adapters.index.sqlite import SqliteIndex
from casectl.core.values.errors import Unreadable
from casectl.core.values.messages import msg
from casectl.ports import IndexRow
from tests.fakes.index import FakeIndex

GRAIN = 0.02
"""Seconds; replaces the real clock's granularity, so that a test need not wait for files to age."""


def facts(path: str, data: bytes) -> Mapping[str, object]:
    """A reader whose facts are the content, and that refuses some."""
    if data.startswith(b"bad"):
        raise Unreadable(msg("{file} cannot be read", file=path), hint=msg("mend it"))
    return {"path": path, "text": data.decode(), "due": [["a", "b"]], "none": None, "pair": (1, "二")}


def refuse(path: str, data: bytes) -> Mapping[str, object]:
    """A reader that must not be called."""
    raise AssertionError(path)


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seconds become hundredths."""
    monkeypatch.setattr(index_scan, "_GRAIN_NS", int(GRAIN * 1e9))
    monkeypatch.setattr(index_file, "_WAIT_SECONDS", 0.01)


@pytest.fixture(name="root")
def five_cases(tmp_path: Path) -> Path:
    """A folder with five cases, and with files that are none."""
    for number in range(5):
        put(tmp_path / f"cases/2026/{number % 2 + 1:02}/C-{number}.yaml", f"case {number}")
    (tmp_path / ".git").mkdir()
    put(tmp_path / "cases/2026/01/notes.txt", "no case")
    put(tmp_path / "cases/2026/01/.C-9.yaml", "hidden")
    put(tmp_path / "cases/.hidden/C-9.yaml", "hidden")
    put(tmp_path / "templates/complaint.yaml", "elsewhere")
    return tmp_path


def put(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def database(root: Path) -> Path:
    return root / ".git/casectl/index.sqlite3"


def indexed(root: Path, version: str = "1", cells: ColumnsOf = no_columns) -> SqliteIndex:
    """The index as a new process would open it."""
    return SqliteIndex(root, database(root), version, cells)


def plain(root: Path) -> list[IndexRow]:
    """The rows without any index."""
    return FakeIndex(WorkTree(root)).rows("cases", facts)


def warm(root: Path) -> None:
    """Update the index when its files are no longer young."""
    time.sleep(GRAIN * 2)
    indexed(root).rows("cases", facts)


def snapshot(root: Path) -> dict[str, tuple[bytes, int, int]]:
    """Content, time and mode of every case file."""
    paths = WorkTree(root).paths("cases")
    stats = [(root / path).stat() for path in paths]
    return {p: ((root / p).read_bytes(), s.st_mtime_ns, s.st_mode) for p, s in zip(paths, stats, strict=True)}


def run_sql(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def replace_by_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def replace_by_link(file: Path) -> None:
    shutil.move(file, file.with_name("target"))
    file.symlink_to("target")


def replace_parent_by_file(file: Path) -> None:
    shutil.rmtree(file.parent)
    file.parent.write_text("in the way")


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


FAKED = "UPDATE facts SET line = CAST(replace(CAST(line AS TEXT), 'case', 'fake') AS BLOB)"

BREAKAGES: dict[str, Callable[[Path], object]] = {
    "gone": Path.unlink,
    "empty": lambda file: file.write_bytes(b""),
    "garbage": lambda file: file.write_bytes(b"garbage" * 1000),
    "zeros": lambda file: file.write_bytes(bytes(file.stat().st_size)),
    "cut short": cut,
    "newer": lambda file: run_sql(file, "PRAGMA user_version = 99"),
    "another program's": lambda file: run_sql(file, "PRAGMA application_id = 7"),
    "other table": lambda file: run_sql(file, "DROP TABLE facts", "CREATE TABLE facts (path, line)"),
    "trigger": lambda file: run_sql(
        file, "CREATE TRIGGER t AFTER INSERT ON facts BEGIN DELETE FROM facts WHERE path <> new.path; END"
    ),
    "view": lambda file: run_sql(
        file, "ALTER TABLE facts RENAME TO old", "CREATE VIEW facts AS SELECT path, x'5B5D' AS line, seal FROM old"
    ),
    "forged facts": lambda file: run_sql(file, FAKED),
    "no blobs": lambda file: run_sql(file, "UPDATE facts SET line = 7"),
    "a line short": lambda file: run_sql(file, "DELETE FROM facts WHERE path = (SELECT min(path) FROM facts)"),
    "swapped paths": lambda file: run_sql(
        file,
        "UPDATE facts SET path = CAST('x' AS BLOB) WHERE path = (SELECT min(path) FROM facts)",
        "UPDATE facts SET path = CAST('cases/2026/01/C-0.yaml' AS BLOB) WHERE path = (SELECT max(path) FROM facts"
        " WHERE path <> CAST('x' AS BLOB))",
    ),
    "a folder": replace_by_folder,
    "a link": replace_by_link,
    "a file for a folder": replace_parent_by_file,
}
CANNOT_BE_MENDED = ("a folder", "a file for a folder")
