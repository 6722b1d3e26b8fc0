"""Making a folder a git repository, with nothing in it that runs."""

from __future__ import annotations

from pathlib import Path

from casectl.adapters.git_command import GitCommand, GitFailed


def create_repository(folder: Path) -> None:
    """Make `folder` a git repository on the branch that the user's git starts with, else ``main``.

    No hook and no other file of a template comes along. A repository that is there already stays as it is. Raises
    RepositoryTrouble if git is missing or refuses.
    """
    git = GitCommand(folder)
    try:
        git.run("config", "--get", "init.defaultBranch")
        branch: tuple[str, ...] = ()
    except GitFailed:
        branch = ("--initial-branch=main",)
    git.run("init", "--quiet", "--template=", *branch)
