"""A branch that was rewound or replaced is noticed by the next command, from what is kept outside the repository."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from casectl.adapters.git.last_heads import LastHeads, state_folder
from casectl.adapters.git.repository_paths import repository_paths
from tests.conftest import GitRunner


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


def moved(repo: Path, state: Path) -> tuple[str, str] | None:
    return LastHeads(repository_paths(repo), state).moved()


def commit(repo: Path, git: GitRunner, *words: str) -> str:
    git(repo, "commit", "--quiet", "--allow-empty", "-m", "more", *words)
    return git(repo, "rev-parse", "HEAD").strip()


def test_a_branch_that_only_grows_is_not_spoken_of(repo: Path, state: Path, git: GitRunner) -> None:
    """By one commit, by several, when its commits and refs are packed, and when nothing happens."""
    assert moved(repo, state) is None
    commit(repo, git)
    assert moved(repo, state) is None
    commit(repo, git)
    commit(repo, git)
    git(repo, "gc", "--quiet")
    assert moved(repo, state) is None
    assert moved(repo, state) is None


@pytest.mark.parametrize("packed", [False, True])
def test_a_rewound_branch_is_said_once(repo: Path, state: Path, git: GitRunner, packed: bool) -> None:
    last = commit(repo, git)
    moved(repo, state)
    git(repo, "reset", "--quiet", "--hard", "HEAD~1")
    if packed:
        git(repo, "pack-refs", "--all")
    assert moved(repo, state) == ("main", last)
    assert moved(repo, state) is None


def test_an_amended_commit_is_one_that_was_replaced(repo: Path, state: Path, git: GitRunner) -> None:
    last = commit(repo, git)
    moved(repo, state)
    commit(repo, git, "--amend", "-m", "another story")
    assert moved(repo, state) == ("main", last)


def test_a_repository_that_was_replaced_as_a_whole_is_noticed(repo: Path, state: Path, git: GitRunner) -> None:
    """Which is what .git alone could not say."""
    last = git(repo, "rev-parse", "HEAD").strip()
    moved(repo, state)
    shutil.rmtree(repo / ".git")
    git(repo, "init", "--quiet", "--initial-branch=main")
    commit(repo, git)
    assert moved(repo, state) == ("main", last)


def test_another_branch_is_another_history(repo: Path, state: Path, git: GitRunner) -> None:
    commit(repo, git)
    moved(repo, state)
    git(repo, "switch", "--quiet", "--create", "other", "HEAD~1")
    assert moved(repo, state) is None
    git(repo, "switch", "--quiet", "main")
    assert moved(repo, state) is None
    git(repo, "switch", "--quiet", "--detach")
    assert moved(repo, state) is None


def test_what_cannot_be_kept_or_read_stops_nobody(repo: Path, tmp_path: Path, git: GitRunner) -> None:
    """A file where the folder should be, and rubbish in the memory itself."""
    (tmp_path / "file").write_text("x", "utf-8")
    assert moved(repo, tmp_path / "file/heads") is None
    state = tmp_path / "state"
    moved(repo, state)
    [memory] = state.iterdir()
    memory.write_bytes(b"\xff\0rubbish\n")
    assert moved(repo, state) is None


def test_the_memory_is_where_such_memories_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert state_folder() == tmp_path / "casectl/heads"
    monkeypatch.setenv("XDG_STATE_HOME", "relative")
    assert state_folder() == Path.home() / ".local/state/casectl/heads"
