"""casectl hook: git runs casectl beside what it ran already, and no more once it is taken out."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.casebook import CliCasebook
from tests.conftest import run_git


@pytest.fixture
def desk(book: CliCasebook, shim: Path) -> CliCasebook:
    """A casebook whose hooks find casectl."""
    book.env["PATH"] = f"{shim}{os.pathsep}{os.environ['PATH']}"
    return book


def git(desk: CliCasebook, *words: str, **env: str) -> tuple[int, str]:
    """git, as somebody types it: the exit code and what it says."""
    dates = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), desk.env["CASECTL_NOW"])
    done = subprocess.run(["git", *words], cwd=desk.folder, env={**os.environ, **desk.env, **dates, **env},
                          capture_output=True, encoding="utf-8", check=False)  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def hook_file(desk: CliCasebook, name: str = "pre-commit") -> Path:
    """Where git keeps a hook."""
    return desk.folder / ".git/hooks" / name


def write(file: Path, text: str) -> None:
    """Write a hook of somebody else's."""
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")
    file.chmod(0o755)


def break_a_case(desk: CliCasebook) -> None:
    """Change a state by hand."""
    case = desk.cases[0]
    case.write_text(case.read_text("utf-8").replace("state: received", "state: closed", 1), "utf-8")


def test_what_is_staged_is_checked_before_it_is_committed(desk: CliCasebook) -> None:
    desk.done("hook", "install", "pre-commit")
    break_a_case(desk)
    status, said = git(desk, "commit", "-am", "Closed")
    assert status == 1
    assert " C050 state became closed, although the journal says received, in the staged changes\n" in said
    assert git(desk, "commit", "-am", "Closed", "--no-verify")[0] == 0


def test_several_hooks_are_installed_at_once(desk: CliCasebook) -> None:
    said = desk.done("hook", "install", "pre-commit", "pre-push", "pre-commit").splitlines()
    assert [line.partition(" ")[0] for line in said] == ["pre-commit", "pre-push"]
    said = desk.done("hook", "uninstall", "pre-commit", "pre-push").splitlines()
    assert said == [f"{each} no longer runs casectl: .git/hooks/{each}" for each in ("pre-commit", "pre-push")]
    assert "missing: HOOK..." in desk.refused(2, "hook", "install")


def test_a_free_edit_passes(desk: CliCasebook) -> None:
    desk.done("hook", "install", "pre-commit")
    case = desk.cases[0]
    case.write_text(case.read_text("utf-8").replace("title: Torn", "title: Very torn", 1), "utf-8")
    assert git(desk, "commit", "-am", "A better title")[0] == 0
    assert "A better title" in git(desk, "log", "-1", "--format=%s")[1]


def test_what_is_staged_counts_not_what_stands_in_the_work_tree(desk: CliCasebook) -> None:
    """Nor what another file has, and `git commit FILE` has an index of its own."""
    desk.done("hook", "install", "pre-commit")
    break_a_case(desk)
    (desk.folder / "notes.txt").write_text("Ours\n", "utf-8")
    run_git(desk.folder, "add", "notes.txt")
    assert git(desk, "commit", "-m", "Notes")[0] == 0
    run_git(desk.folder, "add", "cases")
    run_git(desk.folder, "add", "notes.txt")
    (desk.folder / "notes.txt").write_text("Ours again\n", "utf-8")
    status, said = git(desk, "commit", "-m", "Notes again", "notes.txt")
    assert status == 0, said
    run_git(desk.folder, "restore", "--worktree", "--source=HEAD", "cases")
    status, said = git(desk, "commit", "-m", "Closed")
    assert status == 1
    assert " C050 " in said


def test_a_hook_that_is_there_is_kept_and_runs_after_ours(desk: CliCasebook) -> None:
    """To the byte, once ours is taken out again; twice installed is once installed."""
    theirs = "#!/bin/bash\n# ours since 2019\necho theirs\nexit 0\n"
    write(hook_file(desk), theirs)
    desk.done("hook", "install", "pre-commit")
    once = hook_file(desk).read_bytes()
    desk.done("hook", "install", "pre-commit")
    assert hook_file(desk).read_bytes() == once
    assert "theirs" in git(desk, "commit", "--allow-empty", "-m", "Nothing")[1]
    break_a_case(desk)
    status, said = git(desk, "commit", "-am", "Closed")
    assert status == 1
    assert "theirs" not in said
    [row] = [each for each in desk.rows("hook", "list") if each["hook"] == "pre-commit"]
    assert (row["place"], row["others"]) == (".git/hooks/pre-commit", True)
    desk.done("hook", "uninstall", "pre-commit")
    assert hook_file(desk).read_text("utf-8") == theirs
    assert hook_file(desk).stat().st_mode & 0o777 == 0o755


def test_our_own_file_goes_with_us(desk: CliCasebook) -> None:
    desk.done("hook", "install", "pre-push")
    desk.done("hook", "uninstall", "pre-push")
    assert not hook_file(desk, "pre-push").exists()
    assert "did not run casectl" in desk.done("hook", "uninstall", "pre-push")


def test_another_hook_gets_what_git_says_of_the_push_too(desk: CliCasebook, tmp_path: Path) -> None:
    """Both read their standard input to its end."""
    run_git(tmp_path, "clone", "--quiet", "--bare", str(desk.folder), "server.git")
    write(hook_file(desk, "pre-push"), f'#!/bin/sh\nwhile read -r a b c d; do echo "$c $d"; done > {tmp_path}/said\n')
    run_git(desk.folder, "remote", "add", "origin", str(tmp_path / "server.git"))
    run_git(desk.folder, "fetch", "--quiet", "origin")
    desk.done("hook", "install", "pre-push")
    before = run_git(desk.folder, "rev-parse", "HEAD").strip()
    desk.done("note", desk.cases[0].stem, "Called back")
    assert git(desk, "push", "origin", "HEAD:main")[0] == 0
    assert (tmp_path / "said").read_text("utf-8") == f"refs/heads/main {before}\n"


def test_a_push_of_what_is_unlawful_is_stopped_before_it_is_sent(desk: CliCasebook, tmp_path: Path) -> None:
    """A branch that the other side does not have is held against those that it has."""
    run_git(tmp_path, "clone", "--quiet", "--bare", str(desk.folder), "server.git")
    run_git(desk.folder, "remote", "add", "origin", str(tmp_path / "server.git"))
    run_git(desk.folder, "fetch", "--quiet", "origin")
    desk.done("hook", "install", "pre-push")
    desk.cases[0].unlink()
    desk.commit()
    for branch in ("main", "other"):
        status, said = git(desk, "push", "origin", f"HEAD:refs/heads/{branch}")
        assert status == 1
        assert ": C065 " in said
    assert run_git(tmp_path / "server.git", "branch", "--list", "other") == ""


def test_core_hooks_path_is_honoured(desk: CliCasebook) -> None:
    run_git(desk.folder, "config", "core.hooksPath", ".husky")
    desk.done("hook", "install", "pre-commit")
    assert (desk.folder / ".husky/pre-commit").stat().st_mode & 0o111
    break_a_case(desk)
    assert git(desk, "commit", "-am", "Closed")[0] == 1


def test_the_hooks_of_all_repositories_are_left_alone(desk: CliCasebook, tmp_path: Path) -> None:
    settings = tmp_path / "settings"
    run_git(desk.folder, "config", "--file", str(settings), "core.hooksPath", str(tmp_path / "everyones"))
    said = desk.refused(3, "hook", "install", "pre-commit", GIT_CONFIG_GLOBAL=str(settings))
    assert "contains the hooks of all your repositories (core.hooksPath), so casectl does not change it" in said
    assert not (tmp_path / "everyones").exists()


@pytest.mark.parametrize("text", ["#!/usr/bin/env python3\nprint('theirs')\n", "\x7fELF", "echo no shebang\n"])
def test_what_is_no_shell_script_is_not_touched(text: str, desk: CliCasebook) -> None:
    write(hook_file(desk), text)
    assert "add this line to the hook yourself: casectl hook run pre-commit" in desk.refused(
        3, "hook", "install", "pre-commit"
    )
    assert hook_file(desk).read_text("utf-8") == text


def test_a_link_is_not_written_through(desk: CliCasebook, tmp_path: Path) -> None:
    write(tmp_path / "shared", "#!/bin/sh\n")
    hook_file(desk).parent.mkdir(exist_ok=True)
    hook_file(desk).symlink_to(tmp_path / "shared")
    assert "is a link, so casectl does not change it" in desk.refused(3, "hook", "install", "pre-commit")
    assert (tmp_path / "shared").read_text("utf-8") == "#!/bin/sh\n"


def test_a_hook_that_somebody_switched_off_stays_off(desk: CliCasebook) -> None:
    write(hook_file(desk), "#!/bin/sh\nexit 1\n")
    hook_file(desk).chmod(0o644)
    assert "not executable, so git does not run it" in desk.refused(3, "hook", "install", "pre-commit")


def test_casectls_own_commits_run_no_hook(desk: CliCasebook) -> None:
    """They were judged already."""
    write(hook_file(desk), "#!/bin/sh\nexit 1\n")
    desk.done("hook", "install", "pre-commit")
    desk.done("note", desk.cases[0].stem, "Called back")


def test_where_git_has_hooks_as_settings_these_are_used(desk: CliCasebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """From git 2.54 on, beside whatever files there are."""
    monkeypatch.setattr("casectl.adapters.git.hooks.GitHooks.version", (2, 54))
    desk.done("hook", "install", "pre-receive")
    assert run_git(desk.folder, "config", "hook.casectl-pre-receive.event") == "pre-receive\n"
    assert run_git(desk.folder, "config", "hook.casectl-pre-receive.command").endswith("casectl hook run pre-receive\n")
    assert not hook_file(desk, "pre-receive").exists()
    assert desk.rows("hook", "list")[2]["place"] == "hook.casectl-pre-receive.command"
    desk.done("hook", "uninstall", "pre-receive")
    assert desk.rows("hook", "list")[2]["place"] is None


def test_a_look_at_what_is_staged_runs_no_filter(desk: CliCasebook, tmp_path: Path) -> None:
    """A repository may name programs that git runs to compare files."""
    break_a_case(desk)
    run_git(desk.folder, "add", "--all")
    (desk.folder / ".git/info/attributes").write_text("* filter=wicked\n", "utf-8")
    for name in ("clean", "process"):
        run_git(desk.folder, "config", f"filter.wicked.{name}", f"touch '{tmp_path}/fired'; cat")
    os.utime(desk.cases[0], (1, 1))
    assert desk.run("hook", "run", "pre-commit").status == 1
    assert not (tmp_path / "fired").exists()


def test_what_is_no_push_is_refused(desk: CliCasebook) -> None:
    done = subprocess.run(["casectl", "hook", "run", "pre-receive"], cwd=desk.folder, input="x\n", encoding="utf-8",
                          env={**os.environ, **desk.env}, capture_output=True, check=False)  # fmt: skip
    assert done.returncode == 2
    assert "x is not what git passes to this hook" in done.stderr
