"""What is recorded and cannot be read is never taken for what was never recorded: that would forge the trail."""

from __future__ import annotations

import shutil
import subprocess
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casectl.adapters.doctor import git as git_doctor
from casectl.adapters.files.work_tree import WorkTree
from casectl.adapters.git.command import GitCommand
from casectl.adapters.git.ledger import GitLedger, open_ledger
from casectl.adapters.git.repository_paths import repository_paths
from casectl.core.checks.health import Problem
from casectl.core.values.messages import RepositoryError
from casectl.ports.recording import NewCommit
from tests.conftest import GitRunner

AT = datetime(2026, 11, 21, 9, 12, 33, tzinfo=UTC)
CASE, OTHER = "cases/2026/11/C-1.yaml", "cases/2026/12/C-2.yaml"


def _empty(file: Path) -> None:
    """What a power cut leaves of a file that was not synced."""
    file.write_bytes(b"")


def _overwrite(file: Path) -> None:
    file.write_bytes(b"xx")


DAMAGES: dict[str, Callable[[Path], None]] = {"empty": _empty, "overwritten": _overwrite, "gone": Path.unlink}


@pytest.fixture
def book(repo: Path) -> Path:
    """Two cases in two folders, the first with two versions."""
    ledger = open_ledger(repo)
    for content in (b"one\n", b"two\n"):
        files: dict[str, bytes | None] = {CASE: content, OTHER: b"other\n"}
        [commit] = ledger.record(ledger.head(), [NewCommit(files, "event")], AT)
        WorkTree(repo).write_many(files.items())
        ledger.refresh(list(files), commit)
    return repo


def damage(repo: Path, git: GitRunner, name: str, how: str) -> str:
    """Damage the object of that name; its id."""
    oid = git(repo, "rev-parse", name).strip()
    file = repo / ".git/objects" / oid[:2] / oid[2:]
    file.chmod(0o600)
    DAMAGES[how](file)
    return oid


ASKED: dict[str, Callable[[GitLedger], object]] = {
    "the case": lambda ledger: ledger.blob(CASE),
    "the case of a commit": lambda ledger: ledger.blob(CASE, ledger.head().commit),
    "many": lambda ledger: list(ledger.blobs([OTHER, CASE])),
    "its history": lambda ledger: ledger.history(CASE),
}


@pytest.mark.parametrize("how", DAMAGES)
@pytest.mark.parametrize("asked", ASKED)
def test_a_damaged_case_is_refused_by_name(book: Path, git: GitRunner, how: str, asked: str) -> None:
    oid = damage(book, git, f"HEAD:{CASE}", how)
    with pytest.raises(RepositoryError, match=f"{CASE} is recorded.*{oid}") as refused:
        ASKED[asked](open_ledger(book))
    assert "git fsck" in str(refused.value.hint)


@pytest.mark.parametrize("how", DAMAGES)
def test_a_damaged_earlier_version_is_no_removal(book: Path, git: GitRunner, how: str) -> None:
    damage(book, git, f"HEAD~1:{CASE}", how)
    ledger = open_ledger(book)
    assert ledger.blob(CASE) == b"two\n"
    with pytest.raises(RepositoryError, match=CASE):
        ledger.history(CASE)


@pytest.mark.parametrize("how", DAMAGES)
@pytest.mark.parametrize("name", ["HEAD:cases/2026/11", "HEAD:cases", "HEAD^{tree}", "HEAD"])
def test_a_damaged_folder_or_commit_hides_no_case(book: Path, git: GitRunner, how: str, name: str) -> None:
    damage(book, git, name, how)
    for ask in ASKED.values():
        with pytest.raises(RepositoryError):
            ask(open_ledger(book))
    with pytest.raises(RepositoryError):
        open_ledger(book).listed("cases")


@pytest.mark.parametrize("how", DAMAGES)
def test_a_lost_branch_is_not_one_on_which_nothing_was_recorded(book: Path, git: GitRunner, how: str) -> None:
    """What a power cut empties is not unborn: everything would be recorded as new, on a root of its own."""
    commit, file = git(book, "rev-parse", "HEAD").strip(), book / ".git/refs/heads/main"
    DAMAGES[how](file)
    asked: list[Callable[[GitLedger], object]] = [
        *ASKED.values(),
        GitLedger.head,
        lambda ledger: ledger.commit_named("HEAD"),
    ]
    for ask in asked:
        with pytest.raises(RepositoryError, match=commit) as refused:
            ask(open_ledger(book))
    subprocess.run(["sh", "-c", str(refused.value.hint).removeprefix("restore it: ")], check=True)
    assert open_ledger(book).blob(CASE) == b"two\n"
    shutil.rmtree(book / ".git/logs")
    _empty(file)
    with pytest.raises(RepositoryError, match="refs/heads/main does not contain a commit id"):
        open_ledger(book).head()


@pytest.mark.parametrize("how", DAMAGES)
def test_a_damaged_head_is_refused_with_the_way_out(book: Path, how: str) -> None:
    """git itself only reports that this is not a repository."""
    DAMAGES[how](book / ".git/HEAD")
    for ask in (*ASKED.values(), GitLedger.head):
        with pytest.raises(RepositoryError) as refused:
            ask(open_ledger(book))
        assert ".git/HEAD" in str(refused.value.hint)


def test_a_new_branch_of_its_own_is_unborn(book: Path, git: GitRunner) -> None:
    git(book, "switch", "--quiet", "--orphan", "anew")
    ledger = open_ledger(book)
    assert (ledger.head().commit, ledger.blob(CASE), ledger.commit_named("HEAD")) == ("", None, None)


@pytest.mark.parametrize("how", DAMAGES)
def test_a_commit_that_cannot_be_read_is_not_one_that_was_never_there(book: Path, git: GitRunner, how: str) -> None:
    """Not even where a commit-graph remembers it."""
    assert open_ledger(book).commit_named("HEAD~9") is None
    git(book, "commit-graph", "write", "--reachable")
    oid = damage(book, git, "HEAD~1", how)
    with pytest.raises(RepositoryError, match=oid[2:]):  # git may name the file
        open_ledger(book).commit_named("HEAD~1")


@pytest.mark.parametrize("name", [f"HEAD:{CASE}", "HEAD"])
def test_another_content_than_the_one_recorded_is_damage(book: Path, git: GitRunner, name: str) -> None:
    """git does not hold what it reads against its id, neither of a file nor within a pack."""
    oid, kind = git(book, "rev-parse", name).strip(), git(book, "cat-file", "-t", name).strip()
    other = git(book, "cat-file", kind, oid).replace("two", "2.0").replace("event", "EVENT").encode()
    file = book / ".git/objects" / oid[:2] / oid[2:]
    file.chmod(0o600)
    file.write_bytes(zlib.compress(b"%b %d\0%b" % (kind.encode(), len(other), other)))
    for ask in (ASKED["the case"], ASKED["its history"]):
        with pytest.raises(RepositoryError, match=oid):
            ask(open_ledger(book))


def test_what_others_may_ask_of_a_damaged_repository_is_answered(book: Path, git: GitRunner) -> None:
    """Another case, and one that was never there."""
    damage(book, git, f"HEAD:{CASE}", "empty")
    ledger = open_ledger(book)
    assert (ledger.blob(OTHER), ledger.blob("cases/2026/11/C-9.yaml"), ledger.blob("a/b")) == (b"other\n", None, None)


def test_a_submodule_is_not_a_damaged_file(book: Path, git: GitRunner) -> None:
    """Its commit is another repository's."""
    git(book, "update-index", "--add", "--cacheinfo", f"160000,{'a' * 40},cases/module")
    git(book, "commit", "--quiet", "-m", "a submodule")
    assert open_ledger(book).blob("cases/module") is None
    assert _found(book) == []


def _found(book: Path) -> list[Problem]:
    repo = repository_paths(book)
    return list(git_doctor.objects(open_ledger(book), GitCommand(repo.root, repo)))


@pytest.mark.parametrize("how", DAMAGES)
@pytest.mark.parametrize("name", [f"HEAD:{CASE}", "HEAD:cases/2026/11", "HEAD"])
def test_doctor_names_what_is_damaged(book: Path, git: GitRunner, how: str, name: str) -> None:
    assert _found(book) == []
    oid = damage(book, git, name, how)
    [trouble] = _found(book)
    assert trouble.code == "objects"
    assert name == "HEAD" or oid[2:] in str(trouble.what)  # git may name the file
    assert "git fsck" in str(trouble.way_out)


def test_doctor_names_a_few_of_many(book: Path, git: GitRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git_doctor, "_MAX_NAMED", 1)
    for name in (CASE, OTHER):
        damage(book, git, f"HEAD:{name}", "gone")
    assert [str(each.what) for each in _found(book)][1:] == ["further missing or damaged objects: 1"]
