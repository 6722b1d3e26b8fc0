"""git's settings in one process say who is at work exactly as git itself does, and whose each setting is."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from casectl.adapters.git.command import GitCommand, GitFailed, GitProcess
from casectl.adapters.git.repository_paths import repository_paths
from casectl.adapters.git.settings import GitSettings
from casectl.core.values.messages import RepositoryError
from tests.conftest import GitRunner

NAMES = ["Ada Testwell", ".A. <B>, ", '"Q"', "x'", "A\nB", "é;", "李 娜", " . ", "", "a\tb", "Ada Testwell, "]


def settings(repo: Path) -> GitSettings:
    return GitSettings(GitCommand(repo, repository_paths(repo)))


def said_by_git(repo: Path, git: GitRunner, role: str = "COMMITTER") -> str:
    """The name and the address that git would record; "" if it refuses."""
    try:
        return git(repo, "-c", "user.useConfigOnly=true", "var", f"GIT_{role}_IDENT").rpartition("> ")[0] + ">"
    except subprocess.CalledProcessError:
        return ""


def said_by_us(repo: Path) -> str:
    try:
        found = settings(repo).identity()
    except RepositoryError:
        return ""
    return f"{found.name} <{found.email}>"


@pytest.mark.parametrize("key", ["user.name", "committer.name", "user.email", "committer.email"])
@pytest.mark.parametrize("value", NAMES)
def test_a_person_is_whom_git_would_record(repo: Path, git: GitRunner, key: str, value: str) -> None:
    git(repo, "config", key, value)
    assert said_by_us(repo) == said_by_git(repo, git)


@pytest.mark.parametrize("name", ["GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"])
@pytest.mark.parametrize("value", [each for each in NAMES if each.strip(" .")])
def test_a_variable_comes_before_every_setting(
    repo: Path, git: GitRunner, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    git(repo, "config", "committer.name", "Somebody Else")
    monkeypatch.setenv(name, value)
    assert said_by_us(repo) == said_by_git(repo, git)


@pytest.mark.parametrize("part", ["NAME", "EMAIL"])
@pytest.mark.parametrize("value", [each for each in NAMES if each.strip(" .")])
def test_the_author_is_whom_git_would_record_and_decides_not_who_is_at_work(
    repo: Path, git: GitRunner, monkeypatch: pytest.MonkeyPatch, part: str, value: str
) -> None:
    before = said_by_us(repo)
    monkeypatch.setenv(f"GIT_AUTHOR_{part}", value)
    found = settings(repo).author()
    assert f"{found.name} <{found.email}>" == said_by_git(repo, git, "AUTHOR")
    assert said_by_us(repo) == before


def test_where_git_knows_an_author_alone_that_is_who_is_at_work(
    repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("CONFIG_GLOBAL", str(tmp_path / "none")), ("AUTHOR_NAME", "Bo"), ("AUTHOR_EMAIL", "bo@x")):
        monkeypatch.setenv(f"GIT_{name}", value)
    assert said_by_us(repo) == "Bo <bo@x>"


def test_git_is_asked_once_and_again_after_a_failure(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[str] = []
    start = GitCommand.start

    def counted(self: GitCommand, *arguments: str) -> GitProcess:
        started.append(arguments[0])
        return start(self, *arguments)

    monkeypatch.setattr(GitCommand, "start", counted)
    sound = (repo / ".git/config").read_bytes()
    (repo / ".git/config").write_bytes(sound + b"[broken\n")
    found = settings(repo)
    found.ask()
    with pytest.raises(GitFailed):
        found.identity()
    (repo / ".git/config").write_bytes(sound)
    assert found.identity().name == "Ada Testwell"
    found.ask()
    assert found.get("core.bare") == "false"
    assert started == ["config", "config"]


def test_nobody_is_made_up(repo: Path, git: GitRunner) -> None:
    git(repo, "config", "user.name", "")
    with pytest.raises(RepositoryError) as refused:
        settings(repo).identity()
    assert "user.name" in str(refused.value.hint)


def test_the_last_of_a_key_counts_and_a_scope_says_whose_it_is(repo: Path, git: GitRunner) -> None:
    git(repo, "config", "--add", "gpg.program", "first")
    git(repo, "config", "--add", "gpg.program", "second\nline")
    found = settings(repo)
    assert found.get("gpg.program") == "second\nline"
    assert [each.value for each in found.own() if each.key == "gpg.program"] == ["first", "second\nline"]
    assert not any(each.key == "core.fsmonitor" for each in found.own())  # ours, of the command line
