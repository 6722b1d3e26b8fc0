"""git's settings, as `doctor` examines them."""

from __future__ import annotations

from pathlib import Path

from tests.adapters.doctor.casebook import codes, examined
from tests.conftest import GitRunner


def test_a_work_tree_that_is_named_as_it_is_troubles_nobody(book: Path, git: GitRunner) -> None:
    git(book, "config", "core.worktree", "..")
    assert codes(examined(book)) == []
