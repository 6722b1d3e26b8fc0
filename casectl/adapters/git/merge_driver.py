"""git's merge driver for case files: how git is told of it, and the files that git hands to it."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from casectl.adapters.files import plain_file
from casectl.adapters.files.durable import make_folder, open_folder, replace
from casectl.core.values.messages import RepositoryError, msg, reason_of

if TYPE_CHECKING:
    from casectl.adapters.git.command import GitCommand
    from casectl.adapters.git.settings import GitSettings

_TOLD = "told-of-driver"
DRIVER = (
    "casectl merge-driver %O %A %B %L %P || { test $? = 1 || git merge-file -q --marker-size=%L %A %O %B; exit 1; }"
)
"""What git runs for a case that two sides changed. Where there is no casectl, or another one that does not know this
verb, git merges the text, and whatever comes of it is for a person to look at.
"""
_SETTINGS = {
    "merge.casectl.name": "casectl: cases are merged by what they mean",
    "merge.casectl.driver": DRIVER,
    "mergetool.casectl.cmd": 'casectl adopt --refold "$MERGED"',
    "mergetool.casectl.trustExitCode": "true",
}


def is_set_up(settings: GitSettings) -> bool:
    """Whether git knows the driver as this casectl sets it up, or another that somebody has set up for it."""
    return "casectl merge-driver" in (settings.get("merge.casectl.driver") or "")


def set_up(git: GitCommand) -> None:
    """Tell git of the driver, in this repository alone. Raises GitFailed."""
    for key, value in _SETTINGS.items():
        git.run("config", "--local", key, value)


def is_to_be_told(private: Path) -> bool:
    """Whether somebody should hear that git merges cases as text here: the repository has a remote, and no driver of
    its own, and nobody has heard it yet. By git's file alone, beside our `private` folder, since every command asks.
    """
    try:
        config = plain_file.content(private.parent / "config")
        if b'[remote "' not in config or b"casectl merge-driver" in config or (private / _TOLD).exists():
            return False
        make_folder(private, 0o700)
        (private / _TOLD).touch(0o600)
    except OSError:
        return False
    return True


class DriverFiles:
    """The three files that git hands to its merge driver. Only that of our side is ever written."""

    def __init__(self, folder: Path, base: str, ours: str, theirs: str) -> None:
        self._folder = folder
        self._names = (base, ours, theirs)

    @cached_property
    def contents(self) -> tuple[bytes, bytes, bytes]:
        """The content of the base, of our side and of theirs. Raises RepositoryError if the disk refuses."""
        base, ours, theirs = (self._read(name) for name in self._names)
        return base, ours, theirs

    def _read(self, name: str) -> bytes:
        try:
            return (self._folder / name).read_bytes()
        except OSError as error:
            raise RepositoryError(msg("cannot read {path}: {reason}", path=name, reason=reason_of(error))) from None

    def write(self, data: bytes) -> None:
        """Put the result where git takes it, whole or not at all. Raises RepositoryError."""
        name, ours = self._names[1], self._folder / self._names[1]
        try:
            with open_folder(ours.parent) as folder:
                replace(folder, ours.name, data)
        except OSError as error:
            raise RepositoryError(msg("cannot write {path}: {reason}", path=name, reason=reason_of(error))) from None

    def merge_as_text(self, markers: int) -> bool:
        """Merge the text as git does, with markers of that length around what contradicts; whether nothing did.

        Raises RepositoryError where git cannot.
        """
        from casectl.adapters.git.command import GitCommand, GitFailed  # what is merged by meaning needs no git

        base, ours, theirs = self._names
        size = f"--marker-size={markers}"
        try:
            GitCommand(self._folder).run("merge-file", "-q", size, ours, base, theirs)
        except GitFailed as error:
            if error.status >= 128:
                raise
            return False
        return True
