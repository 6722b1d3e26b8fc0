"""`doctor` says where a casebook is shared, and names addresses that run a program or give a password away."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from casectl.adapters.doctor import remotes as remotes_doctor
from casectl.adapters.git.command import GitCommand, GitFailed
from casectl.adapters.git.repository_paths import repository_paths
from casectl.adapters.git.settings import GitSettings
from casectl.core.checks.health import Fact, Problem
from tests.conftest import GitRunner


def found(folder: Path) -> list[Fact | Problem]:
    paths = repository_paths(folder)
    git = GitCommand(paths.root, paths)
    return list(remotes_doctor.remotes(paths, git, GitSettings(git)))


def facts(folder: Path) -> list[tuple[str, str]]:
    return [(str(each.name), each.value) for each in found(folder) if isinstance(each, Fact)]


def problems(folder: Path) -> list[tuple[str, str]]:
    return [(each.code, str(each.what)) for each in found(folder) if isinstance(each, Problem)]


@pytest.fixture(params=["sha1", "sha256"])
def clone(request: pytest.FixtureRequest, tmp_path: Path, git: GitRunner) -> Path:
    """A clone of a repository with one commit."""
    origin, folder = tmp_path / "origin", tmp_path / "clone"
    git(tmp_path, "init", "--quiet", f"--object-format={request.param}", str(origin))
    git(origin, "commit", "--quiet", "--allow-empty", "-m", "one")
    git(tmp_path, "clone", "--quiet", str(origin), str(folder))
    return folder


def test_a_casebook_on_one_machine_gets_advice(repo: Path) -> None:
    [only] = found(repo)
    assert isinstance(only, Fact)
    assert (str(only.name), only.value) == ("remote", "-")
    assert "git remote add" in str(only.advice)


def test_what_is_not_pushed_and_not_pulled_is_counted_as_of_the_last_fetch(clone: Path, git: GitRunner) -> None:
    origin = clone.parent / "origin"
    assert facts(clone) == [("remote", f"origin {origin}"), ("not pushed", "0"), ("not pulled", "0")]
    for folder, number in ((clone, 2), (origin, 3)):
        for each in range(number):
            git(folder, "commit", "--quiet", "--allow-empty", "-m", f"{folder.name} {each}")
    assert facts(clone)[1:] == [("not pushed", "2"), ("not pulled", "0")]
    git(clone, "fetch", "--quiet")
    assert facts(clone)[1:] == [("not pushed", "2"), ("not pulled", "3")]


def test_a_branch_without_an_upstream_branch_is_said_to_have_none(clone: Path, git: GitRunner) -> None:
    git(clone, "switch", "--quiet", "-c", "side")
    [_, fact] = found(clone)
    assert isinstance(fact, Fact)
    assert "side has no upstream branch" in str(fact.advice)
    git(clone, "switch", "--quiet", "--detach")
    assert [name for name, _ in facts(clone)] == ["remote"]


@pytest.mark.parametrize("url", ["ext::sh -c 'touch fired'", "fd::7", "ext://sh"])
def test_an_address_that_runs_a_program_is_a_problem(repo: Path, git: GitRunner, url: str) -> None:
    git(repo, "config", "remote.origin.url", url)
    [(code, what)] = problems(repo)
    assert code == "program"
    assert url in what
    assert not (repo / "fired").exists()


SECRETS = {
    "https://ada:hunter2@example.org/book.git": ["password"],
    "https://hunter2@example.org/book.git": ["password"],
    "https://example.org/book.git?private_token=hunter2": ["password"],
    "https://ada:hun@ter2hunter2@example.org/book.git": ["password"],
    "ssh://git:hunter2@example.org/book.git": ["password"],
}


@pytest.mark.parametrize("url", SECRETS)
@pytest.mark.parametrize("key", ["url", "pushurl"])
def test_no_secret_of_an_address_is_shown(repo: Path, git: GitRunner, url: str, key: str) -> None:
    git(repo, "config", "remote.origin.url", "git@example.org:book.git")
    git(repo, "config", f"remote.origin.{key}", url)
    assert [code for code, _ in problems(repo)] == SECRETS[url]
    assert "example.org/book.git" in str(facts(repo))
    assert "hunter2" not in str(facts(repo)) + str(problems(repo))


@pytest.mark.parametrize(
    "url", ["git@example.org:book.git", "ssh://git@example.org/book.git", "/srv/book.git", "C:book"]
)
def test_an_ordinary_address_is_shown_as_it_is(repo: Path, git: GitRunner, url: str) -> None:
    git(repo, "config", "remote.origin.url", url)
    assert facts(repo)[0] == ("remote", f"origin {url}")
    assert problems(repo) == []


def test_git_comes_from_a_whole_path_and_no_variable_leads_elsewhere(
    repo: Path, tmp_path: Path, git: GitRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """GitPython would obey GIT_COMMON_DIR, and look for git on PATH; afterwards the variables are as they were."""
    git(repo, "config", "remote.origin.url", "/srv/book.git")
    git(tmp_path, "init", "--quiet", "other")
    monkeypatch.setenv("GIT_COMMON_DIR", str(tmp_path / "other/.git"))
    before = dict(os.environ)
    assert facts(repo)[0] == ("remote", "origin /srv/book.git")
    assert dict(os.environ) == before


def test_a_configuration_that_git_cannot_read_is_not_read_by_another(repo: Path) -> None:
    with (repo / ".git/config").open("a") as config:
        config.write("[broken\n")
    with pytest.raises(GitFailed):
        found(repo)
