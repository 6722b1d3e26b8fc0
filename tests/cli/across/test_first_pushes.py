"""What no base is there for is judged whole: first pushes, orphan branches, remotes of which nothing is known."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.across.pushes import clone, deletes_a_case, guarded_server, moves_a_deadline, push
from tests.cli.casebook import CliCasebook
from tests.cli.test_check_base import edit
from tests.conftest import run_git

pytestmark = pytest.mark.slow


@pytest.fixture
def path(shim: Path) -> dict[str, str]:
    """An environment in which git's hooks find casectl."""
    return {"PATH": f"{shim}{os.pathsep}{os.environ['PATH']}"}


@pytest.fixture
def empty(book: CliCasebook, path: dict[str, str]) -> Path:
    """A guarded server that has no commit yet."""
    server = book.folder.parent / "empty.git"
    run_git(book.folder.parent, "init", "-q", "--bare", str(server))
    CliCasebook(server).done("hook", "install", "pre-receive", **path)
    return server


def test_the_first_push_to_a_server_is_judged_whole(book: CliCasebook, empty: Path) -> None:
    """An unlawful commit in the middle of it too."""
    moves_a_deadline(book)
    status, said = push(book, str(empty), "HEAD:main")
    assert status == 1
    assert ": C050 " in said


def test_an_orphan_branch_is_judged_whole(book: CliCasebook, shim: Path) -> None:
    server = guarded_server(book, shim)
    desk = clone(book, str(server))
    moves_a_deadline(desk)
    run_git(desk.folder, "checkout", "-q", "--orphan", "fresh")
    desk.commit("Fresh")
    status, said = push(desk, "origin", "fresh")
    assert status == 1
    assert ": C050 " in said


def test_a_branch_that_lost_its_settings_stays_judged(book: CliCasebook, shim: Path) -> None:
    """However that came to be: by the last ones that it had."""
    server = guarded_server(book, shim)
    desk = clone(book, str(server))
    run_git(desk.folder, "rm", "-q", "casectl.yaml")
    desk.commit()
    assert ": B011 " in push(desk)[1]
    run_git(server, "fetch", "-q", str(desk.folder), "+HEAD:main")
    deletes_a_case(desk)
    status, said = push(desk)
    assert status == 1
    assert ": C065 " in said
    assert "has no casectl.yaml; later commits were checked against casectl.yaml from" in said


def test_a_push_to_a_remote_of_which_nothing_is_known_is_judged_whole(
    book: CliCasebook, path: dict[str, str], tmp_path: Path
) -> None:
    """By its name or by its address."""
    run_git(tmp_path, "init", "-q", "--bare", "two.git")
    run_git(book.folder, "remote", "add", "two", str(tmp_path / "two.git"))
    book.done("hook", "install", "pre-push", **path)
    moves_a_deadline(book)
    for remote in ("two", str(tmp_path / "two.git")):
        status, said = push(book, remote, "HEAD:main", **path)
        assert status == 1
        assert ": C050 " in said
    assert run_git(tmp_path / "two.git", "for-each-ref") == ""


def test_elsewhere_than_in_a_casebook_a_hook_passes_without_a_word(
    book: CliCasebook, path: dict[str, str], tmp_path: Path
) -> None:
    """Repositories may share their hooks."""
    other = CliCasebook(tmp_path / "other")
    other.folder.mkdir()
    run_git(other.folder, "init", "-q")
    (other.folder / "a.txt").write_text("A\n", "utf-8")
    run_git(other.folder, "add", "a.txt")
    answer = other.run("hook", "run", "pre-commit")
    assert (answer.status, answer.out, answer.err) == (0, "", "")


def test_what_is_missing_in_a_changed_file_fails_check_base(book: CliCasebook) -> None:
    """Required fields, and values of their types; what was so before is none of the change's doing."""
    path = book.cases[0].relative_to(book.folder).as_posix()
    other = book.cases[1].relative_to(book.folder).as_posix()
    edit(book, other, ("  problem: Torn\n", "  problem:\n"))
    run_git(book.folder, "tag", "base")
    edit(book, other, ("  request: Another\n", "  request: Another one\n"))
    edit(book, path, ("  problem: Torn\n", "  problem:\n"), ("  channel: phone\n", "  channel: drums\n"))
    answer = book.run("check", "--base", "base", "--format", "tsv")
    found = [line.split("\t")[:2] + line.split("\t")[3:4] for line in answer.out.splitlines()[1:]]
    assert answer.status == 1
    assert sorted(row[2] for row in found if row[0] == path) == ["C020", "C030"], answer.out
    assert not [row for row in found if row[0] == other]
