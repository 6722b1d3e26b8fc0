"""What is told of commits: the same by git as by the fake, oldest first, with what each did to every file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from casectl.adapters.git.changes import GitChanges
from casectl.adapters.git.ledger import open_ledger
from casectl.adapters.git.repository_paths import repository_paths
from casectl.core.history.step import Side
from casectl.core.time.instants import to_seconds
from casectl.ports.checking import Changes
from casectl.ports.recording import Ledger, NewCommit, Trailers
from tests.conftest import GitRunner
from tests.fakes.changes import FakeChanges
from tests.fakes.ledger import FakeLedger

AT = datetime(2026, 11, 23, 2, tzinfo=UTC)
CASE, OTHER = "cases/2026/11/C-2611-00000001X.yaml", "casectl.yaml"
SAID = Trailers("C-2611-00000001X", ("event0001",), actor="ada", via="bob")


@pytest.fixture(params=["git", "fake"])
def book(request: pytest.FixtureRequest, tmp_path: Path, git: GitRunner) -> tuple[Ledger, Changes]:
    if request.param == "fake":
        fake = FakeLedger()
        return fake, FakeChanges(fake)
    git(tmp_path, "init", "--quiet")
    return open_ledger(tmp_path), GitChanges(repository_paths(tmp_path))


def test_each_commit_is_told_with_its_parent_its_trailers_and_its_files(book: tuple[Ledger, Changes]) -> None:
    ledger, changes = book
    [first] = ledger.record(ledger.head(), [NewCommit({OTHER: b"law"}, "begin")], AT)
    [second] = ledger.record(ledger.head(), [NewCommit({CASE: b"one"}, "opened", SAID)], AT)
    [third] = ledger.record(ledger.head(), [NewCommit({CASE: None}, "gone")], AT)
    steps = [*changes.steps(third, [])]
    assert [(step.commit.id, step.parents) for step in steps] == [(first, ()), (second, (first,)), (third, (second,))]
    one = ledger.blob_id(b"one")
    assert [(side.path, side.before, side.after) for step in steps for side in step.sides] == [
        (OTHER, "", ledger.blob_id(b"law")), (CASE, "", one), (CASE, one, ""),
    ]  # fmt: skip
    commit = steps[1].commit
    assert (commit.case, commit.events, commit.actor, commit.via) == ("C-2611-00000001X", ("event0001",), "ada", "bob")
    assert to_seconds(commit.committed_at) == to_seconds(AT)
    assert commit.committer == "Ada Testwell <ada@example.org>"
    assert [step.commit.id for step in changes.steps(third, [first])] == [second, third]
    assert (changes.has(third, first), changes.has(first, third), changes.has(third, "0" * 40)) == (True, False, None)
    assert changes.disguises() == []


def test_ids_are_found_in_the_files_of_a_commit(book: tuple[Ledger, Changes]) -> None:
    """Each with every file that has it there, of those below the folder."""
    ledger, changes = book
    one, other = b"journal:\n  - id: event0001\n  - id: event0002\n", b"journal:\n  - id: event0002\n"
    second = CASE.replace("00000001X", "00000002Y")
    [first] = ledger.record(ledger.head(), [NewCommit({CASE: one, second: other, OTHER: other}, "begin")], AT)
    assert changes.holders(["event0001", "event0002", "event0003", "event000"], "cases", first) == {
        "event0001": frozenset([CASE]), "event0002": frozenset([CASE, second]),
    }  # fmt: skip
    assert changes.holders(["event0003"], "cases", first) == {}
    assert changes.holders([], "cases", first) == {}
    assert changes.holders(["event0001"], "imports", first) == {}
    forms = b'journal:\n  - "id": event0004\n  - {"id" : "event0005"}\n  - id:\n      event0006\n'
    [third] = ledger.record(ledger.head(), [NewCommit({second: forms}, "forms")], AT)
    assert {*changes.holders(["event0004", "event0005", "event0006"], "cases", third)} == {
        "event0004", "event0005", "event0006",
    }  # fmt: skip
    many = [f"event{number:04}" for number in range(2, 2000)]
    assert changes.holders(many, "cases", first) == {"event0002": frozenset([CASE, second])}


def test_the_states_of_cases_are_counted(book: tuple[Ledger, Changes]) -> None:
    """By template and state, as the headers of a commit say, quoted or not; what has no such header is no case."""
    ledger, changes = book
    heads = (
        b"id: a\ntemplate: tiny\nstate: open\n",
        b'template: "tiny"\nstate: open  # by hand\njournal:\n  - state: shut\n',
        b"state: shut\ntemplate: tiny\n",
        b"template: other\nstate: open\n",
        b"template: none\n",
    )
    files: dict[str, bytes | None] = {f"cases/2026/11/{number}.yaml": head for number, head in enumerate(heads)}
    [commit] = ledger.record(ledger.head(), [NewCommit({**files, OTHER: heads[0]}, "begin")], AT)
    assert changes.in_use("cases", commit) == {"tiny": {"open": 2, "shut": 1}, "other": {"open": 1}}
    assert changes.in_use("imports", commit) == {}


def test_a_merge_has_a_side_for_each_parent_that_differs(tmp_path: Path, git: GitRunner) -> None:
    """Also one that takes nothing of what it merges; links and other repositories have their mode."""
    git(tmp_path, "init", "--quiet")
    (tmp_path / "a").write_text("1")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    git(tmp_path, "checkout", "-qb", "side")
    (tmp_path / "link").symlink_to("a")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "two")
    git(tmp_path, "checkout", "-q", "main")
    git(tmp_path, "commit", "-qm", "three", "--allow-empty")
    git(tmp_path, "merge", "-q", "-s", "ours", "--no-edit", "side")
    head = git(tmp_path, "rev-parse", "HEAD").strip()
    steps = [*GitChanges(repository_paths(tmp_path)).steps(head, [])]
    assert sorted(len(step.parents) for step in steps) == [0, 1, 1, 2]
    [link] = [side for step in steps for side in step.sides if side.mode == "120000"]
    assert steps[-1].sides == (Side("link", link.after, "", "000000"),)
    assert not steps[-1].is_own(steps[-1].sides)


def test_what_makes_git_show_another_history_is_named_and_not_gone_by(tmp_path: Path, git: GitRunner) -> None:
    git(tmp_path, "init", "--quiet")
    for number in range(3):
        git(tmp_path, "commit", "-qm", str(number), "--allow-empty")
    head, before, first = git(tmp_path, "rev-list", "HEAD").split()
    git(tmp_path, "replace", before, first)
    (tmp_path / ".git/info").mkdir(exist_ok=True)
    (tmp_path / ".git/info/grafts").write_text(f"# none\n{head}\n")
    (tmp_path / ".git/info/attributes").write_text("*.png binary\ncases/** -diff\n")
    changes = GitChanges(repository_paths(tmp_path))
    assert {*changes.disguises()} == {("replaced", before), ("grafted", head), ("attributes", "cases/** -diff")}
    assert [step.commit.id for step in changes.steps(head, [])] == [first, before, head]
    (tmp_path / ".git/shallow").write_text(f"{head}\n")
    assert ("cut", head) in changes.disguises()


def test_no_commit_is_new_whatever_clocks_said(tmp_path: Path, git: GitRunner) -> None:
    """Each is dated before the one it follows, as where machines disagree: git's own listing then errs."""
    git(tmp_path, "init", "-q", "-b", "main")
    commits = []
    for number in range(20):
        at = f"2026-01-05T08:{59 - number:02}:00+00:00"
        git(tmp_path, "commit", "-q", "--allow-empty", "-m", "x", GIT_AUTHOR_DATE=at, GIT_COMMITTER_DATE=at)
        commits.append(git(tmp_path, "rev-parse", "HEAD").strip())
    changes = GitChanges(repository_paths(tmp_path))
    assert git(tmp_path, "rev-list", commits[2], f"^{commits[-1]}") != "", "git no longer errs: this shows nothing"
    assert [*changes.steps(commits[2], [commits[-1]])] == []
    assert changes.has(commits[-1], commits[2]) is True
    assert [step.commit.id for step in changes.steps(commits[-1], [commits[2]])] == commits[3:]
    assert changes.has(commits[2], commits[-1]) is False
    assert changes.has(commits[2], "a" * 40) is None
