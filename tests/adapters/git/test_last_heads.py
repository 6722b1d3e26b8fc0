"""A branch that was rewound or replaced is noticed by the next command, from what is kept outside the repository."""

from __future__ import annotations

import shutil
import zlib
from pathlib import Path

import pytest

from casectl.adapters.git.last_heads import LastHeads, state_folder, tip_commit
from casectl.adapters.git.repository_paths import repository_paths
from tests.conftest import GitRunner


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


def moved(repo: Path, state: Path) -> tuple[str, str] | None:
    """The name and the last commit of the only thing that lacks what it had."""
    found = LastHeads(repository_paths(repo), state).moved()
    return (found[0].name, found[0].last) if found else None


def commit(repo: Path, git: GitRunner, *words: str) -> str:
    git(repo, "commit", "--quiet", "--allow-empty", "-m", "more", *words)
    return git(repo, "rev-parse", "HEAD").strip()


def test_a_repository_that_was_just_made_is_not_the_one_before_it(repo: Path, state: Path, git: GitRunner) -> None:
    """Another one at the same path, after rm -rf, has nothing to do with it."""
    commit(repo, git)
    assert moved(repo, state) is None
    git(repo, "reset", "--quiet", "--hard", "HEAD~1")
    LastHeads(repository_paths(repo), state).forget()
    assert moved(repo, state) is None


def test_a_branch_that_only_grows_is_not_spoken_of(repo: Path, state: Path, git: GitRunner) -> None:
    """By one commit, by several, when its commits and refs are packed, and when nothing happens."""
    assert moved(repo, state) is None
    commit(repo, git)
    assert moved(repo, state) is None
    commit(repo, git)
    commit(repo, git)
    git(repo, "gc", "--quiet")
    assert moved(repo, state) is None
    assert moved(repo, state) is None


@pytest.mark.parametrize("packed", [False, True])
def test_a_rewound_branch_is_said_once(repo: Path, state: Path, git: GitRunner, packed: bool) -> None:
    last = commit(repo, git)
    moved(repo, state)
    git(repo, "reset", "--quiet", "--hard", "HEAD~1")
    if packed:
        git(repo, "pack-refs", "--all")
    assert moved(repo, state) == ("main", last)
    assert moved(repo, state) is None


def test_an_amended_commit_is_one_that_was_replaced(repo: Path, state: Path, git: GitRunner) -> None:
    last = commit(repo, git)
    moved(repo, state)
    commit(repo, git, "--amend", "-m", "another story")
    assert moved(repo, state) == ("main", last)


def test_a_repository_that_was_replaced_as_a_whole_is_noticed(repo: Path, state: Path, git: GitRunner) -> None:
    """Which is what .git alone could not say."""
    last = git(repo, "rev-parse", "HEAD").strip()
    moved(repo, state)
    shutil.rmtree(repo / ".git")
    git(repo, "init", "--quiet", "--initial-branch=main")
    commit(repo, git)
    assert moved(repo, state) == ("main", last)


def test_another_branch_is_another_history(repo: Path, state: Path, git: GitRunner) -> None:
    commit(repo, git)
    moved(repo, state)
    git(repo, "switch", "--quiet", "--create", "other", "HEAD~1")
    assert moved(repo, state) is None
    git(repo, "switch", "--quiet", "main")
    assert moved(repo, state) is None
    git(repo, "switch", "--quiet", "--detach")
    assert moved(repo, state) is None


def test_what_cannot_be_kept_or_read_stops_nobody(repo: Path, tmp_path: Path, git: GitRunner) -> None:
    """A file where the folder should be, and rubbish in the memory itself."""
    (tmp_path / "file").write_text("x", "utf-8")
    assert moved(repo, tmp_path / "file/heads") is None
    state = tmp_path / "state"
    moved(repo, state)
    [memory] = state.iterdir()
    memory.write_bytes(b"\xff\0rubbish\n")
    assert moved(repo, state) is None


def test_the_memory_is_where_such_memories_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert state_folder() == tmp_path / "casectl/heads"
    monkeypatch.setenv("XDG_STATE_HOME", "relative")
    assert state_folder() == Path.home() / ".local/state/casectl/heads"


@pytest.mark.parametrize("packed", [False, True])
def test_a_branch_that_a_server_took_back_is_noticed_after_the_fetch(
    repo: Path, state: Path, git: GitRunner, tmp_path: Path, packed: bool
) -> None:
    """The branch of the same name, of any remote."""
    last = commit(repo, git)
    git(tmp_path, "clone", "--quiet", str(repo), "clone")
    clone = tmp_path / "clone"
    assert moved(clone, state) is None
    git(repo, "reset", "--quiet", "--hard", "HEAD~1")
    git(clone, "fetch", "--quiet")
    if packed:
        git(clone, "pack-refs", "--all")
    assert moved(clone, state) == ("origin/main", last)
    assert moved(clone, state) is None
    commit(repo, git)
    git(clone, "fetch", "--quiet")
    assert moved(clone, state) is None


@pytest.mark.parametrize("change", ["deleted", "remade", "packed"])
def test_the_tag_of_a_seal_stays_as_it_was(repo: Path, state: Path, git: GitRunner, change: str) -> None:
    git(repo, "tag", "-a", "-m", "a seal", "casectl/seal/0000")
    tag = git(repo, "rev-parse", "casectl/seal/0000").strip()
    moved(repo, state)
    if change == "packed":
        git(repo, "pack-refs", "--all")
    else:
        git(repo, "tag", "-d", "casectl/seal/0000")
    if change == "remade":
        git(repo, "tag", "-a", "-m", "another", "casectl/seal/0000")
    assert moved(repo, state) == (None if change == "packed" else ("casectl/seal/0000", tag))
    assert moved(repo, state) is None


def test_what_this_clone_never_had_is_not_said_to_be_kept(repo: Path, state: Path, git: GitRunner) -> None:
    """As in a new clone at the same place."""
    moved(repo, state)
    shutil.rmtree(repo / ".git")
    git(repo, "init", "--quiet", "--initial-branch=main")
    commit(repo, git)
    assert [each.is_here for each in LastHeads(repository_paths(repo), state).moved()] == [False]


def test_the_commit_that_is_checked_out_is_read_without_git(repo: Path, git: GitRunner) -> None:
    """As long as its content is what its id says; else git is asked, which tells damage."""
    paths, last = repository_paths(repo), commit(repo, git)
    found = tip_commit(paths)
    assert found is not None
    assert (found.oid, found.data.decode()) == (last, git(repo, "cat-file", "commit", last))
    loose = repo / ".git/objects" / last[:2] / last[2:]
    whole = loose.read_bytes()
    loose.chmod(0o600)
    loose.write_bytes(zlib.compress(zlib.decompress(whole).replace(b"more", b"less")))
    assert tip_commit(paths) is None
    loose.write_bytes(whole)
    git(repo, "gc", "--quiet")
    assert not loose.exists()
    assert tip_commit(paths) == found
    git(repo, "checkout", "--quiet", "--detach")
    assert tip_commit(paths) is None
