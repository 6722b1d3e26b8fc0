"""What a shell's tab needs of a casebook and of casectl, as lines of text. It imports little: the shell waits for it.

The files are derived, in ``.git/casectl/tab``. Each begins with a stamp of what it was made from; where that is no
longer so, the file counts as absent. Nothing in them is trusted: what is offered is put into a line that will be run.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

_LOCALE = ("CASECTL_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", "XDG_CONFIG_HOME", "HOME")
_MOST = 1 << 20
_JUST_NOW = 100_000_000
"""Nanoseconds within which a file may change again without its times showing it."""

NAMES = "names"
Lines = list[list[str]]
Stamp = tuple[str, int]
"""What the lines were made from, as a text, and when the newest of it changed, in nanoseconds."""


def root_around(start: str) -> str | None:
    """The casebook's folder around `start`; None if there is none whose git folder is within it."""
    try:
        root = os.path.abspath(start)
    except OSError:  # the current folder was deleted
        return None
    while not os.path.isfile(f"{root}/casectl.yaml"):
        if root == (root := os.path.dirname(root)):
            return None
    return root if os.path.isdir(f"{root}/.git") else None


def stamp_of(root: str, program: str, env: Mapping[str, str]) -> Stamp:
    """What changes with the rules of the casebook, the folder of the program, and the language."""
    home = env.get("XDG_CONFIG_HOME") or f"{env.get('HOME', '')}/.config"
    paths = [program, f"{home}/casectl/config.yaml", f"{root}/casectl.yaml"]
    for folder in ("templates", "calendars"):
        paths += [f"{root}/{folder}", *(f"{root}/{folder}/{name}" for name in _listed(f"{root}/{folder}"))]
    found = [(path, _times(path)) for path in paths]
    text = " ".join([repr(found), *(env.get(name, "") for name in _LOCALE)])
    return " ".join(text.split()), max(times[0] for _path, times in found)


def read_part(root: str, part: str, stamp: Stamp) -> Lines | None:
    """The lines of a part, taken apart at tabs.

    None if they are not there, or not of this stamp; also where they were written so soon after a change that another
    one might not be seen.
    """
    try:
        with open(_file_of(root, part), encoding="utf-8") as file:
            written = os.fstat(file.fileno()).st_mtime_ns
            head, *lines = file.read(_MOST).split("\n")
    except (OSError, ValueError):
        return None
    return [line.split("\t") for line in lines] if head == stamp[0] and written > stamp[1] + _JUST_NOW else None


def keep_part(root: str, part: str, stamp: Stamp, lines: Iterable[Iterable[str]]) -> None:
    """Keep the lines of a part, if that can be done; readers see the old file or the new one."""
    text = "\n".join([stamp[0], *("\t".join(" ".join(cell.split()) for cell in line) for line in lines)])
    path = _file_of(root, part)
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        draft = f"{path}.{os.getpid()}"
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(draft, path)
    except (OSError, ValueError):
        return


def _file_of(root: str, part: str) -> str:
    return f"{root}/.git/casectl/tab/{part.replace(' ', '.')}"


def _listed(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []


def _times(path: str) -> tuple[int, int, int]:
    try:
        found = os.stat(path)
    except OSError:
        return (0, 0, 0)
    return (found.st_ctime_ns, found.st_size, found.st_ino)
