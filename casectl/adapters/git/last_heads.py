"""The last commit that was seen on each branch, kept outside the repository: who rewinds a branch does not rewind this.

Every command looks, so git is not asked, and nothing slow is loaded, unless the branch has moved by more than a commit.
"""

from __future__ import annotations

import os
import re
import zlib
from contextlib import suppress
from pathlib import Path

from casectl.adapters.files import plain_file
from casectl.adapters.git.repository_paths import RepositoryPaths
from casectl.core.values.errors import CasectlError

_BRANCH = re.compile(r"ref: (refs/heads/[\w/+@=-][\w./+@=-]*)", re.ASCII)
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_MOST_NAME, _MOST_COMMIT = 180, 1 << 16


def state_folder() -> Path:
    """Where programs keep what they remember between runs, by the XDG base directories."""
    given = os.environ.get("XDG_STATE_HOME", "")
    return Path(given if given.startswith("/") else Path.home() / ".local/state") / "casectl" / "heads"


class LastHeads:
    """The last heads of one repository, which is known by its path."""

    def __init__(self, repo: RepositoryPaths, folder: Path) -> None:
        self._repo = repo
        path = str(repo.common_dir)
        self._file = folder / f"{path[-_MOST_NAME:].replace('/', '%')}-{zlib.crc32(os.fsencode(path)):08x}"

    def moved(self) -> tuple[str, str] | None:
        """The branch that is checked out and the commit that it had last, if it is not part of it any more.

        Each time that is said once. None too where nothing can be read or kept: this never stops a command.
        """
        with suppress(OSError, ValueError, CasectlError, RuntimeError):
            ref, now = self._head()
            known = self._known()
            if ref and known.get(ref) != now:
                last = known.get(ref, "")
                is_lost = bool(last) and not self._follows(now, last)
                self._keep({**known, ref: now})
                return (ref.removeprefix("refs/heads/"), last) if is_lost else None
        return None

    def _head(self) -> tuple[str, str]:
        """The branch and its commit; both "" for a detached head, or where branches are not kept in files."""
        found = _BRANCH.fullmatch(_text(self._repo.git_dir / "HEAD"))
        if not found or ".." in found[1]:
            return "", ""
        try:
            now = _text(self._repo.common_dir / found[1])
        except FileNotFoundError:
            packed = _text(self._repo.common_dir / "packed-refs").splitlines()
            now = next((line.partition(" ")[0] for line in packed if line.endswith(f" {found[1]}")), "")
        return (found[1], now) if _COMMIT.fullmatch(now) else ("", "")

    def _known(self) -> dict[str, str]:
        with suppress(OSError):
            lines = (line.partition(" ") for line in _text(self._file).splitlines())
            return {ref: commit for commit, _, ref in lines if _COMMIT.fullmatch(commit)}
        return {}

    def _keep(self, heads: dict[str, str]) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        temporary.write_text("".join(f"{commit} {ref}\n" for ref, commit in heads.items()), "utf-8")
        temporary.replace(self._file)

    def _follows(self, now: str, last: str) -> bool:
        """Whether the last commit is part of the branch: its parent, as after nearly every command, or further back."""
        with suppress(OSError, zlib.error):
            loose = plain_file.content(self._repo.common_dir / "objects" / now[:2] / now[2:])
            head = zlib.decompressobj().decompress(loose, _MOST_COMMIT).partition(b"\n\n")[0]
            if b"\nparent " + last.encode() in head:
                return True
        from casectl.adapters.git.command import GitCommand, GitFailed  # most commands need no git for this

        try:
            GitCommand(self._repo.root, self._repo).run("merge-base", "--is-ancestor", last, now)
        except GitFailed:
            return False
        return True


def _text(file: Path) -> str:
    return plain_file.content(file).decode(errors="replace").strip()
