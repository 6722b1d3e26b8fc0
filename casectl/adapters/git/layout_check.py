"""Whether a git folder has plain folders and files, as git makes them, wherever git writes or might block.

One copied from elsewhere may have a link there, which sends writes out of the folder, or a named pipe, on which git
blocks for ever. What is only read (configuration, packs) may be a link; what nothing reads may be anything.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

from casectl.adapters.files import plain_file
from casectl.adapters.git.repository_paths import RepositoryPaths
from casectl.core.values.errors import RepositoryError
from casectl.core.values.messages import Message, msg

_WRITTEN = ("HEAD", "objects", "objects/info", "objects/pack", "refs", "refs/heads", "reftable", "logs", "logs/refs")
_READ = (
    *("config", "config.worktree", "packed-refs", "shallow", "commondir"),
    *("info/attributes", "info/exclude", "info/grafts", "info/sparse-checkout"),
)
_WORK_TREE_FILES = ("gitdir", "HEAD", "commondir", "locked")
_DEEP_FOLDERS = ("objects", "refs", "reftable", "logs", "info", "worktrees")

_PATH = re.compile(r'\bpath[ \t]*=[ \t]*((?:"(?:\\.|[^"\\\n])*+"?|\\.|[^"\\;#\n])*+)', re.IGNORECASE)
"""Any key that ends in ``path``, in any section: checking a file that is not included does no harm."""
_QUOTING = re.compile(r'\\(.)|"')
_ESCAPES = {"t": "\t", "n": "\n", "b": "\b"}
_MAX_FILES = 100
"""The most files that are checked; git itself follows includes ten levels deep."""


def demand_safe_layout(repo: RepositoryPaths, *, deep: bool = False) -> None:
    """Raise RepositoryError listing every layout problem, before git touches any of it.

    `deep` checks every object and branch too, which takes a while where there are many.
    """
    found = list(layout_problems(repo))
    if deep:
        found += [each for each in special_files(repo) if each not in found]
    if found:
        raise RepositoryError(
            msg("the git folder leads out of itself, or keeps git waiting: somebody may mean harm"),
            problems=found,
            hint=msg("clone it anew from where it came, or put back what belongs there"),
        )


def layout_problems(repo: RepositoryPaths) -> Iterator[Message]:
    """Links and special files where git writes, and special files where it reads."""
    git, common = repo.git_dir, repo.common_dir
    if git != common and git.resolve().parent != common.resolve() / "worktrees":
        yield msg(
            "{file} names {folder}, and this is no work tree of that", file=str(git / "commondir"), folder=str(common)
        )
    written = [git / name for name in ("HEAD", "index", "logs", "logs/HEAD")]
    written += [common / name for name in (*_WRITTEN, *_ref_paths(_branch(git / "HEAD")))]
    for name in ("objects", "objects/info", "objects/info/commit-graphs"):
        written += _not_plain(common / name)
    for path in dict.fromkeys(written):
        yield from _file_problem(path, follow=False)
    for path in dict.fromkeys(_read(git, common)):
        yield from _file_problem(path, follow=True)


def _read(git: Path, common: Path) -> Iterator[Path]:
    yield from (folder / name for folder in (git, common) for name in _READ)
    for config in dict.fromkeys((common / "config", git / "config.worktree")):
        yield from _included(config)
    yield from _not_plain(common / "objects/pack")
    yield from (each for each in _not_plain(git) if each.name.startswith("sharedindex."))
    for tree in _folders(common / "worktrees"):
        yield from (tree / name for name in _WORK_TREE_FILES)


def _included(config: Path) -> Iterator[Path]:
    """The files that a configuration includes, directly or not, whether or not their conditions hold now.

    They are found by reading text: git itself would block on a named pipe.
    """
    waiting, seen = [config], set[Path]()
    while waiting and len(seen) < _MAX_FILES:
        found = [path for path in _paths_in(waiting.pop()) if path not in seen]
        seen.update(found)
        waiting += found
        yield from found


def _paths_in(config: Path) -> Iterator[Path]:
    with suppress(OSError, RuntimeError):  # circular links
        text = plain_file.content(config.resolve()).decode(errors="surrogateescape")
        values = dict.fromkeys(found[1] for found in _PATH.finditer(text.replace("\r\n", "\n").replace("\\\n", "")))
        for quoted in islice(values, _MAX_FILES):
            value = _QUOTING.sub(lambda found: _ESCAPES.get(found[1], found[1] or ""), quoted).strip()
            with suppress(RuntimeError):  # there is no such ~user
                yield config.parent / Path(value.partition("\0")[0]).expanduser()


def special_files(repo: RepositoryPaths) -> Iterator[Message]:
    """Special files at any depth where git reads: it would block on a named pipe for ever."""
    waiting = [repo.common_dir / name for name in _DEEP_FOLDERS]
    while waiting:
        folder = waiting.pop()
        waiting += _folders(folder)
        for path in (each for each in _not_plain(folder) if not each.is_socket()):  # opening a socket fails at once
            yield from _file_problem(path, follow=True)


def _file_problem(path: Path, *, follow: bool) -> Iterator[Message]:
    with suppress(OSError):
        mode = path.stat(follow_symlinks=follow).st_mode
        if stat.S_ISLNK(mode):
            yield msg("{file} is a symbolic link, where git keeps files of its own", file=str(path))
        elif not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            yield msg("{path} is not a regular file", path=str(path))


def _not_plain(folder: Path) -> list[Path]:
    """What in a folder is neither a plain folder nor a plain file, from the directory entries alone."""
    with suppress(OSError), os.scandir(folder) as found:
        return [Path(each.path) for each in found if not _is_plain(each)]
    return []


def _folders(folder: Path) -> list[Path]:
    with suppress(OSError), os.scandir(folder) as found:
        return [Path(each.path) for each in found if each.is_dir(follow_symlinks=False)]
    return []


def _is_plain(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False) or entry.is_file(follow_symlinks=False)


def _ref_paths(ref: str) -> Iterator[str]:
    """The folders and files of a branch and of its log."""
    for name in (ref, f"logs/{ref}") if ref else ():
        parts = name.split("/")
        yield from ("/".join(parts[:depth]) for depth in range(2, len(parts) + 1))


def _branch(head: Path) -> str:
    """The branch that HEAD names, "" if none. HEAD's own file type is checked separately."""
    with suppress(OSError):
        word, _, ref = plain_file.content(head).decode(errors="replace").strip().partition(" ")
        return ref if word == "ref:" and ".." not in ref and "\0" not in ref else ""
    return ""
