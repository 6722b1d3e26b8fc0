"""git's locks, index and history, as `doctor` examines them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from casectl.adapters.doctor import git as git_doctor
from casectl.adapters.git import changed_paths
from casectl.adapters.git.command import GitCommand
from casectl.adapters.git.repository_paths import repository_paths
from tests.adapters.doctor.casebook import _old, codes, examined
from tests.conftest import GitRunner

HOLDER = "import sys, time; file = open(sys.argv[1], 'w'); print('open', flush=True); time.sleep(60)"


def test_a_lock_that_somebody_holds_is_left_and_its_owner_named(book: Path) -> None:
    lock = book / ".git/index.lock"
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(lock)], stdout=subprocess.PIPE)
    assert holder.stdout
    assert holder.stdout.readline() == b"open\n"
    _old(lock)
    try:
        [trouble] = [each for each in examined(book, fix=True).problems if each.code == "lock"]
    finally:
        holder.kill()
        holder.communicate()
    assert str(holder.pid) in str(trouble.what)
    assert lock.exists()


def test_a_lock_that_is_young_is_left(book: Path) -> None:
    (book / ".git/index.lock").touch()
    os.utime(book / ".git/index.lock", (time.time(), time.time()))  # the system's own clock may be another
    assert "lock" in codes(examined(book, fix=True))
    assert (book / ".git/index.lock").exists()


@pytest.mark.parametrize("split", [(), ("--split",)])
def test_a_long_history_comes_with_advice_that_makes_it_faster(
    book: Path, git: GitRunner, monkeypatch: pytest.MonkeyPatch, split: tuple[str, ...]
) -> None:
    """Only advice, not a problem: the commit-graph is up to the user."""

    def advice() -> str:
        report = examined(book)
        assert report.is_well
        [fact] = [each for each in report.facts if str(each.name) == "commits"]
        assert fact.value == "2"
        return str(fact.advice or "")

    assert advice() == ""
    monkeypatch.setattr(changed_paths, "LONG_HISTORY", 1)
    write = ("commit-graph", "write", "--reachable", *split)
    git(book, *write)
    assert advice().startswith("audit and pack are quicker after casectl doctor --fix")
    git(book, *(("commit-graph", "write", "--reachable", "--split=replace") if split else write), "--changed-paths")
    assert advice() == ""


def test_a_broken_configuration_costs_no_index(book: Path, git: GitRunner) -> None:
    before = (book / ".git/index").read_bytes()
    with (book / ".git/config").open("a") as config:
        config.write("[broken\n")
    assert list(git_doctor.git_index(repository_paths(book), GitCommand(book, repository_paths(book)), fix=True)) == []
    assert (book / ".git/index").read_bytes() == before


def test_a_missing_index_is_reported_and_built_again(book: Path, git: GitRunner) -> None:
    (book / ".git/index").unlink()
    assert "index" in codes(examined(book))
    assert [each.fixed for each in examined(book, fix=True).problems if each.code == "index"] == [True]
    assert "index" not in codes(examined(book))
    assert git(book, "status", "--porcelain") == ""


def test_a_long_history_is_made_quicker_to_search(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def advised(*, fix: bool) -> bool:
        commits = [each for each in examined(book, fix=fix).facts if str(each.name) == "commits"]
        return any(each.advice for each in commits)

    monkeypatch.setattr(changed_paths, "LONG_HISTORY", 0)
    assert advised(fix=False)
    assert not advised(fix=True)
    assert not advised(fix=False)
    assert "core.commitGraph=true" in GitCommand(book, repository_paths(book)).defences.start("log")[0]
