"""What somebody has looked at is remembered for each person, outside the work tree."""

from __future__ import annotations

from pathlib import Path

import pytest

from casectl.adapters.git.last_look import LastLooks
from casectl.adapters.git.repository_paths import repository_paths
from tests.conftest import GitRunner

COMMIT = "0123456789" * 4


def test_each_person_has_a_look_of_their_own(repo: Path, git: GitRunner) -> None:
    paths = repository_paths(repo)
    assert LastLooks(paths.data_dir).of("ada") == ""
    LastLooks(paths.data_dir).keep("ada", COMMIT)
    assert (LastLooks(paths.data_dir).of("ada"), LastLooks(paths.data_dir).of("bob")) == (COMMIT, "")
    assert git(repo, "status", "--porcelain") == ""


@pytest.mark.parametrize("person", ["../ada", ".git", "a/b", ""])
def test_what_is_no_name_leads_nowhere(repo: Path, person: str) -> None:
    """Settings with such a name are refused elsewhere; here nothing is written."""
    LastLooks(repository_paths(repo).data_dir).keep(person, COMMIT)
    assert LastLooks(repository_paths(repo).data_dir).of(person) == ""
    assert not list((repo / ".git/casectl").rglob("ada"))


def test_where_nothing_can_be_written_there_is_no_look(repo: Path) -> None:
    """A file in place of the folder, or of anything else, stops nobody."""
    paths = repository_paths(repo)
    paths.data_dir.mkdir()
    (paths.data_dir / "looks").write_text("x")
    LastLooks(paths.data_dir).keep("ada", COMMIT)
    assert LastLooks(paths.data_dir).of("ada") == ""
