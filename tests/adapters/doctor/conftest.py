"""A casebook with one recorded case."""

from __future__ import annotations

from pathlib import Path

import pytest

from casectl.actions.init import ATTRIBUTE_LINES
from casectl.adapters.files.work_tree import WorkTree
from casectl.adapters.git import index as git_index
from casectl.adapters.git.command import GitCommand
from casectl.adapters.git.ledger import open_ledger
from casectl.adapters.git.merge_driver import set_up
from casectl.adapters.git.repository_paths import repository_paths
from casectl.ports.recording import NewCommit
from tests.adapters.doctor.casebook import AT, CASE


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock that stays is not waited for in these tests."""
    monkeypatch.setattr(git_index, "_TIMEOUT", 0.05)


@pytest.fixture
def book(repo: Path) -> Path:
    """A repository with one recorded case, in which git knows how cases are merged, and casectl's private folder."""
    ledger, tree = open_ledger(repo), WorkTree(repo)
    (repo / ".git/info").mkdir(exist_ok=True)
    (repo / ".git/info/attributes").write_text("".join(f"{line}\n" for line in ATTRIBUTE_LINES))
    set_up(GitCommand(repo, repository_paths(repo)))
    with ledger.lock():
        [commit] = ledger.record(ledger.head(), [NewCommit({CASE: b"one\n"}, "event")], AT)
        tree.write_many([(CASE, b"one\n")])
        ledger.refresh([CASE], commit)
    return repo
