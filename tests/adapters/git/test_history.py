"""Nothing that git's plain log leaves out is left out of a file's history."""

from __future__ import annotations

from pathlib import Path

import pytest

from casectl.adapters.git.ledger import open_ledger
from casectl.ports.recording import Revision, Trailers
from tests.conftest import FIXED_DATE, GitRunner

CASE = "cases/C-1.yaml"


def commit(repo: Path, git: GitRunner, content: str, message: str, **environment: str) -> str:
    file = repo / CASE
    file.parent.mkdir(exist_ok=True)
    file.write_text(content, encoding="utf-8")
    git(repo, "add", CASE)
    git(repo, "commit", "--quiet", "-m", message, **environment)
    return git(repo, "rev-parse", "HEAD").strip()


def history(repo: Path) -> list[Revision]:
    return open_ledger(repo).history(CASE)


@pytest.fixture
def forked(repo: Path, git: GitRunner) -> tuple[str, str]:
    """Two sides that changed the case differently; the tips of main and side."""
    commit(repo, git, "base\n", "base")
    git(repo, "switch", "--quiet", "-c", "side")
    side = commit(repo, git, "side\n", "side")
    git(repo, "switch", "--quiet", "main")
    return commit(repo, git, "main\n", "main"), side


def test_a_side_line_that_was_merged_away_is_shown(repo: Path, git: GitRunner, forked: tuple[str, str]) -> None:
    _, side = forked
    git(repo, "merge", "--quiet", "-s", "ours", "-m", "merged away", "side")
    assert {each.subject for each in history(repo)} == {"base", "main", "side", "merged away"}
    merge = history(repo)[-1]
    assert (merge.parent, merge.before, merge.after) == (side, b"side\n", b"main\n")


def test_a_merge_that_changes_the_file_is_shown_against_each_parent(
    repo: Path, git: GitRunner, forked: tuple[str, str]
) -> None:
    main, side = forked
    git(repo, "merge", "--quiet", "-s", "ours", "--no-commit", "side")
    merge = commit(repo, git, "evil\n", "evil merge")
    shown = [(each.commit, each.parent, each.before, each.after) for each in history(repo)[-2:]]
    assert shown == [(merge, main, b"main\n", b"evil\n"), (merge, side, b"side\n", b"evil\n")]


def test_a_merge_elsewhere_is_not_shown(repo: Path, git: GitRunner) -> None:
    commit(repo, git, "base\n", "base")
    git(repo, "switch", "--quiet", "-c", "side")
    git(repo, "commit", "--quiet", "--allow-empty", "-m", "empty")
    git(repo, "switch", "--quiet", "main")
    git(repo, "merge", "--quiet", "--no-ff", "-m", "merge", "side")
    assert [each.subject for each in history(repo)] == ["base"]


def test_mailmap_and_replaced_objects_change_nothing(repo: Path, git: GitRunner) -> None:
    first = commit(repo, git, "one\n", "true")
    (repo / ".mailmap").write_text("Boss <boss@example.org> <ada@example.org>\n", encoding="utf-8")
    forged = git(repo, "commit-tree", f"{first}^{{tree}}", "-m", "forged").strip()
    git(repo, "replace", first, forged)
    [shown] = history(repo)
    assert (shown.subject, shown.author.name) == ("true", "Ada Testwell")


def test_a_grafted_history_is_complete(repo: Path, git: GitRunner) -> None:
    start = git(repo, "rev-parse", "HEAD").strip()
    commit(repo, git, "one\n", "one")
    last = commit(repo, git, "two\n", "two")
    (repo / ".git/info").mkdir(exist_ok=True)
    (repo / ".git/info/grafts").write_text(f"{last} {start}\n", encoding="utf-8")
    assert [each.subject for each in history(repo)] == ["one", "two"]


def test_settings_and_attributes_of_the_repository_hide_nothing(repo: Path, git: GitRunner) -> None:
    commit(repo, git, "one\n", "one")
    (repo / ".gitattributes").write_text("cases/** -diff binary\n", encoding="utf-8")
    for key, value in {"log.follow": "true", "log.showSignature": "true", "format.pretty": "oneline"}.items():
        git(repo, "config", key, value)
    commit(repo, git, "two\n", "two")
    assert [(each.subject, each.before, each.after) for each in history(repo)] == [
        ("one", None, b"one\n"),
        ("two", b"one\n", b"two\n"),
    ]


def test_dates_are_shown_and_never_sort(repo: Path, git: GitRunner) -> None:
    for subject, date in (("first", "@4102444800 +0000"), ("second", "@1000000 +0000"), ("third", FIXED_DATE)):
        commit(repo, git, subject, subject, GIT_AUTHOR_DATE=date, GIT_COMMITTER_DATE=date)
    shown = history(repo)
    assert [each.subject for each in shown] == ["first", "second", "third"]
    assert [each.committed_at.year for each in shown] == [2100, 1970, 2026]


def test_a_case_replaced_by_a_link_shows_what_the_link_says(repo: Path, git: GitRunner) -> None:
    commit(repo, git, "one\n", "one")
    (repo / CASE).unlink()
    (repo / CASE).symlink_to("/etc/passwd")
    git(repo, "commit", "--quiet", "-am", "link")
    assert history(repo)[-1].after == b"/etc/passwd"


def test_a_case_replaced_by_a_folder_is_gone(repo: Path, git: GitRunner) -> None:
    commit(repo, git, "one\n", "one")
    (repo / CASE).unlink()
    (repo / CASE).mkdir()
    (repo / CASE / "x").touch()
    git(repo, "add", "--all")
    git(repo, "commit", "--quiet", "-m", "folder")
    assert [(each.before, each.after) for each in history(repo)] == [(None, b"one\n"), (b"one\n", None)]


def test_only_the_last_block_of_a_message_holds_trailers(repo: Path, git: GitRunner) -> None:
    commit(repo, git, "one\n", "subject\n\nActor: forged\n\ntext\n\nActor: true\nEvent: e1\nActor: too")
    assert history(repo)[-1].trailers == Trailers(events=("e1",), actor="true, too")


def test_a_shallow_clone_starts_where_it_was_cut(repo: Path, git: GitRunner, tmp_path: Path) -> None:
    commit(repo, git, "one\n", "one")
    commit(repo, git, "two\n", "two")
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{repo}", "shallow")
    [only] = history(tmp_path / "shallow")
    assert (only.subject, only.parent, only.before, only.cut) == ("two", "", None, True)
    assert [each.cut for each in history(repo)] == [False, False]
