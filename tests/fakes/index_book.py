"""A folder of cases, readers and an impatient index, for the tests of indexes."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from casectl.adapters.files.sealed_file import sealed
from casectl.adapters.files.work_tree import WorkTree
from casectl.adapters.index import column_file
from casectl.adapters.index import scan as index_scan
from casectl.adapters.index.column_file import seed_of
from casectl.adapters.index.columns import IndexedFacts
from casectl.adapters.index.opening import UnindexedFiles
from casectl.adapters.index.read_files import Reader, no_progress
from casectl.adapters.index.sqlite import SqliteIndex
from casectl.core.query.selection import EVERYTHING, IndexRow, Selection
from casectl.core.values.messages import Unreadable, msg
from casectl.ports.recording import Index
from tests.fakes.index import FakeIndex

GRAIN = 0.02
"""Seconds; in place of the real clock's resolution, so that a test need not wait for files to grow old."""


def facts(path: str, data: bytes) -> Mapping[str, object]:
    """A reader whose facts are the content, and that refuses some."""
    if data.startswith(b"bad"):
        raise Unreadable(msg("{file} cannot be read", file=path), hint=msg("mend it"))
    text, name = data.decode(), Path(path).stem.encode(errors="replace").decode()
    return {
        "id": name, "title": text[:40], "template": "plain", "state": "new", "owner": "ada", "team": "",
        "level": 2, "source": "", "first_event": "e1", "next_due": 1_764_032_400, "provisional": False,
        "conflicts": 0, "chasers": 0, "late_entries": 0, "waits": 0, "inspected": 0, "cause": "",
        "owed": [["deadline", "answer", 1_764_032_400, "ada", "", "", "", False, False]], "offer": {},
        "links": [], "fields": [["problem", text]], "text": text,
        "none": None, "pair": (1, "二"),
    }  # fmt: skip


def refuse(path: str, data: bytes) -> Mapping[str, object]:
    """A reader that nobody may ask."""
    raise AssertionError(path)


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seconds become hundredths, and the change of one case in five is little."""
    monkeypatch.setattr(index_scan, "_GRAIN_NS", int(GRAIN * 1e9))
    monkeypatch.setattr(column_file, "_SMALL", 1)


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


def changes(root: Path) -> Path:
    return root / ".git/casectl/index.changes"


def rest(root: Path) -> Path:
    return root / ".git/casectl/index.rest"


def indexed(root: Path, version: str = "1") -> SqliteIndex:
    """The index as a new process would open it."""
    return SqliteIndex(root, database(root), version, no_progress)


def found(
    index: Index | UnindexedFiles, reader: Reader = facts, wanted: Selection = EVERYTHING, folder: str = "cases", *,
    trust_folder_times: bool = False,
) -> list[IndexRow]:  # fmt: skip
    """The rows of an index, each with every fact there is."""
    rows, _ = index.find(folder, reader, wanted, trust_folder_times=trust_folder_times)
    return [row._replace(facts=row.facts.whole()) if isinstance(row.facts, IndexedFacts) else row for row in rows]


def plain(root: Path) -> list[IndexRow]:
    """The rows without any index."""
    return found(FakeIndex(WorkTree(root)))


def warm(root: Path) -> None:
    """Bring the index up to date with files that are no longer young."""
    time.sleep(GRAIN * 2)
    found(indexed(root))


def snapshot(root: Path) -> dict[str, tuple[bytes, int, int]]:
    """Content, time and mode of every case file."""
    paths = WorkTree(root).paths("cases")
    stats = [(root / path).stat() for path in paths]
    return {p: ((root / p).read_bytes(), s.st_mtime_ns, s.st_mode) for p, s in zip(paths, stats, strict=True)}


def run_sql(file: Path, *statements: str) -> None:
    """Change the columns where they are, so that their seal is broken."""
    with closing(sqlite3.connect(file)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def forge(file: Path, *statements: str) -> None:
    """Change the columns as somebody would who knows how they are sealed."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(file.read_bytes()[:-8])
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        data = connection.serialize()
    file.write_bytes(sealed(data, seed_of("1")))


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


def beside(work: Callable[[Path], object]) -> Callable[[Path], object]:
    """What is done to the file beside the columns."""
    return lambda file: work(file.with_name("index.rest"))


def beside_changed(work: Callable[[Path], object]) -> Callable[[Path], object]:
    """What is done to the file of changes, after there was one."""

    def change(file: Path) -> None:
        root = file.parent.parent.parent
        for text in ("first", "second"):  # the title is the same
            put(root / "cases/2026/01/C-2.yaml", f"{'case 2':40}{text}")
            found(indexed(root))
        work(changes(root))

    return change


BREAKAGES: dict[str, Callable[[Path], object]] = {
    "gone": Path.unlink,
    "empty": lambda file: file.write_bytes(b""),
    "garbage": lambda file: file.write_bytes(b"garbage" * 1000),
    "zeros": lambda file: file.write_bytes(bytes(file.stat().st_size)),
    "cut short": cut,
    "a byte more": lambda file: file.write_bytes(file.read_bytes() + b"x"),
    "changed facts": lambda file: run_sql(file, "UPDATE cases SET title = 'fake', owner = 'fake'"),
    "a row short": lambda file: run_sql(file, "DELETE FROM cases WHERE path = (SELECT min(path) FROM cases)"),
    "other table": lambda file: forge(file, "DROP TABLE cases", "CREATE TABLE cases (path, digest)"),
    "trigger": lambda file: forge(file, "CREATE TRIGGER t AFTER INSERT ON stages BEGIN DELETE FROM cases; END"),
    "view": lambda file: forge(file, "ALTER TABLE cases RENAME TO old", "CREATE VIEW cases AS SELECT * FROM old"),
    "one table more": lambda file: forge(file, "CREATE TABLE more (x)"),
    "rest gone": beside(Path.unlink),
    "rest empty": beside(lambda file: file.write_bytes(b"")),
    "rest zeros": beside(lambda file: file.write_bytes(bytes(file.stat().st_size))),
    "rest cut short": beside(cut),
    "rest swapped": beside(lambda file: file.write_bytes(file.read_bytes()[::-1])),
    "rest a folder": beside(replace_by_folder),
    "rest a link": beside(replace_by_link),
    "changes gone": beside_changed(Path.unlink),
    "changes empty": beside_changed(lambda file: file.write_bytes(b"")),
    "changes zeros": beside_changed(lambda file: file.write_bytes(bytes(file.stat().st_size))),
    "changes cut short": beside_changed(cut),
    "changes of other columns": beside_changed(lambda file: file.write_bytes(sealed(file.read_bytes()[:-8], 7))),
    "changes a link": beside_changed(replace_by_link),
    "a folder": replace_by_folder,
    "a link": replace_by_link,
    "a file for a folder": replace_parent_by_file,
}
NOT_REMADE = ("a folder", "a file for a folder", "rest a folder")
"""What cannot be written again."""
