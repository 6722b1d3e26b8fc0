"""What git recorded about all cases is what it recorded about each, whatever commits say of themselves."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from random import Random

from casectl.adapters.git.book_history import met_at
from casectl.adapters.git.ledger import open_ledger
from casectl.core.history.commit import RecordedChange
from tests.conftest import GitRunner

Commits = dict[str, tuple[int, tuple[str, ...]]]
FORKED: Commits = {
    "start": (1, ()), "here": (2, ("start",)), "there": (3, ("start",)), "later": (4, ("there",)),
    "merge": (9, ("here", "later")), "after": (10, ("merge",)), "again": (12, ("after", "later")),
}  # fmt: skip
OLD, NEW = "2026-01-01T08:00:00+00:00", "2026-02-01T08:00:00+00:00"
SINCE = datetime(2026, 1, 20, tzinfo=UTC)


def commit(repo: Path, git: GitRunner, name: str, content: str, at: str = NEW) -> str:
    file = repo / f"cases/{name}.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(content, encoding="utf-8")
    git(repo, "add", "cases")
    git(repo, "commit", "--quiet", "-m", content.strip(), GIT_AUTHOR_DATE=at, GIT_COMMITTER_DATE=at)
    return git(repo, "rev-parse", "HEAD").strip()


def changes(repo: Path, since: datetime | None = None) -> list[RecordedChange]:
    return list(open_ledger(repo).changes("cases", since))


def test_every_change_of_every_file_is_told_once_with_what_it_was_before(repo: Path, git: GitRunner) -> None:
    """As the history of each file has it, merges against each parent that they differ from included."""
    for name in ("C-1", "C-2"):
        commit(repo, git, name, f"{name} base\n")
    git(repo, "switch", "--quiet", "-c", "side")
    commit(repo, git, "C-1", "side\n")
    git(repo, "switch", "--quiet", "main")
    commit(repo, git, "C-1", "main\n")
    commit(repo, git, "C-2", "main too\n")
    git(repo, "merge", "--quiet", "-s", "ours", "--no-commit", "side")
    commit(repo, git, "C-1", "both\n")
    git(repo, "rm", "--quiet", "cases/C-2.yaml")
    git(repo, "commit", "--quiet", "-m", "gone")
    ledger, found = open_ledger(repo), changes(repo)
    for path in ("cases/C-1.yaml", "cases/C-2.yaml"):
        one_by_one = [
            (each.commit, each.before and ledger.blob_id(each.before), each.after and ledger.blob_id(each.after))
            for each in ledger.history(path)
        ]
        at_once = [(each.commit.id, each.before or None, each.after or None) for each in found if each.path == path]
        assert sorted(map(str, at_once)) == sorted(map(str, one_by_one))
    assert [each.parents for each in found if each.path == "cases/C-1.yaml"] == [1, 1, 1, 2, 2]


def test_a_commit_dated_back_hides_neither_itself_nor_what_came_before_it(repo: Path, git: GitRunner) -> None:
    """It counts from when its parent was made; plain ``git log --since`` stops at it."""
    commit(repo, git, "C-1", "old\n", OLD)
    new = commit(repo, git, "C-1", "new\n", NEW)
    forged = commit(repo, git, "C-1", "forged\n", OLD)
    found = changes(repo, SINCE)
    assert [each.commit.id for each in found] == [new, forged]
    assert [each.commit.made_at.isoformat() for each in found] == [NEW, NEW]
    assert found[1].commit.committed_at.isoformat() == OLD


def test_who_wrote_and_who_committed_are_told_apart(repo: Path, git: GitRunner) -> None:
    commit(repo, git, "C-1", "x\n")
    git(
        repo,
        "commit",
        "--quiet",
        "--amend",
        "--no-edit",
        GIT_COMMITTER_NAME="Mal",
        GIT_COMMITTER_EMAIL="mal@example.org",
    )
    [made] = [each.commit for each in changes(repo)]
    assert (made.author, made.committer) == ("Ada Testwell <ada@example.org>", "Mal <mal@example.org>")


def test_the_cut_of_a_shallow_clone_is_told(repo: Path, git: GitRunner, tmp_path: Path) -> None:
    """And of a first commit, that it is none."""
    commit(repo, git, "C-1", "one\n")
    commit(repo, git, "C-1", "two\n")
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{repo}", "shallow")
    assert [(each.before, each.commit.cut) for each in changes(tmp_path / "shallow")] == [("", True)]
    assert [each.commit.cut for each in changes(repo)] == [False, False]


def test_nothing_is_told_of_other_folders_and_of_no_commits(repo: Path, git: GitRunner, tmp_path: Path) -> None:
    (repo / "notes.txt").write_text("x")
    git(repo, "add", "--all")
    git(repo, "commit", "--quiet", "-m", "elsewhere")
    assert changes(repo) == []
    git(tmp_path, "init", "--quiet", "empty")
    assert changes(tmp_path / "empty") == []


def test_both_sides_met_at_the_first_merge_and_what_all_had_met_at_none() -> None:
    assert met_at(FORKED) == {"here": 9, "there": 9, "later": 9, "merge": 12, "after": 12}
    assert met_at({"one": (1, ()), "two": (2, ("one",))}) == {}


def test_a_parent_that_is_not_in_this_clone_is_left_out() -> None:
    assert met_at({"cut": (5, ("gone", "missing")), "next": (6, ("cut", "gone"))}) == {}


def test_it_is_what_the_histories_of_the_sides_say() -> None:
    """Of any history: held against the whole set of ancestors of each parent."""
    chance = Random(13)
    for _ in range(200):
        commits: Commits = {}
        for number in range(chance.randrange(2, 25)):
            known = [*commits]
            commits[str(number)] = number, tuple(chance.sample(known, min(len(known), chance.choice([0, 1, 1, 2, 3]))))
        assert met_at(commits) == plainly(commits)


def plainly(commits: Commits) -> dict[str, int]:
    before: dict[str, set[str]] = {}
    found: dict[str, int] = {}
    for commit, (at, parents) in commits.items():
        sides = [before[each] for each in parents]
        before[commit] = {commit}.union(*sides)
        for each in before[commit] - {commit}:
            if not all(each in side for side in sides):
                found.setdefault(each, at)
    return found
