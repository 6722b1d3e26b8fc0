"""A repository, a machine or a person that is not as it should be: said clearly, and nothing half written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.front_desk import FrontDesk
from tests.cli.transcript import SOURCE
from tests.conftest import run_git


def mid_merge(desk: FrontDesk) -> None:
    """A merge that stopped at a conflict."""
    for branch, text in (("other", "theirs"), ("main", "ours")):
        run_git(desk.folder, "checkout", "--quiet", *(["-b"] if branch == "other" else []), branch)
        (desk.folder / "notes.txt").write_text(text, "utf-8")
        desk.commit()
    subprocess.run(["git", "merge", "--quiet", "other"], cwd=desk.folder, capture_output=True, check=False)


def detached(desk: FrontDesk) -> None:
    """A commit checked out, no branch."""
    run_git(desk.folder, "checkout", "--quiet", "--detach")


def git_at_work(desk: FrontDesk) -> None:
    """Another git holds the index, or was killed holding it."""
    (desk.folder / ".git" / "index.lock").touch()


@pytest.mark.parametrize(
    ("trouble", "says"), [(mid_merge, "merge"), (detached, "detached"), (git_at_work, "index.lock")]
)
def test_an_odd_state_of_the_repository_is_named(desk: FrontDesk, trouble: object, says: str) -> None:
    """Writing waits until it is as usual again; reading goes on as far as it can."""
    assert callable(trouble)
    trouble(desk)
    assert says in desk.refused(6, "note", desk.cases[0].stem, "x").lower()
    assert "Torn box" in desk.run("list").out


def test_a_folder_that_is_no_repository(desk: FrontDesk) -> None:
    """casectl.yaml alone is no casebook."""
    shutil.rmtree(desk.folder / ".git")
    answer = desk.run("note", desk.cases[0].stem, "x")
    assert answer.status == 6
    assert "git" in answer.err


def test_a_folder_that_is_no_casebook(tmp_path: Path) -> None:
    """It says how one is made, and how another one is named."""
    answer = FrontDesk(tmp_path).run("list")
    assert answer.status == 6
    assert "casectl init" in answer.err
    assert "-C DIR" in answer.err


def test_a_bare_repository(desk: FrontDesk, tmp_path: Path) -> None:
    """It has no files, so there is nothing to work on."""
    run_git(tmp_path, "clone", "--quiet", "--bare", "book", "bare.git")
    answer = FrontDesk(tmp_path / "bare.git").run("list")
    assert answer.status == 6
    assert "is a bare repository" in answer.err


def test_a_person_without_identity(desk: FrontDesk) -> None:
    """git knows nobody: how to tell it is said."""
    nobody = dict.fromkeys((f"GIT_{role}_{what}" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")), "")
    said = desk.refused(6, "note", desk.cases[0].stem, "x", **nobody, GIT_CONFIG_GLOBAL=os.devnull)
    assert "git config" in said


def test_a_person_whom_the_casebook_does_not_know(desk: FrontDesk) -> None:
    """Nobody writes under a name that the team has not agreed on."""
    said = desk.refused(3, "note", desk.cases[0].stem, "x", GIT_AUTHOR_EMAIL="eve@example.org")
    assert "nobody in this casebook" in said
    assert "casectl.yaml" in said


def test_a_case_edited_by_hand_is_adopted_or_put_back_first(desk: FrontDesk) -> None:
    """What nobody recorded is neither lost nor recorded in passing."""
    path = desk.cases[0]
    path.write_text(path.read_text("utf-8").replace("Torn box", "Torn crate"), "utf-8")
    said = desk.refused(3, "note", path.stem, "x")
    assert f"casectl adopt {path.stem}" in said
    assert f"git checkout -- cases/2026/10/{path.name}" in said
    desk.done("note", desk.cases[1].stem, "another case is not held up")


def test_what_else_is_staged_or_edited_stays_so(desk: FrontDesk) -> None:
    """casectl commits its own files and nothing beside them."""
    (desk.folder / "staged.txt").write_text("staged", "utf-8")
    run_git(desk.folder, "add", "staged.txt")
    (desk.folder / "loose.txt").write_text("loose", "utf-8")
    desk.done("note", desk.cases[0].stem, "x")
    assert run_git(desk.folder, "status", "--short") == "A  staged.txt\n?? loose.txt\n"


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
head -c 100000 /dev/urandom | base64 | "$3" -m casectl note "$4" -
status=$?
test "$before" = "$(git rev-parse HEAD; sha1sum cases/*/*/*)" || echo CHANGED >&2
rm filler
"$3" -m casectl -q check || echo FAULTY >&2
"$3" -m casectl note "$4" 'there is room again' > /dev/null || echo STUCK >&2
exit $status
"""


@pytest.mark.skipif(not can_mount(), reason="this machine does not let us mount a small disk")
def test_a_full_disk_leaves_the_casebook_as_it_was(desk: FrontDesk, tmp_path: Path) -> None:
    """A real disk of two megabytes, full: exit code 6, the reason, no change; and all is well once there is room."""
    (tmp_path / "disk").mkdir()
    env = {**os.environ, **desk.env, "PYTHONPATH": str(SOURCE), "PYTHONDONTWRITEBYTECODE": "1"}
    words = ["bash", "-c", FULL_DISK, "-", str(desk.folder), str(tmp_path / "disk"), sys.executable, desk.cases[0].stem]
    done = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", *words],
        env=env, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 6, done.stderr
    assert "space" in done.stderr
    assert not {"CHANGED", "FAULTY", "STUCK", "Traceback"} & set(done.stderr.split())


def test_a_pipe_in_the_place_of_the_settings_keeps_nobody_waiting(desk: FrontDesk) -> None:
    (desk.folder / "casectl.yaml").unlink()
    os.mkfifo(desk.folder / "casectl.yaml")
    assert "is not in a casebook" in desk.run("list").err


def test_settings_that_claim_to_be_giant_are_no_bug(desk: FrontDesk) -> None:
    os.truncate(desk.folder / "casectl.yaml", 1 << 40)
    assert "casectl.yaml cannot be read" in desk.run("note", desk.cases[0].stem, "x").err


def test_the_version_is_not_asked_of_a_git_in_the_folder(desk: FrontDesk) -> None:
    """Whoever has "." in PATH runs nothing that a casebook brings along."""
    program = desk.folder / "git"
    program.write_text("#!/bin/sh\ntouch ran\n", encoding="utf-8")
    program.chmod(0o755)
    assert "git version" in desk.done("--version", PATH=f".{os.pathsep}{os.environ['PATH']}")
    assert not (desk.folder / "ran").exists()


def test_a_partial_clone_says_how_to_fetch_what_it_left_out(desk: FrontDesk, tmp_path: Path) -> None:
    case = desk.cases[0].stem
    desk.done("note", case, "one more version of the file")
    run_git(desk.folder, "config", "uploadpack.allowFilter", "true")
    run_git(tmp_path, "clone", "--quiet", "--filter=blob:none", f"file://{desk.folder}", "clone")
    clone = FrontDesk(tmp_path / "clone")
    assert "git fetch --refetch" in clone.refused(6, "audit", case)
    assert clone.done("show", case)


def test_a_shallow_clone_accuses_nobody_of_what_stands_at_its_cut(desk: FrontDesk, tmp_path: Path) -> None:
    case = desk.cases[0].stem
    for text in ("one", "two"):
        desk.done("note", case, text)
    run_git(tmp_path, "clone", "--quiet", "--depth=2", f"file://{desk.folder}", "clone")
    answer = FrontDesk(tmp_path / "clone").run("audit", case, "--format", "tsv")
    _, opened, *notes = answer.out.splitlines()
    assert "cut off here" in opened
    assert len([line for line in notes if "cut off here" in line]) == len(notes) - 2  # these two are told whole
    assert "by hand" not in answer.out
    assert "clone is shallow" in answer.err


def test_a_sparse_partial_clone_names_each_case_that_it_does_not_have(desk: FrontDesk, tmp_path: Path) -> None:
    """A list is whole or says so; the rest of it is there, in both languages, also when the remote is not."""
    path = desk.cases[0].relative_to(desk.folder).as_posix()
    away = path.replace(path.split("/")[1], "1999")
    (desk.folder / away).parent.mkdir(parents=True)
    desk.cases[0].rename(desk.folder / away)
    desk.commit()
    run_git(desk.folder, "config", "uploadpack.allowFilter", "true")
    run_git(tmp_path, "clone", "--quiet", "--filter=blob:none", "--sparse", f"file://{desk.folder}", "clone")
    here = {case.parent.relative_to(desk.folder).as_posix() for case in desk.cases[1:]}
    run_git(tmp_path / "clone", "sparse-checkout", "set", "templates", "calendars", *here)
    run_git(tmp_path / "clone", "remote", "remove", "origin")
    clone = FrontDesk(tmp_path / "clone")
    answer = clone.run("list", "--format", "tsv")
    assert (answer.status, len(answer.out.splitlines())) == (5, len(desk.cases))  # a header, and all but one
    assert f"cannot read {away}: " in answer.err
    assert "git sparse-checkout add" in clone.refused(5, "overdue")
    assert "这个克隆没有取回此文件" in clone.refused(5, "list", CASECTL_LANG="zh")
