"""The fixtures hold what they promise: no test sees the machine it runs on."""

from __future__ import annotations

import os
from pathlib import Path

from tests.conftest import GitRunner


def test_identity_comes_from_the_test_settings(repo: Path, git: GitRunner) -> None:
    assert git(repo, "var", "GIT_AUTHOR_IDENT").startswith("Ada Testwell <ada@example.org>")


def test_repository_is_the_same_every_time(repo: Path, git: GitRunner) -> None:
    assert git(repo, "log", "--format=%an %s %cI").strip() == "Ada Testwell start 2026-01-05T08:00:00+00:00"


def test_no_inherited_settings() -> None:
    allowed = {"GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM"}
    assert {name for name in os.environ if name.startswith(("GIT_", "CASECTL_"))} == allowed


def test_own_home() -> None:
    assert not list(Path.home().iterdir())
