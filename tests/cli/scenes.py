"""What fixtures prepare in a casebook is made once, and copied for each test that asks for it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from tests.cli.casebook import CliCasebook
from tests.conftest import run_git

Result = TypeVar("Result")


class Scene(NamedTuple):
    """A casebook after its preparation, which gave `result`."""

    folder: Path
    env: dict[str, str]
    result: Any


class Scenes:
    """The scenes made so far, kept below `folder`; one is known by who prepares it and by what it began with."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[tuple[object, ...], Scene] = {}

    def lay(self, book: CliCasebook, prepare: Callable[[CliCasebook], Result]) -> Result:
        """What `prepare` gives, with `book` as it leaves it; it is run for the first test that asks for it."""
        key = (prepare, tuple(sorted(book.env.items())), *_state(book.folder))
        if key in self._made:
            made = self._made[key]
            shutil.rmtree(book.folder)
            shutil.copytree(made.folder, book.folder, symlinks=True)
            book.env = dict(made.env)
            result: Result = made.result
            return result
        result = prepare(book)
        pack_objects(book.folder)
        folder = self._folder / str(len(self._made))
        shutil.copytree(book.folder, folder, symlinks=True)
        self._made[key] = Scene(folder, dict(book.env), result)
        return result


def pack_objects(folder: Path) -> None:
    """Bring all objects of a repository into one file: a copy of it then costs a third."""
    run_git(folder, "repack", "-adq")


def _state(folder: Path) -> tuple[tuple[str, bytes], ...]:
    """Branches, tags, git's settings and every file of the work tree."""
    git = folder / ".git"
    inside = [git / "config", git / "HEAD", git / "packed-refs", *(git / "refs").rglob("*")]
    files = [path for path in folder.rglob("*") if ".git" not in path.parts]
    found = [path for path in sorted([*inside, *files]) if path.is_file()]
    return tuple((str(path.relative_to(folder)), path.read_bytes()) for path in found)
