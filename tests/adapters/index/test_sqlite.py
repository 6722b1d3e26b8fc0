"""The SQLite index reads what changed and nothing else, and keeps it private."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import pytest

from casectl.adapters.index import read_files
from casectl.adapters.index import scan as index_scan
from casectl.adapters.index import walk as index_walk
from casectl.adapters.index.column_file import ColumnFile, seed_of
from casectl.adapters.index.columns import IndexedFacts
from casectl.adapters.index.opening import UnindexedFiles, open_index
from casectl.adapters.index.sqlite import SqliteIndex
from casectl.core.query.clause import Clause
from casectl.core.query.prefilter import HasAll
from casectl.core.query.selection import IndexRow, Selection
from tests.fakes.index_book import (  # noqa: F401 (fixtures)
    database,
    facts,
    five_cases,
    found,
    indexed,
    plain,
    put,
    refuse,
    rest,
    short_waits,
    warm,
)


def test_unchanged_files_are_not_read_again(root: Path) -> None:
    warm(root)
    assert found(indexed(root), refuse) == plain(root)


def test_only_the_changed_file_is_read(root: Path) -> None:
    put(root / "cases/2026/02/C-1.yaml", "bad")
    warm(root)
    put(root / "cases/2026/01/C-4.yaml", "changed")
    asked: list[str] = []

    def reader(path: str, data: bytes) -> Mapping[str, object]:
        asked.append(path)
        return facts(path, data)

    assert found(indexed(root), reader) == plain(root)
    assert asked == ["cases/2026/01/C-4.yaml"]


def test_a_file_only_touched_is_known_by_its_content(root: Path) -> None:
    warm(root)
    os.utime(root / "cases/2026/01/C-4.yaml", ns=(1, 1))
    assert found(indexed(root), refuse) == plain(root)


def test_a_file_as_young_as_its_entry_is_known_by_its_content(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock so coarse that a second write leaves every stamp as it was."""
    monkeypatch.setattr(index_scan, "_GRAIN_NS", 10**19)
    monkeypatch.setattr(index_scan, "_marks", lambda found: (found.st_size, found.st_ino))
    found(indexed(root))
    put(root / "cases/2026/01/C-0.yaml", "case Y")
    assert found(indexed(root)) == plain(root)


def test_at_a_glance_only_a_folder_with_other_names_is_looked_into(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    warm(root)
    looked_into: list[str] = []

    def noted(path: Path) -> index_scan.FolderListing:
        looked_into.append(path.relative_to(root).as_posix())
        return index_scan.listing(path)

    def glance() -> list[IndexRow]:
        looked_into.clear()
        return found(indexed(root), trust_folder_times=True)

    before = plain(root)
    put(root / "cases/2026/01/C-4.yaml", "edited in place")
    monkeypatch.setattr(index_walk, "listing", noted)
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
    assert found(indexed(root)) == plain(root)


def test_a_folder_that_was_young_is_known_trust_folder_times_after_the_next_list(root: Path) -> None:
    found(indexed(root))
    warm(root)
    kept = ColumnFile(database(root), seed_of("1")).load()
    assert kept
    assert all(page.own for page in kept.pages().values())


def test_facts_of_another_version_are_read_again(root: Path) -> None:
    warm(root)
    rows = found(indexed(root, "2"), lambda path, data: {**facts(path, data), "title": f"new {path}"})
    assert all(row.facts and row.facts["title"] == f"new {row.path}" for row in rows)
    assert found(indexed(root, "2"), refuse) == rows


def test_the_file_and_its_folder_are_private(root: Path) -> None:
    found(indexed(root))
    assert database(root).stat().st_mode & 0o777 == 0o600
    assert rest(root).stat().st_mode & 0o777 == 0o600
    assert {file.name for file in database(root).parent.iterdir()} <= {"index.sqlite3", "index.changes", "index.rest"}
    assert database(root).parent.stat().st_mode & 0o777 == 0o700


def test_nothing_of_a_removed_case_stays_in_the_file(root: Path) -> None:
    put(root / "cases/2026/01/C-0.yaml", "a most private complaint")
    warm(root)
    files = (database(root), rest(root))
    assert all(b"a most private complaint" in file.read_bytes() for file in files)
    (root / "cases/2026/01/C-0.yaml").unlink()
    found(indexed(root))
    assert not any(b"a most private complaint" in file.read_bytes() for file in files)


def test_a_name_that_is_no_utf_8_has_its_row_and_its_entry(root: Path) -> None:
    put(root / "cases" / os.fsdecode(b"C-\xff.yaml"), "odd name")
    warm(root)
    texts = [row.facts["text"] for row in found(indexed(root), refuse) if row.facts]
    assert texts == ["case 0", "case 2", "case 4", "case 1", "case 3", "odd name"]


def test_a_file_that_refuses_to_be_opened_is_a_row_until_it_can_be(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(path: Path) -> index_scan.FileContent:
        raise PermissionError(13, "Permission denied", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(read_files, "content", denied)
        rows = found(indexed(root))
    assert [row.trouble for row in rows] == [f"{row.path} cannot be read: Permission denied" for row in rows]
    assert found(indexed(root)) == plain(root)


def test_a_folder_that_cannot_be_listed_is_never_passed_over(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(path: Path) -> index_scan.FolderListing:
        if path.name == "02":
            raise PermissionError(13, "Permission denied", str(path))
        return index_scan.listing(path)

    monkeypatch.setattr(index_walk, "listing", denied)
    rows = found(indexed(root))
    assert rows[-1] == IndexRow("cases/2026/02", None, "cases/2026/02 cannot be read: Permission denied")
    assert len(rows) == 4


def test_a_linked_folder_of_cases_is_reported_and_not_entered(root: Path) -> None:
    (root / "away").symlink_to("cases")
    assert [row.facts for row in found(indexed(root), refuse, folder="away")] == [None]


@pytest.mark.parametrize("lacking", ["SQLite", "deserialize"])
def test_without_sqlite_every_file_is_read(root: Path, monkeypatch: pytest.MonkeyPatch, lacking: str) -> None:
    """A Python may be built without it, or with one that cannot be worked on in memory."""
    monkeypatch.delitem(sys.modules, "casectl.adapters.index.sqlite")
    monkeypatch.delitem(sys.modules, "casectl.adapters.index.column_file")
    monkeypatch.setitem(sys.modules, "sqlite3", None if lacking == "SQLite" else SimpleNamespace(Connection=object))
    index = open_index(root, database(root), "1")
    assert isinstance(index, UnindexedFiles)
    assert found(index) == plain(root)
    assert not database(root).exists()


def test_rows_that_are_not_wanted_are_left_out_and_troubles_never_are(root: Path) -> None:
    put(root / "cases/2026/02/C-1.yaml", "bad")
    index = indexed(root)
    found(index)
    for wanted in (
        Selection(Clause("title = ?", ("case 2",))),
        Selection(prefilter=HasAll(("case 2",))),
        Selection(Clause("title >= ?", ("case 1",)), limit=1),
    ):
        rows = found(index, wanted=wanted)
        assert [row.path for row in rows] == ["cases/2026/01/C-2.yaml", "cases/2026/02/C-1.yaml"]
        put(root / "cases/2026/01/C-0.yaml", "Changed")


def test_of_a_cut_it_is_said_how_many_are_left_out(root: Path) -> None:
    """Where it is not certain that a row is meant, or its words decide, nothing is left out for the limit."""
    index = indexed(root)
    for wanted, rows, left_out in (
        (Selection(limit=2), 2, 3),
        (Selection(limit=9), 5, 0),
        (Selection(Clause("title > 'case 1'"), limit=2), 2, 1),
        (Selection(Clause("TRUE", exact=False), limit=2), 5, 0),
        (Selection(prefilter=HasAll(()), limit=2), 5, 0),
    ):
        answer = index.find("cases", facts, wanted)
        assert (len(answer.rows), answer.left_out) == (rows, left_out)


def test_cases_that_are_alike_are_one_row_that_says_how_many(root: Path) -> None:
    """Where only the case can decide, each is a row of its own, and what cannot be read always is."""
    put(root / "cases/2026/02/C-1.yaml", "bad")
    index = indexed(root)
    rows = found(index, wanted=Selection(alike=("owner", "state")))
    assert rows == [
        IndexRow("", {"owner": "ada", "state": "new", "alike": 4}),
        IndexRow("cases/2026/02/C-1.yaml", None, rows[1].trouble),
    ]
    some = found(index, wanted=Selection(Clause("title > 'case 2'"), alike=("owner",)))
    assert [row.facts and row.facts["alike"] for row in some] == [2, None]
    assert len(found(index, wanted=Selection(Clause("TRUE", exact=False), alike=("owner",)))) == 5


def test_what_lists_show_is_had_without_a_look_at_the_rest(root: Path) -> None:
    """The rest of a hundred thousand cases would take a second."""
    warm(root)
    rest(root).write_bytes(bytes(rest(root).stat().st_size))
    for row in indexed(root).find("cases", refuse).rows:
        assert isinstance(row.facts, IndexedFacts)
        said = facts(row.path, str(row.facts["title"]).encode())
        assert {key: row.facts[key] for key in ("id", "owner", "level", "owed", "offer")} == {
            key: said[key] for key in ("id", "owner", "level", "owed", "offer")
        }


def test_very_many_changed_files_are_read_by_several_processes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows are the same, and progress is reported."""
    monkeypatch.setattr(read_files, "_MANY", 3)
    monkeypatch.setattr(read_files, "_BATCH", 2)
    reported: list[tuple[int, int]] = []
    index = SqliteIndex(root, database(root), "1", progress=lambda done, total: reported.append((done, total)))
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # the test runner has threads
        assert found(index) == plain(root)
    assert reported[-1] == (5, 5)
