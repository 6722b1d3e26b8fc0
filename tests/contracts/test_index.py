"""What any index promises, held against the real one and the fake."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from casectl.adapters.files.work_tree import WorkTree
from casectl.adapters.index.opening import UnindexedFiles
from casectl.core.query.selection import IndexRow
from casectl.ports.recording import Index
from tests.fakes.index import FakeIndex
from tests.fakes.index_book import facts, five_cases, found, indexed, plain, put, short_waits  # noqa: F401 (fixtures)


@pytest.fixture(params=["real", "fake", "without SQLite"])
def index(request: pytest.FixtureRequest, root: Path) -> Index:
    """Both, over the same folder."""
    made: dict[str, Callable[[], Index]] = {
        "real": lambda: indexed(root),
        "fake": lambda: FakeIndex(WorkTree(root)),
        "without SQLite": lambda: UnindexedFiles(root),
    }
    return made[request.param]()


def test_rows_are_the_regular_yaml_files_below_the_folder_by_path(index: Index) -> None:
    expected = [
        f"cases/2026/{month}/C-{n}.yaml" for month, n in (("01", 0), ("01", 2), ("01", 4), ("02", 1), ("02", 3))
    ]
    assert [row.path for row in found(index)] == expected


def test_a_link_or_a_pipe_in_place_of_a_case_is_reported_and_never_skipped(index: Index, root: Path) -> None:
    (root / "cases/2026/01/C-8.yaml").symlink_to("C-0.yaml")
    (root / "cases/2026/02/gone.yaml").symlink_to("nowhere")
    (root / "cases/linked").symlink_to("2026")
    os.mkfifo(root / "cases/pipe.yaml")
    (root / "cases/2026/01/more.txt").symlink_to("notes.txt")
    for _ in range(2):
        reported = {row.path: row.trouble for row in found(index) if row.trouble}
        paths = ["cases/2026/01/C-8.yaml", "cases/2026/02/gone.yaml", "cases/linked", "cases/pipe.yaml"]
        assert reported == {path: f"{path} is not a regular file" for path in paths}


def test_a_folder_that_is_not_there_has_no_rows(index: Index) -> None:
    assert found(index, folder="elsewhere") == []


def test_a_part_of_the_folder_may_be_asked_for(index: Index) -> None:
    whole = found(index)
    part = found(index, folder="cases/2026/02")
    assert [row.path for row in part] == ["cases/2026/02/C-1.yaml", "cases/2026/02/C-3.yaml"]
    assert found(index) == whole


def test_facts_are_what_json_makes_of_them_the_first_time_and_later(index: Index) -> None:
    for row in (found(index)[0], found(index)[0]):
        assert row == IndexRow(row.path, {**facts(row.path, b"case 0"), "pair": [1, "二"]})


def test_a_file_that_cannot_be_read_is_a_row_with_its_trouble_each_time(index: Index, root: Path) -> None:
    put(root / "cases/2026/01/C-2.yaml", "bad")
    for _ in range(2):
        row = found(index)[1]
        assert row.facts is None
        assert "cases/2026/01/C-2.yaml cannot be read\nhint: mend it" in row.trouble


def test_a_changed_a_new_and_a_removed_file_show_at_once(index: Index, root: Path) -> None:
    found(index)
    put(root / "cases/2026/01/C-0.yaml", "case X")
    put(root / "cases/2027/C-5.yaml", "new")
    (root / "cases/2026/01/C-2.yaml").unlink()
    assert found(index) == plain(root)
