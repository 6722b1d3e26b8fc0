"""Where a casebook's git repository lives, told without running git."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from casectl.core.errors import RepositoryTrouble
from casectl.core.messages import msg


@dataclass(frozen=True, slots=True)
class Place:
    """The work tree's root, its git folder, and the folder that all its work trees share; all absolute."""

    root: Path
    git_dir: Path
    common_dir: Path

    @property
    def own(self) -> Path:
        """casectl's own folder: lock, index, parsed settings. Derived, never committed."""
        return self.common_dir / "casectl"

    @property
    def mine(self) -> Path:
        """The same for this work tree alone: what its own index and files still owe."""
        return self.git_dir / "casectl"


def place_of(root: Path) -> Place:
    """The repository whose work tree is `root`.

    Raises RepositoryTrouble if there is none, or only a bare one.
    """
    root = root.resolve()
    git_dir = _git_dir(root)
    if git_dir is None:
        raise _no_repository(root)
    shared = git_dir / "commondir"
    common = git_dir / shared.read_text(encoding="utf-8").strip() if shared.is_file() else git_dir
    return Place(root, git_dir, Path(os.path.normpath(common)))


def git_dirs(root: Path) -> tuple[Path, Path]:
    """The git folder of the work tree `root`, and the common one. Raises as `place_of` does."""
    place = place_of(root)
    return place.git_dir, place.common_dir


def _git_dir(root: Path) -> Path | None:
    """``.git`` itself, or the folder that it names (linked work trees and submodules)."""
    found = root / ".git"
    if found.is_dir():
        return found
    if not found.is_file():
        return None
    first, _, target = found.read_text(encoding="utf-8", errors="replace").strip().partition(": ")
    named = Path(os.path.normpath(root / target))
    return named if first == "gitdir" and named.is_dir() else None


def _no_repository(root: Path) -> RepositoryTrouble:
    if (root / "HEAD").is_file() and (root / "objects").is_dir():
        return RepositoryTrouble(
            msg("{folder} is a bare repository: it has no files to work on", folder=str(root)),
            hint=msg("git clone it, and work in the clone"),
        )
    return RepositoryTrouble(
        msg("{folder} is not a git repository", folder=str(root)),
        hint=msg("casectl init makes a casebook; casectl -C DIR works in another folder"),
    )
