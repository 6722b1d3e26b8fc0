"""What differs between two versions of the casebook, as git has them."""

from __future__ import annotations

import re

from casectl.adapters.git.command import GitCommand, GitFailed
from casectl.adapters.git.objects import ObjectReader, tree_entries
from casectl.adapters.git.repository_paths import RepositoryPaths

_OBJECT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


class GitChanges:
    """The `Changes` of a git repository on disk."""

    def __init__(self, repo: RepositoryPaths) -> None:
        self._git = GitCommand(repo.root, repo)
        self._reader = ObjectReader(self._git)

    def top(self) -> dict[str, str]:
        """The files and folders at the top of HEAD, each with the id of its content; empty if there is no commit."""
        found = self._reader.read("HEAD^{tree}")
        return tree_entries(found) if found else {}

    def differing(self, folder: str, before: str, after: str) -> list[str] | None:
        """The files below `folder` that differ between two contents of it, by their ids; None if one is not here."""
        if not (_OBJECT.fullmatch(before) and _OBJECT.fullmatch(after)):
            return None
        try:
            names = self._git.run("diff-tree", "-r", "-z", "--no-renames", "--name-only", before, after)
        except GitFailed:
            return None
        return [f"{folder}/{name}" for name in names.decode(errors="surrogateescape").split("\0") if name]
