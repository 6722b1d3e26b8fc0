"""The last commit that was seen on each branch, kept outside the repository: who rewinds a branch does not rewind this.

So are those of the branch of the same name on each remote, as of the last fetch, and the tags of seals, which stay as
they are. Every command looks, so git is not asked, and nothing slow is loaded, unless a branch has moved by more than a
commit.
"""

from __future__ import annotations

import os
import re
import zlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from casectl.adapters.files import plain_file
from casectl.adapters.git.repository_paths import RepositoryPaths
from casectl.core.history.lost_head import LostHead
from casectl.core.values.messages import CasectlError
from casectl.core.values.regex import regex

if TYPE_CHECKING:
    from casectl.adapters.git.objects import GitObject

_BRANCH = regex(r"ref: (refs/heads/[\w/+@=-][\w./+@=-]*)", re.ASCII)
_COMMIT = regex(r"[0-9a-f]{40}|[0-9a-f]{64}")
_MOST_NAME, _MOST_COMMIT = 180, 1 << 16
_SEALS = "refs/tags/casectl/seal/"


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

    def moved(self) -> list[LostHead]:
        """The branch that is checked out, the same of each remote, and the seals, where they lack what they last had.

        Each time that is said once. None too where nothing can be read or kept: this never stops a command.
        """
        with suppress(OSError, ValueError, CasectlError, RuntimeError):
            now, known = self._now(), self._known()
            gone = {ref: "" for ref in known if ref.startswith(_SEALS) and ref not in now} if now else {}
            changed = {ref: commit for ref, commit in {**now, **gone}.items() if known.get(ref) != commit}
            if changed:
                lost = [ref for ref in changed if ref in known and self._is_lost(ref, changed[ref], known[ref])]
                self._keep({ref: commit for ref, commit in {**known, **changed}.items() if commit})
                return [self._told(ref, known[ref]) for ref in lost]
        return []

    def tip(self) -> str:
        """The commit of the branch that is checked out, without asking git; "" where that cannot be said."""
        with suppress(OSError, ValueError, CasectlError):
            return self._now().get(self._branch(), "")
        return ""

    def forget(self) -> None:
        """Begin anew: a repository was just made here, and what was seen at this path is another one's."""
        with suppress(OSError):
            self._file.unlink(missing_ok=True)

    def _is_lost(self, ref: str, now: str, last: str) -> bool:
        return ref.startswith(_SEALS) or not self._follows(now, last)

    def _told(self, ref: str, last: str) -> LostHead:
        name = ref.partition("/")[2].partition("/")[2]
        return LostHead(name, last, self._asked("cat-file", "-e", last), ref.startswith(_SEALS))

    def _now(self) -> dict[str, str]:
        """What is watched, as far as it is there; nothing for a detached head."""
        branch = self._branch()
        if not branch:
            return {}
        name = branch.removeprefix("refs/heads/")
        names = [branch, *(f"refs/remotes/{each}/{name}" for each in self._in("refs/remotes"))]
        refs = {ref: self._loose(ref) for ref in (*names, *(f"{_SEALS}{each}" for each in self._in(_SEALS)))}
        if not all(refs.values()) or (self._repo.common_dir / "packed-refs").exists():
            packed = self._packed()
            refs = {ref: commit or packed.get(ref, "") for ref, commit in refs.items()}
            refs |= {ref: commit for ref, commit in packed.items() if ref.startswith(_SEALS) and ref not in refs}
        return {ref: commit for ref, commit in refs.items() if _COMMIT.fullmatch(commit)}

    def _branch(self) -> str:
        found = _BRANCH.fullmatch(_text(self._repo.git_dir / "HEAD"))
        return found[1] if found and ".." not in found[1] else ""

    def _in(self, folder: str) -> list[str]:
        with suppress(FileNotFoundError, NotADirectoryError):
            return sorted(each.name for each in (self._repo.common_dir / folder).iterdir())
        return []

    def _loose(self, ref: str) -> str:
        with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return _text(self._repo.common_dir / ref)
        return ""

    def _packed(self) -> dict[str, str]:
        with suppress(FileNotFoundError):
            lines = (line.partition(" ") for line in _text(self._repo.common_dir / "packed-refs").splitlines())
            return {ref: commit for commit, _, ref in lines}
        return {}

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
            if b"\nparent " + last.encode() in _loose(self._repo, now).partition(b"\n\n")[0]:
                return True
        return self._asked("merge-base", "--is-ancestor", last, now)

    def _asked(self, *words: str) -> bool:
        """What git answers with its exit code."""
        from casectl.adapters.git.command import GitCommand, GitFailed  # most commands need no git for this

        try:
            GitCommand(self._repo.root, self._repo).run(*words)
        except GitFailed:
            return False
        return True


def _text(file: Path) -> str:
    return plain_file.content(file).decode(errors="replace").strip()


def tip(repo: RepositoryPaths) -> str:
    """The id of the commit that is checked out, without asking git; "" where that cannot be said."""
    with suppress(RuntimeError):  # nobody's home
        return LastHeads(repo, state_folder()).tip()
    return ""


def tip_commit(repo: RepositoryPaths) -> GitObject | None:
    """The commit that is checked out, without asking git; None where that cannot be: it is a delta, or damaged."""
    from casectl.adapters.git.objects import GitObject, object_id  # most commands need no object
    from casectl.adapters.git.packed import packed_commit

    oid = tip(repo)
    with suppress(OSError, zlib.error):
        try:
            data = _loose(repo, oid).partition(b"\0")[2]
        except FileNotFoundError:
            data = packed_commit(repo.common_dir / "objects/pack", oid) if oid else b""
        if oid == object_id("commit", data, "sha1" if len(oid) == 40 else "sha256"):
            return GitObject(oid, "commit", data)
    return None


def _loose(repo: RepositoryPaths, oid: str) -> bytes:
    """The beginning of an object that is a file of its own, its kind and size before it."""
    data = plain_file.content(repo.common_dir / "objects" / oid[:2] / oid[2:])
    return zlib.decompressobj().decompress(data, _MOST_COMMIT)
