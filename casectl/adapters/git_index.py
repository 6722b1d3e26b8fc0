"""git's own index: brought up to what was recorded, path by path, without touching what else is staged.

Entries are set from recorded blobs, never from files, so that no filter and no hook runs.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from casectl.adapters.git_command import GitCommand
from casectl.core.errors import RepositoryTrouble

_PAUSES = (0.05, 0.1, 0.2, 0.4)
"""Seconds between tries while somebody else holds the index."""
_BY_NAME = 64
"""Up to so many paths are asked for by name; for more, the whole commit is listed."""


class GitIndex:
    """The index of one work tree, and the trees that it is brought up to."""

    def __init__(self, git: GitCommand) -> None:
        self._git = git

    def recorded(self, commit: str, *paths: str) -> dict[str, tuple[str, str]]:
        """Every regular file in a commit (below or at `paths`, if any): its mode and blob id. Raises GitFailed."""
        names = [path for path in paths if path]
        listing = self._git.run("ls-tree", "-r", "-z", "--full-tree", commit, "--", *names)
        return {path: (mode, oid) for mode, oid, path in _files(listing)}

    def bring_up(self, paths: Sequence[str], commit: str) -> bool:
        """Set the index entries of `paths` to what `commit` holds, best effort.

        False if somebody else held the index all the while, so that trying again makes sense.
        """
        try:
            found = self.recorded(commit, *(paths if len(paths) <= _BY_NAME else ()))
        except RepositoryTrouble:
            return True
        gone = ("0", "0" * len(commit))
        lines = [f"{mode} {oid}\t{path}\0" for path in paths for mode, oid in [found.get(path, gone)]]
        return self._set("".join(lines).encode())

    def _set(self, entries: bytes) -> bool:
        for pause in (*_PAUSES, 0):
            try:
                self._git.run("update-index", "-z", "--index-info", data=entries)
            except RepositoryTrouble as error:
                if "index.lock" not in str(error):
                    return True  # it will not go better next time
                time.sleep(pause)
            else:
                return True
        return False


def _files(listing: bytes) -> Iterator[tuple[str, str, str]]:
    for line in listing.decode(errors="surrogateescape").split("\0"):
        about, _, path = line.partition("\t")
        mode, _, rest = about.partition(" ")
        if mode.startswith("100"):
            yield mode, rest.removeprefix("blob "), path
