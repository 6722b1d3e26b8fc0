"""Hand edits and checkouts while casectl records: nothing of theirs is overwritten."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casectl.adapters.files import durable
from casectl.adapters.files.work_tree import WorkTree
from casectl.adapters.git.index import GitIndex
from casectl.adapters.git.ledger import GitLedger, open_ledger
from casectl.ports.recording import BranchMoved, NewCommit
from tests.conftest import GitRunner

AT = datetime(2026, 11, 21, 9, 12, 33, tzinfo=UTC)
CASE = "cases/C-1.yaml"
MINE = b"one\n# mine\n"


@pytest.fixture
def ledger(repo: Path) -> GitLedger:
    """One recorded case, laid out."""
    made, store = open_ledger(repo), WorkTree(repo)
    with made.lock():
        commit = record(made, b"one\n")
        made.check_out([(CASE, b"one\n")], commit, store, {})
        made.refresh([CASE], commit)
    return made


def record(ledger: GitLedger, data: bytes | None) -> str:
    [commit] = ledger.record(ledger.head(), [NewCommit({CASE: data}, "event")], AT)
    return commit


@pytest.mark.parametrize("data", [b"two\n", None])
def test_an_edit_before_the_files_are_laid_out_stays(ledger: GitLedger, repo: Path, data: bytes | None) -> None:
    with ledger.lock():
        commit = record(ledger, data)
        (repo / CASE).write_bytes(MINE)
        [note] = ledger.check_out([(CASE, data)], commit, WorkTree(repo), {})
        ledger.refresh([CASE], commit)
    assert str(note).startswith(f"{CASE} was edited by hand while {commit}")
    assert (repo / CASE).read_bytes() == MINE


def test_an_edit_while_the_new_file_is_on_its_way_to_the_disk_stays(
    ledger: GitLedger, repo: Path, git: GitRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def synced(file: Path) -> None:
        (repo / CASE).write_bytes(MINE)

    with ledger.lock():
        commit = record(ledger, b"two\n")
        monkeypatch.setattr(durable, "sync_file", synced)
        [note] = ledger.check_out([(CASE, b"two\n")], commit, WorkTree(repo), {})
        ledger.refresh([CASE], commit)
    assert "was being recorded; the edit was left as it is" in str(note)
    assert (repo / CASE).read_bytes() == MINE
    assert os.listdir(repo / "cases") == ["C-1.yaml"]  # noqa: PTH208
    assert git(repo, "status", "--short") == f" M {CASE}\n"


def test_what_nobody_touched_is_laid_out(ledger: GitLedger, repo: Path, git: GitRunner) -> None:
    with ledger.lock():
        commit = record(ledger, b"two\n")
        assert ledger.check_out([(CASE, b"two\n")], commit, WorkTree(repo), {}) == []
        ledger.refresh([CASE], commit)
    assert (repo / CASE).read_bytes() == b"two\n"
    assert git(repo, "status", "--short") == ""


def test_a_hand_edit_that_is_recorded_is_replaced_as_it_was_read(ledger: GitLedger, repo: Path) -> None:
    (repo / CASE).write_bytes(MINE)
    with ledger.lock():
        commit = record(ledger, b"two\n")
        assert ledger.check_out([(CASE, b"two\n")], commit, WorkTree(repo), {CASE: MINE}) == []
    assert (repo / CASE).read_bytes() == b"two\n"


def _switch(repo: Path, git: GitRunner) -> None:
    git(repo, "switch", "--quiet", "other")


def _detach(repo: Path, git: GitRunner) -> None:
    git(repo, "switch", "--quiet", "--detach", "HEAD")


def _begin_a_rebase(repo: Path, git: GitRunner) -> None:
    (repo / ".git/rebase-merge").mkdir()


@pytest.mark.parametrize("leave", [_switch, _detach, _begin_a_rebase])
def test_a_branch_that_was_left_meanwhile_is_not_recorded_on(
    ledger: GitLedger,
    repo: Path,
    git: GitRunner,
    monkeypatch: pytest.MonkeyPatch,
    leave: Callable[[Path, GitRunner], None],
) -> None:
    git(repo, "branch", "other")
    before = git(repo, "rev-parse", "main", "other")
    hold = GitIndex.hold

    def held(index: GitIndex) -> None:
        leave(repo, git)
        hold(index)

    monkeypatch.setattr(GitIndex, "hold", held)
    with ledger.lock(), pytest.raises(BranchMoved):
        record(ledger, b"two\n")
    assert git(repo, "rev-parse", "main", "other") == before
    assert git(repo, "status", "--short") == ""
