"""Making a git repository, and finding the one around a folder."""

from __future__ import annotations

from pathlib import Path

from casectl.adapters.git_command import GitCommand
from casectl.adapters.git_ledger import identity_of
from casectl.core.errors import RepositoryTrouble
from casectl.core.messages import msg
from casectl.ports import Identity


def make_repository(folder: Path) -> None:
    """Make `folder`, if need be, and a git repository in it, with git's own default branch and no hooks.

    Raises RepositoryTrouble if the disk or git refuses.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RepositoryTrouble(msg("cannot make {path}: {reason}", path=str(folder), reason=error.strerror or "")) from None
    GitCommand(folder).run("init", "--quiet", "--template=", "--", str(folder))


def repository_around(folder: Path) -> Path | None:
    """The nearest folder at or above `folder` that is a git work tree."""
    here = folder.absolute()
    return next((each for each in (here, *here.parents) if (each / ".git").exists()), None)


def identity_in(folder: Path) -> Identity:
    """Who git names as author in a folder, repository or not. Raises RepositoryTrouble if git knows nobody."""
    return identity_of(GitCommand(next(each for each in (folder, *folder.parents) if each.is_dir())))
