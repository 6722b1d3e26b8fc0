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
_OF_WORK_TREES = ("gitdir", "HEAD", "commondir", "locked")
_DEEP = ("objects", "refs", "reftable", "logs", "info", "worktrees")

_PATH = re.compile(r'\bpath[ \t]*=[ \t]*((?:"(?:\\.|[^"\\\n])*+"?|\\.|[^"\\;#\n])*+)', re.IGNORECASE)
"""Any key that ends in ``path``, whatever its section: to look at one that includes nothing does no harm."""
_QUOTING = re.compile(r'\\(.)|"')
_MEANT = {"t": "\t", "n": "\n", "b": "\b"}
_MOST = 100
"""About so many files are looked at; git itself goes ten deep."""


def demand_sound(place: RepositoryPaths, *, deep: bool = False) -> None:
    """Raise RepositoryError listing every layout problem, before git touches any of it.

    `deep` checks every object and branch too, which takes a while where there are many.
    """
    found = list(out_of_place(place))
    if deep:
        found += [each for each in blocking(place) if each not in found]
    if found:
        raise RepositoryError(
            msg("the git folder leads out of itself, or keeps git waiting: somebody may mean harm"),
            problems=found,
            hint=msg("clone it anew from where it came, or put back what belongs there"),
        )


def out_of_place(place: RepositoryPaths) -> Iterator[Message]:
    """Links and special files where git writes, and special files where it reads."""
    git, common = place.git_dir, place.common_dir
    if git != common and git.resolve().parent != common.resolve() / "worktrees":
        yield msg(
            "{file} names {folder}, and this is no work tree of that", file=str(git / "commondir"), folder=str(common)
        )
    written = [git / name for name in ("HEAD", "index", "logs", "logs/HEAD")]
    written += [common / name for name in (*_WRITTEN, *_steps(_branch(git / "HEAD")))]
    for name in ("objects", "objects/info", "objects/info/commit-graphs"):
        written += _odd(common / name)
    for path in dict.fromkeys(written):
        yield from _strange(path, follow=False)
    for path in dict.fromkeys(_read(git, common)):
        yield from _strange(path, follow=True)


def _read(git: Path, common: Path) -> Iterator[Path]:
    yield from (folder / name for folder in (git, common) for name in _READ)
    for config in dict.fromkeys((common / "config", git / "config.worktree")):
        yield from _included(config)
    yield from _odd(common / "objects/pack")
    yield from (each for each in _odd(git) if each.name.startswith("sharedindex."))
    for tree in _folders(common / "worktrees"):
        yield from (tree / name for name in _OF_WORK_TREES)


def _included(config: Path) -> Iterator[Path]:
    """The files that a configuration includes, and that those include, whether git would follow them now or not.

    They are read as text: git itself would wait for one that is a pipe.
    """
    waiting, seen = [config], set[Path]()
    while waiting and len(seen) < _MOST:
        found = [named for named in _named(waiting.pop()) if named not in seen]
        seen.update(found)
        waiting += found
        yield from found


def _named(config: Path) -> Iterator[Path]:
    with suppress(OSError, RuntimeError):  # links in a circle
        text = plain_file.content(config.resolve()).decode(errors="surrogateescape")
        values = dict.fromkeys(found[1] for found in _PATH.finditer(text.replace("\r\n", "\n").replace("\\\n", "")))
        for quoted in islice(values, _MOST):
            value = _QUOTING.sub(lambda found: _MEANT.get(found[1], found[1] or ""), quoted).strip()
            with suppress(RuntimeError):  # of somebody whom this machine does not know
                yield config.parent / Path(value.partition("\0")[0]).expanduser()


def blocking(place: RepositoryPaths) -> Iterator[Message]:
    """Special files at any depth where git reads: it would block on a named pipe for ever."""
    waiting = [place.common_dir / name for name in _DEEP]
    while waiting:
        folder = waiting.pop()
        waiting += _folders(folder)
        for path in (each for each in _odd(folder) if not each.is_socket()):  # opening a socket fails at once
            yield from _strange(path, follow=True)


def _strange(path: Path, *, follow: bool) -> Iterator[Message]:
    with suppress(OSError):
        mode = path.stat(follow_symlinks=follow).st_mode
        if stat.S_ISLNK(mode):
            yield msg("{file} is a symbolic link, where git keeps files of its own", file=str(path))
        elif not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            yield msg("{path} is not a regular file", path=str(path))


def _odd(folder: Path) -> list[Path]:
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


def _steps(ref: str) -> Iterator[str]:
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
