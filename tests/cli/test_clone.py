"""clone makes a casebook to work in at once, whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from casectl.adapters.git import changed_paths
from casectl.cli import context
from tests.cli.casebook import CHINESE, CliCasebook
from tests.conftest import run_git


@pytest.fixture
def outside(book: CliCasebook, tmp_path: Path) -> CliCasebook:
    """Ann in a folder that is no casebook, beside one."""
    folder = tmp_path / "ann"
    folder.mkdir()
    return replace(book, folder=folder)


def test_a_clone_is_ready_for_work(book: CliCasebook, outside: CliCasebook) -> None:
    """git merges cases by what they mean there, lists answer, and she is told who she is."""
    answer = outside.run("clone", str(book.folder), "desk")
    assert answer.status == 0
    assert "2 cases" in answer.out
    assert "you are ann here (Ann Reed <ann@example.org>)" in answer.out
    assert "cd " in answer.err
    desk = replace(outside, folder=outside.folder / "desk")
    assert "casectl merge-driver" in run_git(desk.folder, "config", "merge.casectl.driver")
    assert (desk.folder / ".git/casectl/index.sqlite3").exists()
    desk.done("note", desk.cases[0].stem, "at once")
    desk.done("sync", "--dry-run")


def test_the_remote_is_called_as_the_casebook_says(book: CliCasebook, outside: CliCasebook) -> None:
    """So that the new clone can sync at once."""
    settings = book.folder / "casectl.yaml"
    settings.write_text(settings.read_text("utf-8") + "sync: {remote: hub}\n", "utf-8")
    book.commit()
    run_git(book.folder, "clone", "-q", "--bare", ".", "../shared.git")
    outside.done("clone", "../shared.git", "desk")
    replace(outside, folder=outside.folder / "desk").done("sync")


def test_a_long_history_is_quick_to_search_from_the_start(
    book: CliCasebook, outside: CliCasebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """git has noted what each commit changed, so that the history of one case needs no way through all of them."""
    graph = Path("desk/.git/objects/info/commit-graph")
    monkeypatch.setattr(changed_paths, "LONG_HISTORY", 0)
    outside.done("clone", str(book.folder), "desk")
    assert b"BIDX" in (outside.folder / graph).read_bytes()[:200]
    (outside.folder / graph).unlink()
    replace(outside, folder=outside.folder / "desk").done("sync")
    assert b"BIDX" in (outside.folder / graph).read_bytes()[:200], "by sync too, for clones from before"


def test_the_folder_is_named_after_the_address(book: CliCasebook, outside: CliCasebook) -> None:
    """An address that is a folder may be relative."""
    run_git(book.folder, "clone", "-q", "--bare", ".", "../shared.git")
    outside.done("clone", "../shared.git")
    assert (outside.folder / "shared/casectl.yaml").exists()
    assert run_git(outside.folder / "shared", "remote", "get-url", "origin").strip() == str(
        book.folder.parent / "shared.git"
    )


def test_an_empty_folder_will_do(book: CliCasebook, outside: CliCasebook) -> None:
    """Such as the current one."""
    outside.done("clone", str(book.folder), ".")
    assert (outside.folder / "casectl.yaml").exists()


def test_hooks_are_there_if_they_are_wanted(book: CliCasebook, outside: CliCasebook) -> None:
    """Off a terminal nobody is asked, and there are none."""
    assert "casectl hook install" in outside.run("clone", str(book.folder), "without").err
    outside.done("clone", str(book.folder), "with", "--hooks")
    for name, there in (("without", False), ("with", True)):
        assert (outside.folder / name / ".git/hooks/pre-push").exists() == there


@pytest.mark.parametrize(
    ("address", "shown", "status"),
    [
        ("https://ann:s3cret@example.invalid/desk.git", "https://***@example.invalid/desk.git", 3),
        ("https://s3cret@example.invalid/desk.git", "casectl clone https://example.invalid/desk.git", 3),
        ("ssh://ann:s3cret@example.invalid/desk.git", "ssh://***@example.invalid/desk.git", 3),
        ("ext::sh -c touch% pwned", "can run a program", 3),
        ("--upload-pack=touch pwned", "can run a program", 3),
        ("https://example.invalid/desk.git#s3cret", "casectl clone https://example.invalid/desk.git;", 3),
        ("https://example.invalid/glpat-s3cretS3cretS3cretS3/desk.git", "clone https://example.invalid/desk.git;", 3),
        ("nowhere/desk.git", "cannot clone nowhere/desk.git: repository 'nowhere/desk.git' does not exist", 6),
        ("..", "gives no name", 2),
    ],
)
def test_an_address_is_refused(outside: CliCasebook, address: str, shown: str, status: int) -> None:
    """With a token in it, or one that runs something, or leads nowhere; no token is shown, and nothing is left."""
    answer = outside.run("clone", "--", address)
    assert answer.status == status, answer.err
    assert shown in " ".join(answer.err.split())
    assert "s3cret" not in answer.err + answer.out
    assert [*outside.folder.iterdir()] == []


def test_a_folder_in_use_is_left_alone(book: CliCasebook, outside: CliCasebook) -> None:
    (outside.folder / "desk").mkdir()
    (outside.folder / "desk/mine.txt").write_text("mine")
    assert "not empty" in outside.run("clone", str(book.folder), "desk").err
    assert [each.name for each in outside.folder.rglob("*")] == ["desk", "mine.txt"]


def test_what_is_no_casebook_is_not_kept(outside: CliCasebook, tmp_path: Path) -> None:
    """Another repository, or one with nothing in it."""
    for name in ("empty", "other"):
        run_git(tmp_path, "init", "-q", name)
    run_git(tmp_path / "other", "commit", "-q", "--allow-empty", "-m", "nothing")
    for name in ("empty", "other"):
        answer = outside.run("clone", str(tmp_path / name), "desk")
        assert (answer.status, "not a casebook" in answer.err) == (6, True)
    assert [*outside.folder.iterdir()] == []


def test_whom_the_casebook_does_not_know_is_told_so(book: CliCasebook, outside: CliCasebook) -> None:
    """And what to do about it."""
    kit = {"GIT_COMMITTER_NAME": "Kit", "GIT_COMMITTER_EMAIL": "kit@example.org"}
    out = outside.done("clone", str(book.folder), "desk", **kit)
    assert "Kit <kit@example.org> is not a person in this casebook" in out


def test_programs_read_what_was_made(book: CliCasebook, outside: CliCasebook) -> None:
    [row] = outside.rows("clone", str(book.folder), "desk")
    assert (row["cases"], row["unreadable"], row["person"]) == (2, 0, "ann")


def test_it_speaks_chinese(book: CliCasebook, outside: CliCasebook) -> None:
    assert "克隆" in outside.done("clone", str(book.folder), "desk", **CHINESE)


def test_whoever_used_git_clone_is_told_once_what_is_missing(
    book: CliCasebook, outside: CliCasebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the first command, whether it records or lists at a terminal; git would merge cases as text. A job that only
    checks never merges, and hears nothing of it.
    """
    run_git(outside.folder, "clone", "-q", str(book.folder), "desk")
    desk = replace(outside, folder=outside.folder / "desk")
    for words in (("list",), ("check",), ("check", "--base", "HEAD"), ("verify",)):
        assert "merges cases" not in desk.run(*words).err
    monkeypatch.setattr(context, "is_seen", lambda: True)
    for words in (("check", "--format", "github"), ("check",), ("verify",)):
        assert "merges cases" not in desk.run(*words).err
    assert "casectl doctor --fix" in desk.run("list").err
    assert desk.run("list").err == ""
    assert "merges cases" not in desk.run("note", desk.cases[0].stem, "at once").err
    run_git(outside.folder, "clone", "-q", str(book.folder), "other")
    other = replace(outside, folder=outside.folder / "other")
    assert "casectl doctor --fix" in other.run("note", other.cases[0].stem, "at once").err
    outside.done("clone", str(book.folder), "third")
    assert replace(outside, folder=outside.folder / "third").run("list").err == ""
    assert book.run("list").err == ""
