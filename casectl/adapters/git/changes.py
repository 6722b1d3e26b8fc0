"""What differs between two versions of the casebook, as git has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from casectl.adapters.git.book_history import instant_of
from casectl.adapters.git.command import GitCommand, GitFailed
from casectl.adapters.git.objects import ObjectReader, tree_entries
from casectl.adapters.git.repository_paths import RepositoryPaths
from casectl.adapters.git.trailers import KEYS
from casectl.core.case.event import IMPORTER
from casectl.core.history.file_change import FileChange

_RAW = ("--raw", "-r", "-z", "--no-renames", "--no-abbrev")
_HEAD = "%H %ct <%ce> %cn"
_OBJECT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


class GitChanges:
    """The `Changes` of a git repository on disk."""

    def __init__(self, repo: RepositoryPaths) -> None:
        self._git = GitCommand(repo.root, repo)
        self._reader = ObjectReader(self._git)

    def head(self) -> tuple[str, str]:
        """The branch that is checked out (``refs/heads/main``, ``HEAD`` if it is none) and its commit, "" if unborn."""
        found = self._reader.read("HEAD^{commit}")
        if found is None:
            return "HEAD", ""
        return self._git.run("rev-parse", "--symbolic-full-name", "HEAD").decode(errors="replace").strip(), found.oid

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

    def last_changed(self) -> list[str]:
        """The files that HEAD has otherwise than its first parent; none if it has no parent here.

        Of a pull request checked out as a merge, which CI does, these are the files that the request changes.
        """
        try:
            names = self._git.run("diff-tree", "-r", "-z", "--no-renames", "--name-only", "HEAD^1", "HEAD", "--")
        except GitFailed:
            return []
        return [name for name in names.decode(errors="surrogateescape").split("\0") if name]

    def imported(self, folder: str) -> frozenset[str]:
        """The files below `folder` that commits of imports added, which say so in a trailer (`trailers.KEYS`)."""
        said = (f"--grep=^{KEYS['mapping']}: .", f"--grep=^{KEYS['actor']}: {IMPORTER}$")
        names = self._git.run("log", "--diff-filter=A", "--name-only", "-z", "--no-renames", "--format=", *said, "HEAD",
                              "--", folder)  # fmt: skip
        return frozenset(filter(None, names.decode(errors="surrogateescape").split("\0")))

    def since(self, paths: Sequence[str], before: str, after: str) -> list[FileChange] | None:
        """What the commits that `after` has and `before` has not did to these files and folders, oldest first.

        Where `before` is no part of the history of `after`, what differs between the two comes last. None if one of
        the commits is not here. A merge counts once for each parent that it differs from.
        """
        if not (_OBJECT.fullmatch(before) and _OBJECT.fullmatch(after)):
            return None
        order = ("--topo-order", "--reverse", "--full-history", "-m", "--no-mailmap", "--no-decorate", "--no-notes")
        try:
            log = self._git.run("log", *order, *_RAW, f"--format={_HEAD}", f"{before}..{after}", "--", *paths)
            found = [*_changes(log)]
            if self._git.run("rev-list", "--count", f"{after}..{before}").strip() != b"0":
                found += self._moved(paths, before, after)
        except GitFailed:
            return None
        return found

    def _moved(self, paths: Sequence[str], before: str, after: str) -> Iterator[FileChange]:
        about = self._git.run("show", "--no-patch", "--no-mailmap", "--no-notes", f"--format={_HEAD}", before).strip()
        raw = self._git.run("diff-tree", *_RAW, before, after, "--", *paths)
        return _changes(about + b"\0" + raw, moved_back=True)


def _changes(log: bytes, *, moved_back: bool = False) -> Iterator[FileChange]:
    """The changes in a log: for each commit its line, then a line and a path for each file."""
    commit, by, email, at = "", "", "", datetime.fromtimestamp(0, UTC)
    tokens = iter(log.decode(errors="surrogateescape").split("\0"))
    for token in tokens:
        line = token.lstrip("\n")
        if line.startswith(":"):
            _, _, old, new, _ = line.split(" ")
            yield FileChange(commit, by, at, next(tokens), _known(old), _known(new), moved_back, email)
        elif line:
            commit, seconds, who = line.split(" ", 2)
            email, _, by = who.removeprefix("<").partition("> ")
            at = instant_of(seconds)


def _known(oid: str) -> str:
    return oid if oid.strip("0") else ""
