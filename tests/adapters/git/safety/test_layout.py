"""A `.git` that came as a copy may hold links and pipes where git writes or waits. git is not started on it at all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from casectl.actions.doctor import doctor
from casectl.adapters.doctor.checks import health_checks
from casectl.adapters.files.work_tree import WorkTree
from casectl.adapters.git.init import identity_in
from casectl.adapters.git.ledger import open_ledger
from casectl.core.checks.health import Problem
from casectl.core.values.messages import RepositoryError
from tests.conftest import GitRunner

WRITTEN = ["logs/HEAD", "logs", "logs/refs/heads", "logs/refs/heads/main", "objects", "objects/pack", "refs/heads",
           "refs/heads/main", "refs", "HEAD", "index", "objects/ab"]  # fmt: skip
PIPES = ["HEAD", "index", "refs", "refs/heads/main", "logs/HEAD", "objects/ab"]


def _amiss(repo: Path) -> str:
    """The error of a command that writes."""
    with pytest.raises(RepositoryError) as raised:
        open_ledger(repo).identity()
    return " ".join(map(str, [raised.value.what, *raised.value.problems]))


def _outside(path: Path, outside: Path) -> None:
    """Take what is at `path` elsewhere, and leave a link."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        shutil.move(path, outside)
    path.symlink_to(outside)


@pytest.mark.parametrize("name", WRITTEN)
def test_a_link_where_git_writes_is_refused_by_name(repo: Path, tmp_path: Path, name: str) -> None:
    _outside(repo / ".git" / name, tmp_path / "outside")
    assert f".git/{name} is a symbolic link" in _amiss(repo)


@pytest.mark.parametrize("name", PIPES)
def test_a_pipe_where_git_writes_is_refused_by_name(repo: Path, name: str) -> None:
    pipe = repo / ".git" / name
    pipe.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(pipe) if pipe.is_dir() else pipe.unlink(missing_ok=True)
    os.mkfifo(pipe)
    assert f".git/{name} is not a regular file" in _amiss(repo)


def test_a_folder_that_says_it_is_another_repositorys_work_tree(repo: Path, tmp_path: Path) -> None:
    """Else what is recorded here would be written there."""
    shutil.copytree(repo, tmp_path / "other")
    (repo / ".git/commondir").write_text(f"{tmp_path}/other/.git\n", encoding="utf-8")
    assert ".git/commondir says" in _amiss(repo)


def test_all_problems_are_reported_at_once_and_by_doctor(repo: Path, tmp_path: Path) -> None:
    _outside(repo / ".git/logs/HEAD", tmp_path / "log")
    _outside(repo / ".git/index", tmp_path / "index")
    found = doctor(health_checks(repo, WorkTree(repo), tmp_path / "none"), fix=False).problems
    named = [str(each.what) for each in found if isinstance(each, Problem) and "symbolic link" in str(each.what)]
    assert [name.partition(" ")[0].rpartition(".git/")[2] for name in named] == ["index", "logs/HEAD"]


def test_init_does_not_ask_such_a_folder_who_is_at_work(repo: Path) -> None:
    (repo / ".git/config").unlink()
    os.mkfifo(repo / ".git/config")
    with pytest.raises(RepositoryError):
        identity_in(repo)


@pytest.mark.parametrize("kind", ["linked work tree", "submodule", "alternates", "linked configuration", "packed"])
def test_what_git_itself_makes_is_sound(repo: Path, tmp_path: Path, git: GitRunner, kind: str) -> None:
    """Folders elsewhere that git knows, and what people link who keep their settings in one place."""
    there = tmp_path / "there"
    match kind:
        case "linked work tree":
            git(repo, "worktree", "add", "--quiet", "-b", "other", str(there))
        case "submodule":
            git(repo, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(repo), "inner")
            there = repo / "inner"
        case "alternates":
            git(repo, "clone", "--quiet", "--shared", str(repo), str(there))
        case "linked configuration":
            shutil.copytree(repo, there)
            _outside(there / ".git/config", tmp_path / "config")
        case _:
            git(repo, "clone", "--quiet", f"file://{repo}", str(there))
            git(there, "pack-refs", "--all")
    assert open_ledger(there).identity().name == "Ada Testwell"
