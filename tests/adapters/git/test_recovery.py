"""A command that was killed after its commit is finished by the next one; before it, it never happened."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casectl.adapters.files.work_tree import WorkTree
from casectl.adapters.git.ledger import GitLedger, open_ledger
from casectl.core.values.messages import RepositoryError
from casectl.ports.recording import NewCommit
from tests.conftest import GitRunner

AT = datetime(2026, 11, 21, 9, 12, 33, tzinfo=UTC)
CASE = "cases/C-1.yaml"


@pytest.fixture
def ledger(repo: Path) -> GitLedger:
    return open_ledger(repo)


@pytest.fixture
def store(repo: Path, ledger: GitLedger) -> WorkTree:
    """A work tree with one case, recorded and refreshed."""
    tree = WorkTree(repo)
    commit = record(ledger, {CASE: b"one\n"})
    tree.write_many([(CASE, b"one\n")])
    ledger.refresh([CASE], commit)
    return tree


def record(ledger: GitLedger, files: dict[str, bytes | None]) -> str:
    [commit] = ledger.record(ledger.head(), [NewCommit(files, "event")], AT)
    return commit


def notes(ledger: GitLedger, store: WorkTree) -> list[str]:
    with ledger.lock():
        return [str(note) for note in ledger.recover(store)]


def pending(repo: Path) -> list[Path]:
    return list((repo / ".git/casectl/pending").iterdir())


def test_a_work_tree_that_stayed_behind_is_brought_up(
    ledger: GitLedger, store: WorkTree, repo: Path, git: GitRunner
) -> None:
    record(ledger, {CASE: b"two\n", "cases/new.yaml": b"new\n"})
    assert notes(ledger, store) == []
    assert (store.read(CASE), store.read("cases/new.yaml")) == (b"two\n", b"new\n")
    assert git(repo, "status", "--porcelain") == ""
    assert pending(repo) == []


def test_a_file_that_was_taken_away_goes(ledger: GitLedger, store: WorkTree, repo: Path, git: GitRunner) -> None:
    record(ledger, {CASE: None})
    assert notes(ledger, store) == []
    assert store.read(CASE) is None
    assert git(repo, "status", "--porcelain") == ""


def test_only_the_index_stayed_behind(ledger: GitLedger, store: WorkTree, repo: Path, git: GitRunner) -> None:
    record(ledger, {CASE: b"two\n"})
    store.write_many([(CASE, b"two\n")])
    assert notes(ledger, store) == []
    assert git(repo, "status", "--porcelain") == ""


def test_a_hand_edit_made_meanwhile_is_left_and_named(ledger: GitLedger, store: WorkTree, repo: Path) -> None:
    record(ledger, {CASE: b"two\n"})
    (repo / CASE).write_bytes(b"by hand\n")
    [note] = notes(ledger, store)
    assert CASE in note
    assert store.read(CASE) == b"by hand\n"
    assert notes(ledger, store) == []


def test_line_ends_of_a_checkout_are_no_hand_edit(ledger: GitLedger, store: WorkTree, repo: Path) -> None:
    (repo / CASE).write_bytes(b"one\r\n")
    record(ledger, {CASE: b"two\n"})
    assert notes(ledger, store) == []
    assert store.read(CASE) == b"two\n"


def test_a_commit_that_never_counted_is_forgotten(
    ledger: GitLedger, store: WorkTree, repo: Path, git: GitRunner
) -> None:
    record(ledger, {CASE: b"two\n"})
    git(repo, "reset", "--quiet", "--soft", "HEAD~1")
    assert notes(ledger, store) == []
    assert store.read(CASE) == b"one\n"
    assert pending(repo) == []


def test_a_note_that_was_cut_short_is_dropped(ledger: GitLedger, store: WorkTree, repo: Path) -> None:
    (repo / ".git/casectl/pending/abc.json").write_text('{"commit": ', encoding="utf-8")
    (repo / ".git/casectl/pending/.casectl-0123.tmp").touch()
    assert notes(ledger, store) == []
    assert pending(repo) == []


def test_an_index_that_somebody_holds_is_brought_up_later(
    ledger: GitLedger, store: WorkTree, repo: Path, git: GitRunner
) -> None:
    held = repo / ".git/index.lock"
    commit = record(ledger, {CASE: b"two\n"})
    store.write_many([(CASE, b"two\n")])
    held.touch()
    ledger.refresh([CASE], commit)
    assert held.exists()
    held.unlink()
    assert notes(ledger, store) == []
    assert git(repo, "status", "--porcelain") == ""


def test_a_pending_checkout_is_kept_while_the_history_is_damaged(
    ledger: GitLedger, store: WorkTree, repo: Path, git: GitRunner
) -> None:
    """Then it is unknown whether the commit counts."""
    record(ledger, {CASE: b"two\n"})
    commit = git(repo, "rev-parse", "HEAD").strip()
    git(
        repo, "update-ref", "HEAD", git(repo, "commit-tree", "-p", commit, "-m", "on top", f"{commit}^{{tree}}").strip()
    )
    lost = repo / ".git/objects" / commit[:2] / commit[2:]
    data = lost.read_bytes()
    lost.unlink()
    with pytest.raises(RepositoryError):
        notes(open_ledger(repo), store)
    lost.write_bytes(data)
    assert notes(open_ledger(repo), store) == []
    assert store.read(CASE) == b"two\n"
    assert pending(repo) == []


def test_many_commits_at_once_are_brought_up_together(
    ledger: GitLedger, store: WorkTree, repo: Path, git: GitRunner
) -> None:
    """A batch, also the first on an unborn branch, is pending from where the branch was before it."""
    ledger.record(ledger.head(), [NewCommit({CASE: b"two\n"}, "a"), NewCommit({"cases/b.yaml": b"b\n"}, "b")], AT)
    assert notes(ledger, store) == []
    assert (store.read(CASE), store.read("cases/b.yaml")) == (b"two\n", b"b\n")
    git(repo, "switch", "--quiet", "--orphan", "anew")
    assert store.read(CASE) is None
    ledger.record(ledger.head(), [NewCommit({CASE: b"1\n"}, "a"), NewCommit({"cases/b.yaml": b"2\n"}, "b")], AT)
    assert notes(ledger, store) == []
    assert (store.read(CASE), store.read("cases/b.yaml")) == (b"1\n", b"2\n")
    assert git(repo, "status", "--porcelain") == ""


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from casectl.adapters.git.ledger import open_ledger
from casectl.adapters.files.work_tree import WorkTree
from casectl.core.values.messages import RepositoryError
from casectl.ports.recording import NewCommit
root = Path(sys.argv[1])
ledger, store, path = open_ledger(root, "note"), WorkTree(root), "cases/C-1.yaml"
print("ready", flush=True)
while True:
    with ledger.lock():
        assert ledger.recover(store) == []
        head = ledger.head()
        data = ledger.blob(path, head.commit)
        assert data == store.read(path)
        data += b"line\\n"
        [commit] = ledger.record(head, [NewCommit({path: data}, "event")], datetime.now(UTC))
        store.write_many([(path, data)])
        ledger.refresh([path], commit)
"""


def _stale_locks(repo: Path) -> list[Path]:
    return list((repo / ".git").rglob("*.lock"))


def test_killed_at_any_moment_nothing_is_half_done(
    ledger: GitLedger, store: WorkTree, repo: Path, git: GitRunner
) -> None:
    """Git's own locks are ours to remove here, as the person whose machine crashed would."""
    for number in range(12):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(repo)],
            cwd=Path(__file__).parents[2],
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        assert writer.stdout
        assert writer.stdout.readline() == b"ready\n"
        time.sleep(0.1 + number * 0.0137)
        os.killpg(writer.pid, signal.SIGKILL)
        writer.communicate()
        for lock in _stale_locks(repo):
            lock.unlink()
        assert notes(ledger, store) == []
        commits = int(git(repo, "rev-list", "--count", "HEAD", "--", CASE))
        assert store.read(CASE) == ledger.blob(CASE) == b"one\n" + b"line\n" * (commits - 1)
        assert git(repo, "status", "--porcelain") == ""
    git(repo, "fsck", "--strict")
    assert not list((repo / ".git").glob("fast_import_crash_*"))
