"""The SQLite index reads what changed and nothing else, and keeps it private."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from casectl.adapters import sqlite_index
from casectl.ports import Row
from tests.fakes.index_desk import database, facts, five_cases, indexed, plain, put, refuse, short_waits, warm  # noqa: F401 (fixtures)

if TYPE_CHECKING:
    import pytest


def test_unchanged_files_are_not_read_again(root: Path) -> None:
    warm(root)
    assert indexed(root).rows("cases", refuse) == plain(root)


def test_only_the_changed_file_is_read(root: Path) -> None:
    put(root / "cases/2026/02/C-1.yaml", "bad")
    warm(root)
    put(root / "cases/2026/01/C-4.yaml", "changed")
    asked: list[str] = []

    def reader(path: str, data: bytes) -> Mapping[str, object]:
        asked.append(path)
        return facts(path, data)

    assert indexed(root).rows("cases", reader) == plain(root)
    assert asked == ["cases/2026/01/C-4.yaml"]


def test_a_file_only_touched_is_known_by_its_content(root: Path) -> None:
    warm(root)
    os.utime(root / "cases/2026/01/C-4.yaml", ns=(1, 1))
    assert indexed(root).rows("cases", refuse) == plain(root)


def test_a_file_as_young_as_its_entry_is_known_by_its_content(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock so coarse that a second write leaves every stamp as it was."""
    now = time.time_ns()
    monkeypatch.setattr(sqlite_index, "_GRAIN_NS", 10**12)
    monkeypatch.setattr(sqlite_index, "_stamp", lambda found: [now, now, found.st_size, found.st_ino])
    indexed(root).rows("cases", facts)
    put(root / "cases/2026/01/C-0.yaml", "case Y")
    assert indexed(root).rows("cases", facts) == plain(root)


def test_facts_of_another_version_are_read_anew(root: Path) -> None:
    warm(root)
    rows = indexed(root, "2").rows("cases", lambda path, _: {"new": path})
    assert all(row.facts == {"new": row.path} for row in rows)
    assert indexed(root, "2").rows("cases", refuse) == rows


def test_the_file_and_its_folder_are_private(root: Path) -> None:
    indexed(root).rows("cases", facts)
    assert database(root).stat().st_mode & 0o777 == 0o600
    assert database(root).parent.stat().st_mode & 0o777 == 0o700


def test_nothing_of_a_removed_case_stays_in_the_file(root: Path) -> None:
    put(root / "cases/2026/01/C-0.yaml", "a most private complaint")
    warm(root)
    assert b"a most private complaint" in database(root).read_bytes()
    (root / "cases/2026/01/C-0.yaml").unlink()
    indexed(root).rows("cases", facts)
    assert b"a most private complaint" not in database(root).read_bytes()


def test_a_name_that_is_no_utf_8_has_its_row_and_its_entry(root: Path) -> None:
    put(root / "cases" / os.fsdecode(b"C-\xff.yaml"), "odd name")
    warm(root)
    texts = [row.facts["text"] for row in indexed(root).rows("cases", refuse) if row.facts]
    assert texts == ["case 0", "case 2", "case 4", "case 1", "case 3", "odd name"]


def test_a_file_that_refuses_to_be_opened_is_a_row_until_it_can_be(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(path: Path) -> tuple[bytes, list[int]]:
        raise PermissionError(13, "Permission denied", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(sqlite_index, "_content", denied)
        rows = indexed(root).rows("cases", facts)
    assert [row.trouble for row in rows] == [f"{row.path} cannot be read: Permission denied" for row in rows]
    assert indexed(root).rows("cases", facts) == plain(root)


def test_a_folder_that_cannot_be_listed_is_never_passed_over(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.scandir

    def scandir(path: Path) -> Iterator[os.DirEntry[str]]:
        if str(path).endswith("02"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    rows = indexed(root).rows("cases", facts)
    assert rows[-1] == Row("cases/2026/02", None, "cases/2026/02 cannot be read: Permission denied")
    assert len(rows) == 4


def test_a_linked_folder_of_cases_is_told_and_not_entered(root: Path) -> None:
    (root / "away").symlink_to("cases")
    assert [row.facts for row in indexed(root).rows("away", refuse)] == [None]


def test_without_sqlite_every_file_is_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "casectl.adapters.index_file", None)
    assert indexed(root).rows("cases", facts) == plain(root)
    assert not database(root).exists()
