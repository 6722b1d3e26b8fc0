"""A new repository starts empty, on the branch the user wants, with nothing in it that runs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from casectl.adapters.git.init import create_repository
from casectl.adapters.git.ledger import open_ledger
from casectl.assembly.bootstrap import NewCasebook
from casectl.core.values.messages import Unreadable
from tests.conftest import GitRunner


def test_the_branch_is_main_unless_the_user_has_said_otherwise(tmp_path: Path) -> None:
    os.environ["GIT_CONFIG_GLOBAL"] = str(tmp_path / "gitconfig")
    for name, settings in (("plain", ""), ("trunk", "[init]\n\tdefaultBranch = trunk\n")):
        (tmp_path / "gitconfig").write_text(settings, encoding="utf-8")
        (tmp_path / name).mkdir()
        create_repository(tmp_path / name)
    assert open_ledger(tmp_path / "plain").head().ref == "refs/heads/main"
    assert open_ledger(tmp_path / "trunk").head().ref == "refs/heads/trunk"


def test_hooks_of_a_template_do_not_come_along(tmp_path: Path, git: GitRunner) -> None:
    hooks = tmp_path / "template" / "hooks"
    hooks.mkdir(parents=True)
    (hooks / "post-commit").write_text("#!/bin/sh\n", encoding="utf-8")
    os.environ["GIT_CONFIG_GLOBAL"] = str(tmp_path / "gitconfig")
    git(tmp_path, "config", "--global", "init.templateDir", str(tmp_path / "template"))
    (tmp_path / "book").mkdir()
    create_repository(tmp_path / "book")
    assert not (tmp_path / "book/.git/hooks").exists()


def test_a_repository_that_is_there_stays(repo: Path, git: GitRunner) -> None:
    before = git(repo, "rev-parse", "HEAD")
    create_repository(repo)
    assert git(repo, "rev-parse", "HEAD") == before


@pytest.mark.parametrize("name", [".gitattributes", "templates", "casectl.yaml", ".casectl"])
def test_what_prevents_a_casebook_is_reported_before_anything_is_recorded(
    repo: Path, tmp_path: Path, name: str
) -> None:
    """Else a commit would hold files that the folder can never show."""
    (tmp_path / "outside").mkdir()
    (repo / name).symlink_to(tmp_path / "outside")
    with pytest.raises(Unreadable) as raised:
        NewCasebook(repo).existing(["casectl.yaml", ".gitattributes", "templates/x.yaml", ".casectl/case.schema.json"])
    [problem] = raised.value.problems
    assert str(problem).startswith(name)
