"""`doctor` finds each problem, fixes what needs no decision, and leaves alone what a person must decide."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from casectl.actions.doctor import doctor
from casectl.adapters.doctor import checks
from casectl.adapters.files.work_tree import WorkTree
from casectl.adapters.git.ledger import GitLedger, open_ledger
from casectl.adapters.git.repository_paths import RepositoryPaths
from casectl.adapters.git.safety import process
from casectl.core.checks.health import Fact, Problem
from casectl.core.values.messages import Unreadable, msg
from casectl.ports.recording import NewCommit
from tests.adapters.doctor.casebook import AT, CASE, INDEX, _old, codes, examined
from tests.conftest import GitRunner


def _stale_git_lock(book: Path, _: GitRunner) -> None:
    (book / ".git/index.lock").touch()
    _old(book / ".git/index.lock")


def _stale_ref_lock(book: Path, _: GitRunner) -> None:
    (book / ".git/refs/heads/main.lock").touch()
    _old(book / ".git/refs/heads/main.lock")


def _own_lock_of_a_dead_process(book: Path, _: GitRunner) -> None:
    (book / ".git/index.lock").symlink_to("casectl-4194999")


def _unfinished(book: Path, _: GitRunner) -> None:
    ledger: GitLedger = open_ledger(book)
    ledger.record(ledger.head(), [NewCommit({CASE: b"two\n"}, "event")], AT)


def _damaged_git_index(book: Path, _: GitRunner) -> None:
    (book / ".git/index").write_bytes(b"DIRC broken")


def _damaged_index(book: Path, _: GitRunner) -> None:
    (book / INDEX).write_bytes(b"this is no database, and never was one" * 100)
    (book / INDEX).chmod(0o600)


def _damaged_changes(book: Path, _: GitRunner) -> None:
    changes = (book / INDEX).with_name("index.changes")
    changes.write_bytes(b"neither is this" * 100)
    changes.chmod(0o600)


def _open_to_all(book: Path, _: GitRunner) -> None:
    (book / ".git/casectl").chmod(0o755)


def _left_by_a_kill(book: Path, _: GitRunner) -> None:
    (book / "cases/.casectl-0123.tmp").touch()


FIXABLE: dict[str, tuple[Callable[[Path, GitRunner], None], str]] = {
    "a lock that git left": (_stale_git_lock, "stale-lock"),
    "a lock of a branch": (_stale_ref_lock, "stale-lock"),
    "a lock of ours": (_own_lock_of_a_dead_process, "stale-lock"),
    "an interrupted command": (_unfinished, "unfinished"),
    "git's index": (_damaged_git_index, "index"),
    "our index": (_damaged_index, "index-file"),
    "what changed in our index": (_damaged_changes, "index-file"),
    "modes": (_open_to_all, "mode"),
    "a temporary file": (_left_by_a_kill, "leftover"),
}


def test_a_sound_casebook_has_no_trouble(book: Path) -> None:
    report = examined(book)
    assert report.problems == ()
    assert {"git", "casebook", "branch", "YAML reader", "file system"} <= {str(fact.name) for fact in report.facts}


@pytest.mark.parametrize("name", FIXABLE)
def test_what_needs_no_decision_is_reported_and_then_fixed(book: Path, git: GitRunner, name: str) -> None:
    bring_about, code = FIXABLE[name]
    bring_about(book, git)
    found = [trouble for trouble in examined(book).problems if trouble.code == code]
    assert found
    assert not any(trouble.fixed for trouble in found)
    assert all(trouble.way_out for trouble in found)
    fixed = [trouble for trouble in examined(book, fix=True).problems if trouble.code == code]
    assert fixed
    assert all(trouble.fixed for trouble in fixed)
    assert examined(book).problems == ()
    assert git(book, "status", "--porcelain", "cases") == ""


def _fsmonitor(book: Path, git: GitRunner) -> None:
    git(book, "config", "core.fsmonitor", "./watch")


def _tracked_hooks(book: Path, git: GitRunner) -> None:
    git(book, "config", "core.hooksPath", "hooks")


def _tracked_settings(book: Path, git: GitRunner) -> None:
    git(book, "config", "include.path", "../gitconfig")


def _elsewhere(book: Path, git: GitRunner) -> None:
    git(book, "config", "core.worktree", "/elsewhere")


def _replaced(book: Path, git: GitRunner) -> None:
    git(book, "replace", "HEAD", "HEAD~1")


def _grafted(book: Path, _: GitRunner) -> None:
    (book / ".git/info").mkdir(exist_ok=True)
    (book / ".git/info/grafts").touch()


def _detached(book: Path, git: GitRunner) -> None:
    git(book, "switch", "--quiet", "--detach")


def _set_back(book: Path, git: GitRunner) -> None:
    """git goes back to what it packed when the branch's own file is lost."""
    git(book, "update-ref", "--create-reflog", "refs/heads/main", "HEAD~1")
    git(book, "pack-refs", "--all")
    git(book, "update-ref", "refs/heads/main", "main@{1}")
    (book / ".git/refs/heads/main").unlink()


def _link(book: Path, git: GitRunner) -> None:
    (book / "cases/link.yaml").symlink_to("C-1.yaml")
    git(book, "add", "cases/link.yaml")
    git(book, "commit", "--quiet", "-m", "link")


def _twins(book: Path, git: GitRunner) -> None:
    (book / "cases/c-1.yaml").write_text("twin\n", encoding="utf-8")
    git(book, "add", "cases/c-1.yaml")
    git(book, "commit", "--quiet", "-m", "twin")


def _nested_repository(book: Path, git: GitRunner) -> None:
    for name in ("HEAD", "objects/x", "refs/x"):
        (book / "cases/evil" / name).parent.mkdir(parents=True, exist_ok=True)
        (book / "cases/evil" / name).write_text("x", encoding="utf-8")
    git(book, "add", "cases")
    git(book, "commit", "--quiet", "-m", "evil")


def _copy(book: Path, _: GitRunner) -> None:
    (book / "cases/C-1 (Ada's conflicted copy 2026-11-21).yaml").write_text("x", encoding="utf-8")


NAMED: dict[str, tuple[Callable[[Path, GitRunner], None], str]] = {
    "fsmonitor": (_fsmonitor, "program"),
    "hooks in the work tree": (_tracked_hooks, "tracked-setting"),
    "settings in the work tree": (_tracked_settings, "tracked-setting"),
    "a work tree elsewhere": (_elsewhere, "work-tree"),
    "a replaced commit": (_replaced, "replaced"),
    "a grafted history": (_grafted, "replaced"),
    "detached": (_detached, "state"),
    "a branch that was set back": (_set_back, "set-back"),
    "a link": (_link, "path"),
    "twins": (_twins, "twins"),
    "a repository within": (_nested_repository, "path"),
    "a conflict copy": (_copy, "conflict-copy"),
}


@pytest.mark.parametrize("name", NAMED)
def test_what_a_person_must_decide_is_named_and_left(book: Path, git: GitRunner, name: str) -> None:
    bring_about, code = NAMED[name]
    bring_about(book, git)
    report = examined(book, fix=True)
    assert codes(report) == [code]
    assert not report.is_well


def test_one_examination_that_fails_hides_no_other(book: Path) -> None:
    def broken(_: bool) -> list[Fact]:
        raise Unreadable(msg("no"), problems=[msg("one"), msg("two")])

    report = doctor([broken, lambda _: [Fact(msg("git"), "2")]], fix=False)
    assert [str(each.what) for each in report.problems] == ["no", "one", "two"]
    assert len(report.facts) == 1


def test_a_repository_of_somebody_else_is_named_once(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setattr(process, "_INHERITED", {*process._INHERITED, "GIT_TEST_ASSUME_DIFFERENT_OWNER"})
    monkeypatch.setattr(os, "geteuid", lambda: 1 + os.getuid())
    report = examined(book)
    assert ["dubious ownership" in str(trouble.what) for trouble in report.problems] == [True]
    assert "safe.directory" in str(report.problems[0].way_out)


def test_a_folder_without_repository_is_said(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="not a git repository"):
        checks.health_checks(tmp_path, WorkTree(tmp_path), tmp_path / "x")


def test_what_may_not_be_read_is_named_and_hides_no_other_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(folder: object) -> list[Fact]:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr("os.listdir", closed)
    assert not RepositoryPaths(tmp_path, tmp_path, tmp_path).has_pending_checkouts()
    found = doctor([lambda _: closed(tmp_path), lambda _: [Problem("next", msg("another"))]], fix=False)
    assert [(each.code, str(each.what)) for each in found.problems] == [
        ("unreadable", f"{tmp_path} cannot be read: Permission denied"),
        ("next", "another"),
    ]
    assert "chmod" in str(found.problems[0].way_out)


def test_files_that_git_would_merge_as_text_are_named(book: Path) -> None:
    """As in a casebook from before rules were merged; whoever has lines of their own that come to the same is right."""
    attributes = book / ".git/info/attributes"
    attributes.write_text("cases/** merge=casectl\n")
    [found] = [each for each in examined(book).problems if each.code == "attributes"]
    assert "templates, calendars, casectl.yaml" in str(found.what)
    assert "cases" not in str(found.what)
    attributes.write_text("*.yaml merge=casectl\n")
    assert examined(book).problems == ()
