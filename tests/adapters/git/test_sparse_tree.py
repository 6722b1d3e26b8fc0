"""A case that a sparse checkout leaves out is listed, shown and worked on like any other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casectl.adapters.files.work_tree import WorkTree
from casectl.adapters.git.ledger import open_ledger
from casectl.adapters.git.safety import process
from casectl.adapters.git.sparse_tree import SparseIndex, SparseTree
from casectl.adapters.index.opening import open_index
from casectl.core.query.selection import IndexRow
from casectl.core.values.messages import RepositoryError, Unreadable
from casectl.ports.recording import NewCommit
from tests.conftest import GitRunner

AT = datetime(2026, 11, 21, 9, 12, 33, tzinfo=UTC)
HERE, AWAY = "cases/here/C-1.yaml", "cases/away/C-2.yaml"


@pytest.fixture
def sparse(repo: Path, git: GitRunner) -> SparseTree:
    """Two recorded cases, one of them left out."""
    ledger, tree = open_ledger(repo), WorkTree(repo)
    files: dict[str, bytes | None] = {HERE: b"here\n", AWAY: b"away\n"}
    [commit] = ledger.record(ledger.head(), [NewCommit(files, "cases")], AT)
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
    index = SparseIndex(open_index(repo, repo / ".git/casectl/index.sqlite3", "1"), sparse)
    assert [(row.path, row.facts and row.facts["text"]) for row in index.find("cases", _text).rows] == [
        (AWAY, "away\n"),
        (HERE, "here\n"),
    ]


def test_writing_one_lays_it_out_and_git_agrees(sparse: SparseTree, repo: Path, git: GitRunner) -> None:
    ledger = open_ledger(repo)
    with ledger.lock():
        [commit] = ledger.record(ledger.head(), [NewCommit({AWAY: b"new\n"}, "event")], AT)
        sparse.write_many([(AWAY, b"new\n")])
        ledger.refresh([AWAY], commit)
    assert (repo / AWAY).read_bytes() == b"new\n"
    assert git(repo, "status", "--porcelain") == ""


def test_one_recorded_by_a_command_that_was_killed_is_laid_out(sparse: SparseTree, repo: Path, git: GitRunner) -> None:
    ledger = open_ledger(repo)
    ledger.record(ledger.head(), [NewCommit({AWAY: b"new\n"}, "event")], AT)
    with ledger.lock():
        assert ledger.recover(sparse) == []
    assert (repo / AWAY).read_bytes() == b"new\n"
    assert git(repo, "status", "--porcelain") == ""


def _damaged(repo: Path, git: GitRunner, path: str) -> str:
    """Empty the object of a recorded path, as a power cut does; its id."""
    oid = git(repo, "rev-parse", f"HEAD:{path}").strip()
    file = repo / ".git/objects" / oid[:2] / oid[2:]
    file.chmod(0o600)
    file.write_bytes(b"")
    return oid


def _text(path: str, data: bytes) -> Mapping[str, object]:
    return {"text": data.decode()}


def _rows(tree: SparseTree, repo: Path) -> list[IndexRow]:
    return SparseIndex(open_index(repo, repo / ".git/casectl/index.sqlite3", "1"), tree).find("cases", _text).rows


def test_one_that_is_damaged_is_named_and_the_others_are_listed(sparse: SparseTree, repo: Path, git: GitRunner) -> None:
    oid = _damaged(repo, git, AWAY)
    away, here = _rows(sparse, repo)
    assert away.facts is None
    assert here.facts
    assert here.facts["text"] == "here\n"
    assert oid in away.trouble


@pytest.fixture(params=["remote in reach", "remote gone"])
def partial(request: pytest.FixtureRequest, sparse: SparseTree, repo: Path, git: GitRunner) -> Path:
    """A clone that never fetched the case which its checkout leaves out."""
    git(repo, "config", "uploadpack.allowFilter", "true")
    clone = repo.parent / "clone"
    git(repo.parent, "clone", "--quiet", "--filter=blob:none", "--sparse", f"file://{repo}", "clone")
    git(clone, "sparse-checkout", "set", "cases/here")
    if request.param == "remote gone":
        git(clone, "remote", "remove", "origin")
    return clone


def _packs(repo: Path) -> list[str]:
    return sorted(file.name for file in (repo / ".git/objects/pack").iterdir())


def test_what_a_partial_clone_never_fetched_is_named_and_not_fetched(partial: Path) -> None:
    """Reading never uses the network; the other cases are listed, and the message says how to get this one."""
    before = _packs(partial)
    tree = SparseTree(WorkTree(partial), open_ledger(partial))
    assert tree.read(HERE) == b"here\n"
    with pytest.raises(Unreadable, match=f"^{AWAY} was left out .*git sparse-checkout add cases/away"):
        tree.read(AWAY)
    away, here = _rows(tree, partial)
    assert away.facts is None
    assert here.facts
    assert here.facts["text"] == "here\n"
    assert "git sparse-checkout add cases/away" in away.trouble
    assert _packs(partial) == before


def test_what_is_said_to_bring_it_does(sparse: SparseTree, repo: Path, git: GitRunner) -> None:
    git(repo, "config", "uploadpack.allowFilter", "true")
    git(repo.parent, "clone", "--quiet", "--filter=blob:none", "--sparse", f"file://{repo}", "clone")
    clone = repo.parent / "clone"
    git(clone, "sparse-checkout", "add", "cases/away")
    assert SparseTree(WorkTree(clone), open_ledger(clone)).read(AWAY) == b"away\n"


def test_no_git_fetches_whatever_its_age_and_the_clone_says(
    partial: Path, git: GitRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """GIT_NO_LAZY_FETCH is unknown to git before 2.39.4; that no protocol is allowed keeps the older ones at home."""
    monkeypatch.delitem(process._ENVIRONMENT, "GIT_NO_LAZY_FETCH")
    git(partial, "config", "protocol.file.allow", "always")
    before = _packs(partial)
    with pytest.raises(RepositoryError):
        open_ledger(partial).blob(AWAY)
    assert _packs(partial) == before
