"""The SQLite index reads what changed and nothing else, and keeps it private."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from casectl.adapters.index import file as index_file
from casectl.adapters.index import read_files
from casectl.adapters.index import scan as index_scan
from casectl.adapters.index import sqlite as sqlite_index
from casectl.adapters.index.sqlite import SqliteIndex
from casectl.core.query.columns import IndexColumns
from casectl.ports import IndexRow
from tests.fakes.index_book import (  # noqa: F401 (fixtures)
    database,
    facts,
    five_cases,
    indexed,
    plain,
    put,
    refuse,
    run_sql,
    short_waits,
    warm,
)

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
    monkeypatch.setattr(index_scan, "_GRAIN_NS", 10**19)
    monkeypatch.setattr(index_scan, "_stat_fields", lambda found: (found.st_size, found.st_ino))
    indexed(root).rows("cases", facts)
    put(root / "cases/2026/01/C-0.yaml", "case Y")
    assert indexed(root).rows("cases", facts) == plain(root)


def test_at_a_glance_only_a_folder_with_other_names_is_looked_into(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    warm(root)
    looked_into: list[str] = []

    def noted(path: Path) -> index_scan.FolderListing:
        looked_into.append(path.relative_to(root).as_posix())
        return index_scan.listing(path)

    def glance() -> list[IndexRow]:
        looked_into.clear()
        return indexed(root).rows("cases", facts, trust_folder_times=True)

    before = plain(root)
    put(root / "cases/2026/01/C-4.yaml", "edited in place")
    monkeypatch.setattr(sqlite_index, "listing", noted)
    assert glance() == before
    assert not looked_into

    put(root / "cases/2026/02/new", "case 3 in another file, as git and we write it")
    (root / "cases/2026/02/new").replace(root / "cases/2026/02/C-3.yaml")
    replaced = glance()[-1].facts
    assert replaced
    assert replaced["text"] == "case 3 in another file, as git and we write it"
    assert looked_into == ["cases/2026/02"]
    (root / "cases/2026/02/C-1.yaml").unlink()
    put(root / "cases/2027/01/C-8.yaml", "in a new folder")
    assert [row.path[-8:-5] for row in glance()] == ["C-0", "C-2", "C-4", "C-3", "C-8"]
    assert indexed(root).rows("cases", facts) == plain(root)


def test_a_folder_that_was_young_is_known_at_a_glance_after_the_next_list(root: Path) -> None:
    indexed(root).rows("cases", facts)
    warm(root)
    assert all(page.own for page in index_file.IndexFile(database(root), "1").pages().values())


def test_facts_of_another_version_are_read_again(root: Path) -> None:
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
    def denied(path: Path) -> index_scan.FileContent:
        raise PermissionError(13, "Permission denied", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(read_files, "content", denied)
        rows = indexed(root).rows("cases", facts)
    assert [row.trouble for row in rows] == [f"{row.path} cannot be read: Permission denied" for row in rows]
    assert indexed(root).rows("cases", facts) == plain(root)


def test_a_folder_that_cannot_be_listed_is_never_passed_over(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(path: Path) -> index_scan.FolderListing:
        if path.name == "02":
            raise PermissionError(13, "Permission denied", str(path))
        return index_scan.listing(path)

    monkeypatch.setattr(sqlite_index, "listing", denied)
    rows = indexed(root).rows("cases", facts)
    assert rows[-1] == IndexRow("cases/2026/02", None, "cases/2026/02 cannot be read: Permission denied")
    assert len(rows) == 4


def test_a_linked_folder_of_cases_is_reported_and_not_entered(root: Path) -> None:
    (root / "away").symlink_to("cases")
    assert [row.facts for row in indexed(root).rows("away", refuse)] == [None]


def test_without_sqlite_every_file_is_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "casectl.adapters.index.file", None)
    assert indexed(root).rows("cases", facts) == plain(root)
    assert not database(root).exists()


def test_rows_outside_the_choice_are_left_out_and_troubles_never_are(root: Path) -> None:
    put(root / "cases/2026/02/C-1.yaml", "bad")
    index = indexed(root, cells=lambda found: IndexColumns({"text": str(found["text"])}, {}))
    index.rows("cases", facts)
    for _ in range(2):
        rows = index.rows("cases", facts, lambda sheet: sheet.among("text", "case 2".__eq__) or 0)
        assert [row.path for row in rows] == ["cases/2026/01/C-2.yaml", "cases/2026/02/C-1.yaml"]
        put(root / "cases/2026/01/C-0.yaml", "changed")


def test_very_many_changed_files_are_read_by_several_processes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows are the same, and progress is reported."""
    monkeypatch.setattr(read_files, "_MANY", 3)
    monkeypatch.setattr(read_files, "_BATCH", 2)
    told: list[tuple[int, int]] = []
    index = SqliteIndex(root, database(root), "1", progress=lambda done, total: told.append((done, total)))
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # the test runner has threads
        assert index.rows("cases", facts) == plain(root)
    assert told[-1] == (5, 5)


def test_a_line_that_is_lost_is_read_again_and_kept(root: Path) -> None:
    warm(root)
    run_sql(database(root), "DELETE FROM facts WHERE path = (SELECT min(path) FROM facts)")
    assert indexed(root).rows("cases", facts) == plain(root)
    assert indexed(root).rows("cases", refuse) == plain(root)
