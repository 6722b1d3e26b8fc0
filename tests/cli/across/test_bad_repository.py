"""A repository, a machine or a person that is not as it should be: said clearly, and nothing half written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.casebook import NEW, CliCasebook
from tests.cli.transcript import SOURCE
from tests.conftest import run_git


def mid_merge(book: CliCasebook) -> None:
    """A merge that stopped at a conflict."""
    for branch, text in (("other", "theirs"), ("main", "ours")):
        run_git(book.folder, "checkout", "--quiet", *(["-b"] if branch == "other" else []), branch)
        (book.folder / "notes.txt").write_text(text, "utf-8")
        book.commit()
    subprocess.run(["git", "merge", "--quiet", "other"], cwd=book.folder, capture_output=True, check=False)


def detached(book: CliCasebook) -> None:
    """A commit checked out, no branch."""
    run_git(book.folder, "checkout", "--quiet", "--detach")


def git_at_work(book: CliCasebook) -> None:
    """Another git holds the index, or was killed holding it."""
    (book.folder / ".git" / "index.lock").touch()


@pytest.mark.parametrize(
    ("trouble", "says"), [(mid_merge, "merge"), (detached, "detached"), (git_at_work, "index.lock")]
)
def test_an_odd_state_of_the_repository_is_named(book: CliCasebook, trouble: object, says: str) -> None:
    """Writing waits until it is as usual again; reading goes on as far as it can."""
    assert callable(trouble)
    trouble(book)
    assert says in book.refused(6, "note", book.cases[0].stem, "x").lower()
    assert "Torn box" in book.run("list").out


def test_a_folder_that_is_no_repository(book: CliCasebook) -> None:
    """casectl.yaml alone is no casebook."""
    shutil.rmtree(book.folder / ".git")
    answer = book.run("note", book.cases[0].stem, "x")
    assert answer.status == 6
    assert "git" in answer.err


def test_a_folder_that_is_no_casebook(tmp_path: Path) -> None:
    """It says how one is made, and how another one is named."""
    answer = CliCasebook(tmp_path).run("list")
    assert answer.status == 6
    assert "casectl init" in answer.err
    assert "-C DIR" in answer.err


def test_a_bare_repository(book: CliCasebook, tmp_path: Path) -> None:
    """It has no files, so there is nothing to work on."""
    run_git(tmp_path, "clone", "--quiet", "--bare", "book", "bare.git")
    answer = CliCasebook(tmp_path / "bare.git").run("list")
    assert answer.status == 6
    assert "is a bare repository" in answer.err


def test_a_person_without_identity(book: CliCasebook) -> None:
    """git has no name and address: the message says how to set them."""
    nobody = dict.fromkeys((f"GIT_{role}_{what}" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")), "")
    said = book.refused(6, "note", book.cases[0].stem, "x", **nobody, GIT_CONFIG_GLOBAL=os.devnull)
    assert "git config" in said


def test_a_person_whom_the_casebook_does_not_know(book: CliCasebook) -> None:
    """Nobody writes under a name that the team has not agreed on."""
    said = book.refused(3, "note", book.cases[0].stem, "x", GIT_COMMITTER_EMAIL="eve@example.org")
    assert "not a person in this casebook" in said
    assert "casectl people add" in said


def test_what_else_is_staged_or_edited_stays_so(book: CliCasebook) -> None:
    """casectl commits its own files and nothing beside them."""
    (book.folder / "staged.txt").write_text("staged", "utf-8")
    run_git(book.folder, "add", "staged.txt")
    (book.folder / "loose.txt").write_text("loose", "utf-8")
    book.done("note", book.cases[0].stem, "x")
    assert run_git(book.folder, "status", "--short") == "A  staged.txt\n?? loose.txt\n"


def can_mount() -> bool:
    """Whether this machine lets us make a small disk of our own."""
    words = ["unshare", "--user", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return bool(shutil.which("unshare")) and subprocess.run(words, capture_output=True, check=False).returncode == 0


FULL_DISK = """
set -e
mount -t tmpfs -o size=2m tmpfs "$2"
cp -a "$1"/. "$2"
cd "$2"
git rev-parse HEAD > /dev/null
dd if=/dev/zero of=filler bs=1k status=none 2> /dev/null || true
before=$(git rev-parse HEAD; sha1sum cases/*/*/*)
set +e
head -c 100000 /dev/urandom | base64 | "$3" -m tests.clock note "$4" -
status=$?
test "$before" = "$(git rev-parse HEAD; sha1sum cases/*/*/*)" || echo CHANGED >&2
rm filler
"$3" -m tests.clock -q check || echo FAULTY >&2
"$3" -m tests.clock note "$4" 'there is room again' > /dev/null || echo STUCK >&2
exit $status
"""


@pytest.mark.skipif(not can_mount(), reason="this machine does not let us mount a small disk")
def test_a_full_disk_leaves_the_casebook_as_it_was(book: CliCasebook, tmp_path: Path) -> None:
    """A real disk of two megabytes, full: exit code 6, the reason, no change; and all is well once there is room."""
    (tmp_path / "disk").mkdir()
    env = {**os.environ, **book.env, "PYTHONPATH": str(SOURCE), "PYTHONDONTWRITEBYTECODE": "1"}
    words = ["bash", "-c", FULL_DISK, "-", str(book.folder), str(tmp_path / "disk"), sys.executable, book.cases[0].stem]
    done = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", *words],
        env=env, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 6, done.stderr
    assert "space" in done.stderr
    assert not {"CHANGED", "FAULTY", "STUCK", "Traceback"} & set(done.stderr.split())


def test_a_pipe_in_the_place_of_the_settings_keeps_nobody_waiting(book: CliCasebook) -> None:
    (book.folder / "casectl.yaml").unlink()
    os.mkfifo(book.folder / "casectl.yaml")
    assert "is a casebook without its casectl.yaml" in book.run("list").err


def test_settings_that_claim_to_be_giant_are_no_bug(book: CliCasebook) -> None:
    os.truncate(book.folder / "casectl.yaml", 1 << 40)
    assert "casectl.yaml has errors" in book.run("list").err
    assert "the old rules still apply" in book.run("note", book.cases[0].stem, "x").err


def test_the_version_is_not_asked_of_a_git_in_the_folder(book: CliCasebook) -> None:
    """With "." in PATH nothing runs that a casebook brings along."""
    program = book.folder / "git"
    program.write_text("#!/bin/sh\ntouch ran\n", encoding="utf-8")
    program.chmod(0o755)
    assert "git version" in book.done("--version", PATH=f".{os.pathsep}{os.environ['PATH']}")
    assert not (book.folder / "ran").exists()


def test_a_partial_clone_says_how_to_fetch_what_it_left_out(book: CliCasebook, tmp_path: Path) -> None:
    case = book.cases[0].stem
    book.done("note", case, "one more version of the file")
    run_git(book.folder, "config", "uploadpack.allowFilter", "true")
    run_git(tmp_path, "clone", "--quiet", "--filter=blob:none", f"file://{book.folder}", "clone")
    clone = CliCasebook(tmp_path / "clone")
    assert "git fetch --refetch" in clone.refused(6, "audit", case)
    assert clone.done("show", case)


def test_a_partial_clone_shows_what_it_can_and_says_what_it_cannot(book: CliCasebook, tmp_path: Path) -> None:
    """`audit` of all names each case of which it lacks a version, and calls none removed, or written by hand; clocks
    are shown and explained, with the way to what is missing.
    """
    case = book.cases[0].stem
    book.done("contact", case, "out", "We look into it")
    run_git(book.folder, "config", "uploadpack.allowFilter", "true")
    run_git(tmp_path, "clone", "--quiet", "--filter=blob:none", f"file://{book.folder}", "clone")
    clone = CliCasebook(tmp_path / "clone")
    for words in (("due", case), ("explain", case)):
        answer = clone.run(*words)
        assert (answer.status, "git fetch --refetch" in answer.err) == (0, True), words
        assert answer.out.strip(), words
    answer = clone.run("audit")
    assert answer.status == 5
    assert f"{case}.yaml: some earlier versions are not in this clone" in answer.err
    assert case not in answer.out
    assert "removed" not in answer.out
    run_git(clone.folder, "fetch", "--quiet", "--refetch", "--no-filter")
    assert clone.done("audit") == book.done("audit")


def test_a_partial_clone_without_its_remote_accuses_nobody(book: CliCasebook, tmp_path: Path) -> None:
    """It says that it was not judged, and judges it once it is there."""
    case = book.cases[0].stem
    book.done("note", case, "one more version of the file")
    run_git(book.folder, "config", "uploadpack.allowFilter", "true")
    run_git(tmp_path, "clone", "--quiet", "--filter=blob:none", f"file://{book.folder}", "clone")
    run_git(tmp_path / "clone", "remote", "set-url", "origin", "file:///nowhere")
    clone = CliCasebook(tmp_path / "clone")
    for words in (("verify",), ("verify",), ("check", "--base", "HEAD~1")):
        answer = clone.run(*words)
        assert "this clone does not have that version of it" in answer.err, words
        assert [line for line in answer.out.splitlines() if " H004 " not in line] == [], words
    run_git(tmp_path / "clone", "remote", "set-url", "origin", f"file://{book.folder}")
    run_git(tmp_path / "clone", "fetch", "--quiet", "--refetch", "--no-filter")
    assert "could not be judged" not in clone.run("verify").err


def test_a_shallow_clone_accuses_nobody_of_what_is_at_its_cut(book: CliCasebook, tmp_path: Path) -> None:
    case = book.cases[0].stem
    for text in ("one", "two"):
        book.done("note", case, text)
    run_git(tmp_path, "clone", "--quiet", "--depth=2", f"file://{book.folder}", "clone")
    answer = CliCasebook(tmp_path / "clone").run("audit", case, "--format", "tsv")
    _, opened, *notes = answer.out.splitlines()
    assert "this clone does not contain the earlier history, so it is not known how this was recorded" in opened
    assert (
        len(
            [
                line
                for line in notes
                if "this clone does not contain the earlier history, so it is not known how this was recorded" in line
            ]
        )
        == len(notes) - 2
    )  # these two are reported whole
    assert "by hand" not in answer.out
    assert "clone is shallow" in answer.err


def test_a_sparse_partial_clone_without_rules_calls_none_of_them_changed(book: CliCasebook, tmp_path: Path) -> None:
    """Who opens a case there is told what brings the rules; nobody is told of edits that there are not."""
    run_git(book.folder, "config", "uploadpack.allowFilter", "true")
    run_git(tmp_path, "clone", "--quiet", "--filter=blob:none", "--sparse", f"file://{book.folder}", "clone")
    clone = CliCasebook(tmp_path / "clone")
    assert "git sparse-checkout add templates" in clone.refused(5, *NEW)
    for words in (NEW, ["check"], ["doctor"]):
        answer = clone.run(*words)
        assert "not committed" not in answer.out + answer.err, words
        assert "the file is empty" not in answer.out + answer.err, words


def test_a_sparse_partial_clone_names_each_case_that_it_does_not_have(book: CliCasebook, tmp_path: Path) -> None:
    """A list is whole or says so; the rest of it is there, in both languages, also when the remote is not."""
    path = book.cases[0].relative_to(book.folder).as_posix()
    away = path.replace(path.split("/")[1], "1999")
    (book.folder / away).parent.mkdir(parents=True)
    book.cases[0].rename(book.folder / away)
    book.commit()
    run_git(book.folder, "config", "uploadpack.allowFilter", "true")
    run_git(tmp_path, "clone", "--quiet", "--filter=blob:none", "--sparse", f"file://{book.folder}", "clone")
    here = {case.parent.relative_to(book.folder).as_posix() for case in book.cases[1:]}
    run_git(tmp_path / "clone", "sparse-checkout", "set", "templates", "calendars", *here)
    run_git(tmp_path / "clone", "remote", "remove", "origin")
    clone = CliCasebook(tmp_path / "clone")
    answer = clone.run("list", "--format", "tsv")
    assert (answer.status, len(answer.out.splitlines())) == (5, len(book.cases))  # a header, and all but one
    assert f"cannot read {away}: " in answer.err
    assert "git sparse-checkout add" in clone.refused(5, "overdue")
    assert "这个克隆没有取回此文件" in clone.refused(5, "list", CASECTL_LANG="zh")


def test_a_name_that_is_too_long_for_a_folder_is_that_of_none(book: CliCasebook) -> None:
    """Also where the language is asked of the casebook, and the user's own settings are in such a folder."""
    assert "there is no folder" in book.refused(6, "-C", "x" * 300, "list")
    assert "there is no folder" in book.refused(6, "-C", "x" * 300, "list", CASECTL_LANG="")
    assert book.run("list", XDG_CONFIG_HOME="/" + "x" * 300).status == 0
