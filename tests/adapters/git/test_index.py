"""git's index is ours while an event is laid out, is never taken from others, and no lock of ours outlives us."""

from __future__ import annotations

import os
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casectl.adapters.files.work_tree import WorkTree
from casectl.adapters.git import index as git_index
from casectl.adapters.git import recovery as git_recovery
from casectl.adapters.git.ledger import GitLedger, open_ledger
from casectl.adapters.git.pending import PendingCheckout, PendingCheckouts
from casectl.adapters.git.repository_paths import repository_paths
from casectl.core.values.messages import RepositoryError
from casectl.ports.recording import BranchMoved, NewCommit
from tests.conftest import GitRunner

AT = datetime(2026, 11, 21, 9, 12, 33, tzinfo=UTC)
CASE = "cases/C-1.yaml"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git_index, "_TIMEOUT", 0.05)
    monkeypatch.setattr(git_recovery, "_STILL_SECONDS", 0.01)


def record(ledger: GitLedger, content: bytes) -> str:
    [commit] = ledger.record(ledger.head(), [NewCommit({CASE: content}, "event")], AT)
    return commit


def test_nobody_can_commit_between_the_event_and_its_file(repo: Path, git: GitRunner) -> None:
    """Else a `git commit -a` at that moment would record the old file, and take the event back in silence."""
    ledger = open_ledger(repo)
    with ledger.lock():
        record(ledger, b"new\n")
        with pytest.raises(subprocess.CalledProcessError):
            git(repo, "commit", "--quiet", "-a", "--allow-empty", "-m", "by hand")
    assert not os.path.lexists(repo / ".git/index.lock")


def test_the_index_is_let_go_when_the_branch_has_moved(repo: Path, git: GitRunner) -> None:
    ledger = open_ledger(repo)
    stale = ledger.head()
    git(repo, "commit", "--quiet", "--allow-empty", "-m", "by hand")
    with pytest.raises(BranchMoved), ledger.lock():
        ledger.record(stale, [NewCommit({CASE: b"x"}, "event")], AT)
    assert not os.path.lexists(repo / ".git/index.lock")


def test_what_others_staged_stays_and_is_seen_to_be_changed_later(repo: Path, git: GitRunner) -> None:
    """The index keeps its time: by it git decides which files may have changed since they were staged."""
    (repo / "draft").write_text("one", encoding="utf-8")
    git(repo, "add", "draft")
    (repo / "draft").write_text("two", encoding="utf-8")
    ledger, tree = open_ledger(repo), WorkTree(repo)
    with ledger.lock():
        commit = record(ledger, b"x\n")
        tree.write_many([(CASE, b"x\n")])
        ledger.refresh([CASE], commit)
    assert git(repo, "status", "--porcelain") == "AM draft\n"


def test_a_lock_of_a_process_that_died_is_taken_away(repo: Path, git: GitRunner) -> None:
    (repo / ".git/index.lock").symlink_to("casectl-4194999")
    ledger = open_ledger(repo)
    with ledger.lock():
        ledger.recover(WorkTree(repo))
        record(ledger, b"x\n")
    assert not os.path.lexists(repo / ".git/index.lock")


def test_a_lock_of_gits_is_left_and_named(repo: Path) -> None:
    lock = repo / ".git/index.lock"
    lock.touch()
    ledger = open_ledger(repo)
    with pytest.raises(RepositoryError, match=r"index\.lock exists") as trouble, ledger.lock():
        record(ledger, b"x\n")
    assert "casectl doctor" in str(trouble.value.hint)
    assert lock.exists()


def _with_pending(repo: Path) -> tuple[PendingCheckouts, PendingCheckout]:
    """The journal with an entry for a commit that was about to become main."""
    journal = PendingCheckouts(repository_paths(repo).tree_data_dir / "pending")
    pending = PendingCheckout("refs/heads/main", "", "1" * 40)
    journal.add(pending)
    return journal, pending


@pytest.mark.parametrize("content", ["1" * 40 + "\n", ""])
def test_the_lock_of_a_branch_that_our_git_left_is_taken_away(repo: Path, content: str) -> None:
    _with_pending(repo)
    time.sleep(0.02)
    (repo / ".git/refs/heads/main.lock").write_text(content, encoding="utf-8")
    (repo / ".git/HEAD.lock").touch()
    ledger = open_ledger(repo)
    with ledger.lock():
        assert ledger.recover(WorkTree(repo)) == []
        record(ledger, b"x\n")


@pytest.mark.parametrize("content", ["2" * 40 + "\n", "something"])
def test_the_lock_of_a_branch_that_is_somebody_elses_is_left(repo: Path, content: str) -> None:
    _with_pending(repo)
    lock = repo / ".git/refs/heads/main.lock"
    lock.write_text(content, encoding="utf-8")
    ledger = open_ledger(repo)
    with ledger.lock():
        ledger.recover(WorkTree(repo))
    assert lock.exists()


def test_an_empty_lock_from_before_the_note_is_left(repo: Path) -> None:
    lock = repo / ".git/HEAD.lock"
    lock.touch()
    made = lock.stat().st_mtime  # by the file system's clock, as the note's time is
    os.utime(lock, (made - 60, made - 60))
    _with_pending(repo)
    ledger = open_ledger(repo)
    with ledger.lock():
        ledger.recover(WorkTree(repo))
    assert lock.exists()


def test_each_work_tree_finishes_its_own_work(repo: Path, git: GitRunner) -> None:
    """Two work trees share the lock; the pending checkouts of one do not concern the other."""
    second = repo.parent / "second"
    git(repo, "worktree", "add", "--quiet", "-b", "side", str(second))
    record(open_ledger(second), b"side\n")
    here, there = open_ledger(repo), open_ledger(second)
    with here.lock():
        assert here.recover(WorkTree(repo)) == []
    assert not (repo / CASE).exists()
    with there.lock():
        assert there.recover(WorkTree(second)) == []
    assert (second / CASE).read_bytes() == b"side\n"


def test_readers_finish_an_interrupted_command_unless_one_is_at_work(repo: Path) -> None:
    record(open_ledger(repo), b"x\n")
    reader, writer, tree = open_ledger(repo), open_ledger(repo), WorkTree(repo)
    with writer.lock():
        reader.recover_if_idle(tree)
        assert tree.read(CASE) is None
    reader.recover_if_idle(tree)
    assert tree.read(CASE) == b"x\n"


def as_young_as_the_index(repo: Path, git: GitRunner) -> None:
    """A state as after a clone or unpacking an archive: times do not show git what has changed since."""
    moment = (repo / ".git/index").stat().st_mtime_ns
    git(repo, "config", "core.trustctime", "false")
    os.utime(repo / "README", ns=(moment, moment))
    git(repo, "update-index", "README")
    os.utime(repo / ".git/index", ns=(moment, moment))


@pytest.mark.parametrize("attributes", [".gitattributes", ".git/info/attributes"])
@pytest.mark.parametrize("driver", ["clean", "process"])
@pytest.mark.parametrize("whose", ["git", "casectl"])
def test_files_as_young_as_the_index_are_not_read_through_a_filter(
    repo: Path, git: GitRunner, attributes: str, driver: str, whose: str
) -> None:
    """A filter is a program that the repository names. git itself runs it, so the test would see ours."""
    fired, ledger = repo.parent / "fired", open_ledger(repo)
    as_young_as_the_index(repo, git)
    (repo / ".git/info").mkdir(exist_ok=True)
    (repo / attributes).write_text("* filter=evil\n", encoding="utf-8")
    git(repo, "config", f"filter.evil.{driver}", f"touch '{fired}'; cat")
    if whose == "casectl":
        ledger.refresh([CASE], record(ledger, b"x"))
    else:
        git(
            repo,
            "update-index",
            "--index-info",
            stdin=f"100644 {git(repo, 'rev-parse', 'HEAD:README').strip()}\tother\n",
        )
    assert fired.exists() == (whose == "git")


def test_an_edit_within_the_index_s_own_moment_is_still_seen(repo: Path, git: GitRunner) -> None:
    """Otherwise git could take a file that was edited in the same tick for unchanged, and a commit would miss it."""
    as_young_as_the_index(repo, git)
    file, before = repo / "README", (repo / "README").stat()
    with file.open("r+") as opened:
        opened.write("A CASEBOOK")
    os.utime(file, ns=(before.st_mtime_ns, before.st_mtime_ns))
    ledger = open_ledger(repo)
    ledger.refresh([CASE], record(ledger, b"x"))
    assert " M README" in git(repo, "status", "--porcelain").splitlines()


def test_git_is_shown_an_empty_folder_whatever_is_there(repo: Path, git: GitRunner) -> None:
    """A `.git` that was copied may hold anything there; folders that a killed command left go."""
    hidden = repo / ".git/casectl/no-files-0" / CASE
    hidden.parent.mkdir(parents=True)
    hidden.write_bytes(b"another")
    (repo / ".git/casectl/no-files-1").mkdir()
    ledger = open_ledger(repo)
    ledger.refresh([CASE], record(ledger, b"x"))
    assert git(repo, "show", f":{CASE}") == "x"
    empty = [each for each in (repo / ".git/casectl").glob("no-files*") if not any(each.iterdir())]
    assert len(empty) == 1
    assert hidden.exists()
