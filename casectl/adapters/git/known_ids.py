"""The ids that stand in the files of a commit, kept in casectl's own folder: another commit costs what differs."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress

from casectl.adapters.files.sealed_file import SealedFile
from casectl.adapters.git.command import GitCommand, GitFailed
from casectl.adapters.git.repository_paths import RepositoryPaths
from casectl.core.values.regex import regex

GREP = ("grep", "-a", "-F", "--no-color", "--no-line-number", "--no-column", "--no-recurse-submodules")
KEY = "id: "
VALUE = regex(rb"""\bid: +["']?([^\s,"'}]+)""")
LONGEST = 600.0
"""Seconds that it may take: the first time the files of a book of any size are read."""

_DIFF = (
    "diff-tree",
    "-r",
    "-p",
    "--unified=0",
    "--text",
    "--no-renames",
    "--no-ext-diff",
    "--no-textconv",
    "--no-color",
)
_SEED = 1
"""Raised when the file has another form."""


class KnownIds:
    """The ids of the commit that was asked about last: those once known stay, whether or not they are gone since."""

    def __init__(self, git: GitCommand, repo: RepositoryPaths) -> None:
        self._git, self._file = git, SealedFile(repo.data_dir / "ids")
        self._folder = repo.data_dir

    def among(self, ids: Collection[str], folder: str, commit: str) -> frozenset[str]:
        """Those of these ids that may stand after ``id:`` in a file below `folder` in a commit; none else does."""
        wanted = {each.encode(errors="surrogateescape") for each in ids}
        found = wanted.intersection(self._up_to(folder, commit))
        return frozenset(each.decode(errors="surrogateescape") for each in found)

    def _up_to(self, folder: str, commit: str) -> list[bytes]:
        said, known = f"{folder} {commit}".encode(), self._kept()
        if known[:1] == [said]:
            return known
        where, _, before = known[0].partition(b" ") if known else (b"", b"", b"")
        added = self._added(folder, before.decode(), commit) if where == folder.encode() else None
        if added is None:
            found = [said, *{*VALUE.findall(lines(self._git, "-h", KEY, commit, "--", folder))}]
        else:
            found = [said, *known[1:], *added.difference(known)]
        self._keep(found)
        return found

    def _kept(self) -> list[bytes]:
        """What was kept: the folder and the commit, and then each id; nothing if there is no such file."""
        data = self._file.read(_SEED)
        return bytes(data).split(b"\n") if data else []

    def _keep(self, found: list[bytes]) -> None:
        with suppress(OSError):
            self._folder.mkdir(0o700, parents=True, exist_ok=True)
            self._file.write(b"\n".join(found), _SEED)

    def _added(self, folder: str, before: str, commit: str) -> set[bytes] | None:
        """The ids in what differs between two commits; None if the first one is not here any more."""
        try:
            said = self._git.run(*_DIFF, before, commit, "--", folder, timeout=LONGEST)
        except GitFailed:
            return None
        return {each for line in said.splitlines() if line.startswith(b"+") for each in VALUE.findall(line)}


def lines(git: GitCommand, *words: str) -> bytes:
    """The lines in which git finds a text; nothing where there is none."""
    try:
        return git.run(*GREP, *words, timeout=LONGEST)
    except GitFailed as error:
        if error.status == 1:  # nothing is there
            return b""
        raise
