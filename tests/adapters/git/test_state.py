"""Every state of a repository in which nothing may be recorded is refused, named, and has a way out."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from casectl.adapters.files.work_tree import WorkTree
from casectl.adapters.git.command import GitFailed
from casectl.adapters.git.ledger import open_ledger
from casectl.adapters.git.repository_paths import repository_paths
from casectl.adapters.git.safety import process
from casectl.core.values.messages import RepositoryError
from casectl.ports.recording import Head
from tests.conftest import GitRunner


def _diverged(repo: Path, git: GitRunner) -> None:
    """Branch `other` and main change the same line of README in two ways."""
    git(repo, "switch", "--quiet", "-c", "other")
    (repo / "README").write_text("other\n", encoding="utf-8")
    git(repo, "commit", "--quiet", "-am", "other")
    git(repo, "switch", "--quiet", "main")
    (repo / "README").write_text("main\n", encoding="utf-8")
    git(repo, "commit", "--quiet", "-am", "main")


def _conflict(*command: str) -> Callable[[Path, GitRunner], None]:
    def make(repo: Path, git: GitRunner) -> None:
        _diverged(repo, git)
        with pytest.raises(subprocess.CalledProcessError):
            git(repo, *command)

    return make


def _stash_conflict(repo: Path, git: GitRunner) -> None:
    (repo / "README").write_text("stashed\n", encoding="utf-8")
    git(repo, "stash", "--quiet")
    (repo / "README").write_text("main\n", encoding="utf-8")
    git(repo, "commit", "--quiet", "-am", "main")
    with pytest.raises(subprocess.CalledProcessError):
        git(repo, "stash", "pop")


def _second_checkout(repo: Path, git: GitRunner) -> None:
    git(repo, "worktree", "add", "--quiet", "--force", str(repo.parent / "second"), "main")


STATES: dict[str, tuple[Callable[[Path, GitRunner], object], str, str]] = {
    "merge": (_conflict("merge", "other"), "a merge is not finished", "git merge --abort"),
    "rebase": (_conflict("rebase", "other"), "a rebase is not finished", "git rebase --abort"),
    "cherry-pick": (_conflict("cherry-pick", "other"), "a cherry-pick is not finished", "--abort"),
    "revert": (_conflict("revert", "--no-edit", "HEAD~1", "other"), "a revert is not finished", "--abort"),
    "bisect": (lambda repo, git: git(repo, "bisect", "start"), "a bisection is not finished", "git bisect reset"),
    "detached": (lambda repo, git: git(repo, "switch", "--detach", "--quiet"), "no branch", "git switch BRANCH"),
    "conflict": (_stash_conflict, "merge conflicts", "git status"),
    "second checkout": (_second_checkout, "another work tree", "git switch"),
}


@pytest.mark.parametrize("state", STATES)
def test_odd_states_are_refused_with_a_way_out(repo: Path, git: GitRunner, state: str) -> None:
    bring_about, named, way_out = STATES[state]
    bring_about(repo, git)
    before = git(repo, "status", "--porcelain")
    with pytest.raises(RepositoryError, match=named) as trouble:
        open_ledger(repo).head()
    assert way_out in str(trouble.value.hint)
    assert git(repo, "status", "--porcelain") == before


def test_recovery_touches_nothing_in_the_middle_of_a_merge(repo: Path, git: GitRunner) -> None:
    _conflict("merge", "other")(repo, git)
    pending = repo / ".git/casectl/pending"
    pending.mkdir(parents=True)
    (pending / "x.json").write_text("{}", encoding="utf-8")
    assert open_ledger(repo).recover(WorkTree(repo)) == []
    assert (pending / "x.json").exists()


def test_a_folder_without_repository(tmp_path: Path) -> None:
    with pytest.raises(RepositoryError, match="not a git repository") as trouble:
        open_ledger(tmp_path)
    assert "casectl init" in str(trouble.value.hint)


def test_a_bare_repository(tmp_path: Path, git: GitRunner) -> None:
    git(tmp_path, "init", "--quiet", "--bare")
    with pytest.raises(RepositoryError, match="bare repository"):
        open_ledger(tmp_path)


def test_a_broken_repository(repo: Path) -> None:
    (repo / ".git/HEAD").unlink()
    with pytest.raises(RepositoryError):
        open_ledger(repo).head()


def test_a_branch_whose_commit_is_gone(repo: Path) -> None:
    (repo / ".git/refs/heads/main").write_text("1" * 40 + "\n", encoding="utf-8")
    with pytest.raises(RepositoryError):
        open_ledger(repo).head()


def test_a_linked_work_tree_has_its_own_branch_and_the_common_folder(repo: Path, git: GitRunner) -> None:
    second = repo.parent / "second"
    git(repo, "worktree", "add", "--quiet", "-b", "side", str(second))
    common = repo.resolve() / ".git"
    for folder, own in ((second, common / "worktrees/second"), (repo, common)):
        paths = repository_paths(folder)
        assert (paths.git_dir, paths.common_dir) == (own, common)
    assert open_ledger(second).head().ref == "refs/heads/side"
    assert open_ledger(repo).head() == Head("refs/heads/main", git(repo, "rev-parse", "HEAD").strip())


def test_a_repository_of_somebody_else_is_refused(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """git's own test switch makes it believe that the files belong to another user."""
    monkeypatch.setattr("casectl.adapters.git.ledger.os.geteuid", lambda: 1234567)
    monkeypatch.setattr(process, "_INHERITED", {*process._INHERITED, "GIT_TEST_ASSUME_DIFFERENT_OWNER"})
    os.environ["GIT_TEST_ASSUME_DIFFERENT_OWNER"] = "1"
    with pytest.raises(RepositoryError, match="dubious ownership") as trouble:
        open_ledger(repo)
    assert "safe.directory" in str(trouble.value.hint)


def test_a_shallow_clone_says_so(repo: Path, git: GitRunner, tmp_path: Path) -> None:
    git(repo, "commit", "--quiet", "--allow-empty", "-m", "two")
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{repo}", "shallow")
    assert open_ledger(tmp_path / "shallow").is_shallow()


def test_a_missing_git_is_said_and_one_in_the_current_folder_not_run(
    repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repo / "git").write_text("#!/bin/sh\ntouch fired\n", encoding="utf-8")
    (repo / "git").chmod(0o755)
    monkeypatch.chdir(repo)
    monkeypatch.setenv("PATH", f".{os.pathsep}")
    process.executable.cache_clear()
    try:
        with pytest.raises(RepositoryError, match="git is not installed"):
            open_ledger(repo).head()
    finally:
        process.executable.cache_clear()
    assert not (repo / "fired").exists()


def test_gits_error_is_reported_by_its_cause_with_a_way_out() -> None:
    said = b"warning: lazy fetching disabled\nfatal: could not fetch abc from promisor remote\nfatal: more\n\nadvice"
    error = GitFailed("cat-file", 128, said)
    assert str(error.what) == "git cat-file failed: could not fetch abc from promisor remote"
    assert "--refetch" in str(error.hint)
    assert str(GitFailed("x", 7, b"").what) == "git x failed: exit 7"
