"""Where a casebook is: the nearest folder at or above a path that has its settings."""

from __future__ import annotations

from pathlib import Path

from casectl.core.values.messages import RepositoryError, msg

SETTINGS = "casectl.yaml"


def find_root(start: Path) -> Path:
    """The nearest folder at or above `start` that has a casectl.yaml. Raises RepositoryError if there is none."""
    here = whole_path(start)
    if not _is_folder(here):
        raise RepositoryError(msg("there is no folder {path}", path=str(start)))
    for folder in (here, *here.parents):
        if (folder / SETTINGS).is_file():
            return folder
        if all((folder / name).is_dir() for name in (".casectl", "templates")):
            raise RepositoryError(
                msg("{path} is a casebook without its casectl.yaml", path=str(folder)),
                hint=msg(
                    "casectl check --fix brings it back; if it was removed in a commit, casectl check names that commit"
                ),
            )
    raise bare_repository(here) or RepositoryError(
        msg("{path} is not in a casebook: there is no casectl.yaml here or above", path=str(here)),
        hint=msg("casectl init makes a casebook; to use one elsewhere, give -C DIR or set CASECTL_REPO"),
    )


def top_without_settings(start: Path) -> Path | None:
    """The top of the work tree around `start`, if there is no casectl.yaml from there up to it; None anywhere else."""
    here = whole_path(start)
    for folder in (here, *here.parents):
        if (folder / SETTINGS).is_file():
            return None
        if (folder / ".git").exists():
            return folder
    return None


def _is_folder(path: Path) -> bool:
    """Whether there is a folder; none has a name that is too long."""
    try:
        return path.is_dir()
    except OSError:
        return False


def whole_path(path: Path) -> Path:
    """The absolute path, without ``..``: the folders above ``here/../there`` are not those above ``here``.

    Raises RepositoryError if the current folder no longer exists.
    """
    try:
        return path.resolve() if ".." in path.parts else path.absolute()
    except OSError:
        raise RepositoryError(
            msg("the current folder no longer exists"),
            hint=msg("change to another folder, or name one with -C DIR"),
        ) from None


def bare_repository(folder: Path) -> RepositoryError | None:
    """The error for a git repository without a work tree; None for any other folder."""
    if not all((folder / name).exists() for name in ("HEAD", "objects", "refs")):
        return None
    return RepositoryError(
        msg("{path} is a bare repository: it has no files to work on", path=str(folder)),
        hint=msg("clone it, and work in the clone"),
    )
