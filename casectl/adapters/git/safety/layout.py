"""Whether a git folder has plain folders and files wherever git writes, and which of its files block who reads them.

One copied from elsewhere may have a link there, which sends writes out of the folder, or a named pipe.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from casectl.adapters.files import plain_file
from casectl.adapters.git.repository_paths import RepositoryPaths
from casectl.core.values.messages import Message, msg

_OF_THE_WORK_TREE = ("HEAD", "index", "logs/HEAD")
_SHARED = ("HEAD", "objects/info/commit-graphs", "objects/pack", "refs/heads", "reftable", "logs/refs")
_NOT_GITS = ("casectl", "hooks", "modules")
"""Folders that git does not read as part of the repository."""


def problems(repo: RepositoryPaths) -> Iterator[Message]:
    """Links and special files where git writes, and a work tree that is none of the folder it names."""
    git, common = repo.git_dir, repo.common_dir
    if git != common and git.resolve().parent != common.resolve() / "worktrees":
        yield msg(
            "{file} says that this folder is a work tree of {folder}, but it is not",
            file=str(git / "commondir"),
            folder=str(common),
        )
    ref = _branch(git / "HEAD")
    written = [*_down(git, _OF_THE_WORK_TREE), *_down(common, (*_SHARED, *((ref, f"logs/{ref}") if ref else ())))]
    written += [Path(each.path) for each in _entries(common / "objects") if not _is_plain(each)]
    for path in dict.fromkeys(written):
        with suppress(OSError):
            mode = path.lstat().st_mode
            if stat.S_ISLNK(mode):
                yield msg("{file} is a symbolic link, but git keeps its own files there", file=str(path))
            elif not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
                yield _special(path)


def special_files(repo: RepositoryPaths) -> Iterator[Message]:
    """Special files at any depth where git reads: it would wait for ever to open a named pipe."""
    waiting = [repo.common_dir]
    while waiting:
        for each in _entries(waiting.pop()):
            if each.is_dir(follow_symlinks=False):
                waiting += [Path(each.path)] if each.name not in _NOT_GITS else []
            elif not _is_plain(each) and _blocks(Path(each.path)):
                yield _special(Path(each.path))


def _special(path: Path) -> Message:
    return msg("{path} is not a regular file", path=str(path))


def _blocks(path: Path) -> bool:
    """Whether it is neither file nor folder nor a socket, on which opening fails at once."""
    with suppress(OSError):
        return stat.S_IFMT(path.stat().st_mode) not in (stat.S_IFREG, stat.S_IFDIR, stat.S_IFSOCK)
    return False


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with suppress(OSError), os.scandir(folder) as found:
        return list(found)
    return []


def _is_plain(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False) or entry.is_file(follow_symlinks=False)


def _down(folder: Path, names: Iterable[str]) -> Iterator[Path]:
    """The path of each name in a folder, after those of the folders on the way to it."""
    for parts in (name.split("/") for name in names):
        yield from (folder.joinpath(*parts[:depth]) for depth in range(1, len(parts) + 1))


def _branch(head: Path) -> str:
    """The branch that HEAD names, "" if none. HEAD's own file type is checked separately."""
    with suppress(OSError):
        word, _, ref = plain_file.content(head).decode(errors="replace").strip().partition(" ")
        return ref if word == "ref:" and ".." not in ref and "\0" not in ref else ""
    return ""
