"""Before there is a casebook: the repository around a folder, its user, and creating one."""

from __future__ import annotations

from pathlib import Path

from casectl.adapters.files import durable
from casectl.adapters.git.command import GitCommand
from casectl.adapters.git.repository_paths import repository_paths
from casectl.adapters.git.settings import GitSettings
from casectl.core.values.messages import RepositoryError, msg, reason_of
from casectl.ports.recording import Identity

_SHA256 = 64
"""The length of an id in a repository with the longer hash."""


def create_repository(folder: Path, like: str = "") -> None:
    """Create `folder`, if need be, and a git repository in it, on the branch from the user's settings or ``main``.

    No hook or other file of a git template is copied. An existing repository is left unchanged; a new one
    has ids as long as the commit `like`, if one is named. Raises RepositoryError if the disk or git refuses.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = reason_of(error)
        raise RepositoryError(msg("cannot make {path}: {reason}", path=str(folder), reason=reason)) from None
    git = GitCommand(folder)
    branch = ("--initial-branch=main",) if GitSettings(git).get("init.defaultbranch") is None else ()
    form = ("--object-format=sha256",) if len(like) == _SHA256 else ()
    git.run("init", "--quiet", "--template=", *branch, *form)
    durable.sync_tree(folder / ".git")  # git does not sync these; without the configuration no commit can be read


def repository_around(folder: Path) -> Path | None:
    """The nearest folder at or above `folder` that is a git work tree."""
    here = folder.absolute()
    return next((each for each in (here, *here.parents) if (each / ".git").exists()), None)


def identity_in(folder: Path) -> Identity:
    """The author that git would record in a folder, repository or not. Raises RepositoryError if it has none."""
    repo = repository_paths(folder) if (folder / ".git").exists() else None
    nearest = next(each for each in (folder, *folder.parents) if each.is_dir())
    return GitSettings(GitCommand(nearest, repo, discovering=True)).identity()
