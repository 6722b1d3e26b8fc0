"""A commit-graph makes a history quicker to read, and never another one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casectl.adapters.doctor import git as git_doctor
from casectl.adapters.git.command import GitCommand
from casectl.adapters.git.ledger import GitLedger, open_ledger
from casectl.adapters.git.repository_paths import repository_paths
from casectl.ports.recording import NewCommit
from tests.conftest import GitRunner

USED = "core.commitGraph=true"
AT = datetime(2026, 11, 21, 9, 12, 33, tzinfo=UTC)
CASE = "cases/C-1.yaml"
WRITTEN = {
    "one file": ("commit-graph", "write", "--reachable", "--changed-paths"),
    "a chain": ("commit-graph", "write", "--reachable", "--changed-paths", "--split"),
}


@pytest.fixture(params=WRITTEN)
def book(request: pytest.FixtureRequest, repo: Path, git: GitRunner) -> Path:
    """Four events of one case, and a commit-graph of them."""
    ledger = open_ledger(repo)
    for number in range(4):
        ledger.record(ledger.head(), [NewCommit({CASE: b"event\n" * (number + 1)}, f"event {number}")], AT)
    git(repo, *WRITTEN[request.param])
    return repo


def git_command(book: Path) -> GitCommand:
    return GitCommand(book, repository_paths(book))


def history(book: Path) -> list[tuple[str, str]]:
    return [(each.commit, each.parent) for each in GitLedger(repository_paths(book)).history(CASE)]


def test_a_sound_one_is_used(book: Path) -> None:
    assert USED in git_command(book).defences.start("log")[0]
    assert USED not in git_command(book).defences.start("merge-base")[0]
    assert list(git_doctor.graph(git_command(book))) == []
    assert len(history(book)) == 4


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :]


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "another parent": lambda data: data[: _parent(data)] + b"\x70\0\0\1" + data[_parent(data) + 4 :],
    "a flipped bit": lambda data: flipped(data, len(data) // 2),
    "cut": lambda data: data[: len(data) // 2],
    "empty": lambda _: b"",
    "another hash": lambda data: flipped(data, 5),
}


def _parent(data: bytes) -> int:
    """The offset of the first commit's parent."""
    chunk = data.index(b"CDAT", 8)
    return int.from_bytes(data[chunk + 4 : chunk + 12]) + 20


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_one_changes_no_history_and_is_named(book: Path, damage: str) -> None:
    before = history(book)
    [file] = repository_paths(book).commit_graphs
    data = file.read_bytes()
    file.chmod(0o644)
    file.write_bytes(DAMAGES[damage](data))
    assert file.read_bytes() != data
    assert USED not in git_command(book).defences.start("log")[0]
    assert history(book) == before
    [trouble] = git_doctor.graph(git_command(book))
    assert trouble.code == "commit-graph"
    assert str(file) in str(trouble.what)


def test_plain_git_is_misled_by_it(book: Path, git: GitRunner) -> None:
    [file] = repository_paths(book).commit_graphs
    file.chmod(0o644)
    data = file.read_bytes()
    start = _parent(data)
    head = git(book, "rev-parse", "HEAD").strip()
    oids = data[int.from_bytes(data[data.index(b"OIDL", 8) + 4 :][:8]) :]
    at = start + 36 * (oids.index(bytes.fromhex(head)) // 20)
    file.write_bytes(data[:at] + b"\x70\0\0\0" + data[at + 4 :])
    assert (
        git(book, "rev-list", "--count", "HEAD").strip()
        != git(book, "-c", "core.commitGraph=false", "rev-list", "--count", "HEAD").strip()
    )
    assert len(history(book)) == 4
