"""Where a casebook's git repository is, found without running git."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from casectl.adapters.files.casebook_root import bare_repository
from casectl.core.values.messages import RepositoryError, msg
from casectl.core.values.value_class import value_class

_MAX_LINE = 5000


@value_class
class RepositoryPaths:
    """The work tree's root, its git folder, and the folder shared by all its work trees; all absolute."""

    root: Path
    git_dir: Path
    common_dir: Path

    @property
    def data_dir(self) -> Path:
        """casectl's own folder, shared by all work trees: lock, parsed settings. Derived, never committed."""
        return self.common_dir / "casectl"

    @property
    def tree_data_dir(self) -> Path:
        """casectl's own folder for this work tree alone: index, pending checkouts."""
        return self.git_dir / "casectl"

    @property
    def index_file(self) -> Path:
        """The index of the cases: one for each work tree, since files of the same name may differ."""
        return self.tree_data_dir / "index.sqlite3"

    @property
    def commit_graphs(self) -> list[Path]:
        """The files of git's commit-graph; empty if there is none."""
        info = self.common_dir / "objects/info"
        return [file for file in (info / "commit-graph", *sorted(info.glob("commit-graphs/*.graph"))) if file.exists()]

    def has_pending_checkouts(self) -> bool:
        """Whether a command was interrupted before the work tree showed what it recorded; False if unreadable."""
        with suppress(OSError):
            return any(name.endswith(".json") for name in os.listdir(self.tree_data_dir / "pending"))  # noqa: PTH208
        return False


def repository_paths(root: Path, *, bare: bool = False) -> RepositoryPaths:
    """The repository whose work tree is `root`; if `bare`, the one that `root` itself is.

    Raises RepositoryError if there is none, only a bare one, or if casectl's own folder in it leads elsewhere.
    """
    root = root.resolve()
    git_dir = root if bare else _git_dir(root)
    if git_dir is None:
        raise _no_repository(root)
    shared = git_dir / "commondir"
    common = git_dir / _line(shared) if shared.is_file() else git_dir
    repo = RepositoryPaths(root, git_dir, Path(os.path.normpath(common)))
    for folder in {repo.data_dir, repo.tree_data_dir}:
        _refuse_links(folder)
    return repo


def _git_dir(root: Path) -> Path | None:
    """``.git`` itself, or the folder that it names (linked work trees and submodules)."""
    found = root / ".git"
    if found.is_dir():
        return found
    if not found.is_file():
        return None
    first, _, target = _line(found).partition(": ")
    named = Path(os.path.normpath(root / target))
    return named if first == "gitdir" and named.is_dir() else None


def _line(file: Path) -> str:
    with file.open(encoding="utf-8", errors="replace") as opened:
        return opened.readline(_MAX_LINE).strip()


def _refuse_links(folder: Path) -> None:
    """Refuse links: what is written and deleted in our own folder must be there, and a copied link leads anywhere."""
    if link := folder if folder.is_symlink() else _first_link(folder):
        raise RepositoryError(
            msg("{file} is a symbolic link, but casectl keeps its own files there", file=str(link)),
            hint=msg("delete the link: casectl creates what belongs there again"),
        )


_REPLACEABLE = ("index.sqlite3", "index.sqlite3.new", "index.rest")
"""Files whose own adapter follows no link, and creates them again."""


def _first_link(folder: Path) -> Path | None:
    with suppress(OSError), os.scandir(folder) as found:
        return next((Path(each.path) for each in found if each.is_symlink() and each.name not in _REPLACEABLE), None)
    return None


def _no_repository(root: Path) -> RepositoryError:
    return bare_repository(root) or RepositoryError(
        msg("{folder} is not a git repository", folder=str(root)),
        hint=msg("casectl init makes a casebook; casectl -C DIR works in another folder"),
    )
