"""A case that a sparse checkout leaves out is listed, shown and worked on like any other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casectl.adapters.git_ledger import open_ledger
from casectl.adapters.sparse_tree import SparseIndex, SparseTree
from casectl.adapters.sqlite_index import SqliteIndex
from casectl.adapters.work_tree import WorkTree
from casectl.ports import Entry
from tests.conftest import GitRunner

AT = datetime(2026, 11, 21, 9, 12, 33, tzinfo=UTC)
HERE, AWAY = "cases/here/C-1.yaml", "cases/away/C-2.yaml"


@pytest.fixture
def sparse(repo: Path, git: GitRunner) -> SparseTree:
    """Two recorded cases, one of them left out."""
    ledger, tree = open_ledger(repo), WorkTree(repo)
    files: dict[str, bytes | None] = {HERE: b"here\n", AWAY: b"away\n"}
    [commit] = ledger.record(ledger.head(), [Entry(files, "cases")], AT)
    tree.write_many(files.items())
    ledger.refresh([HERE, AWAY], commit)
    git(repo, "status")  # so that git knows the files for unchanged
    git(repo, "sparse-checkout", "set", "cases/here")
    assert not (repo / AWAY).exists()
    return SparseTree(tree, ledger)


def test_what_is_left_out_is_read_from_head(sparse: SparseTree) -> None:
    assert sparse.paths("cases") == [AWAY, HERE]
    assert (sparse.read(AWAY), sparse.read(HERE), sparse.read("cases/none.yaml")) == (b"away\n", b"here\n", None)


def test_a_file_that_somebody_deleted_is_not_brought_back(sparse: SparseTree, repo: Path) -> None:
    (repo / HERE).unlink()
    assert sparse.read(HERE) is None


def test_the_index_has_a_row_for_each(sparse: SparseTree, repo: Path) -> None:
    def reader(path: str, data: bytes) -> Mapping[str, object]:
        return {"text": data.decode()}

    index = SparseIndex(SqliteIndex(repo, repo / ".git/casectl/index.sqlite3", "1"), sparse)
    assert [(row.path, row.facts) for row in index.rows("cases", reader)] == [
        (AWAY, {"text": "away\n"}),
        (HERE, {"text": "here\n"}),
    ]


def test_writing_one_lays_it_out_and_git_agrees(sparse: SparseTree, repo: Path, git: GitRunner) -> None:
    ledger = open_ledger(repo)
    with ledger.lock():
        [commit] = ledger.record(ledger.head(), [Entry({AWAY: b"new\n"}, "event")], AT)
        sparse.write(AWAY, b"new\n")
        ledger.refresh([AWAY], commit)
    assert (repo / AWAY).read_bytes() == b"new\n"
    assert git(repo, "status", "--porcelain") == ""


def test_one_recorded_by_a_command_that_was_killed_is_laid_out(sparse: SparseTree, repo: Path, git: GitRunner) -> None:
    ledger = open_ledger(repo)
    ledger.record(ledger.head(), [Entry({AWAY: b"new\n"}, "event")], AT)
    with ledger.lock():
        assert ledger.heal(sparse) == []
    assert (repo / AWAY).read_bytes() == b"new\n"
    assert git(repo, "status", "--porcelain") == ""
