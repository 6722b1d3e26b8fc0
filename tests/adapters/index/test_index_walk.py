"""Index and files agree after random changes to both, including unusual ones."""

from __future__ import annotations

import os
import random
import shutil
import time
from contextlib import suppress
from pathlib import Path

import pytest

from casectl.adapters.files.work_tree import WorkTree
from tests.fakes.index_book import (  # noqa: F401 (fixtures)
    BREAKAGES,
    GRAIN,
    database,
    facts,
    five_cases,
    found,
    indexed,
    plain,
    put,
    short_waits,
    snapshot,
)


class Walk:
    """Random changes to the case files and the database."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.chance = random.Random(seed)
        self.count = 100

    def step(self) -> None:
        moves = (
            self.edit, self.edit, self.edit_same_size, self.edit_same_size, self.edit_by_rename, self.spoil, self.copy,
            self.add, self.delete, self.rename, self.swap, self.wait, self.wait, self.wait, self.break_database,
        )  # fmt: skip
        self.chance.choice(moves)()

    def any_file(self) -> Path:
        return self.root / self.chance.choice(WorkTree(self.root).paths("cases") or [self.add()])

    def new_path(self) -> str:
        self.count += 1
        return f"cases/2026/{self.chance.randint(1, 3):02}/C-{self.count}.yaml"

    def add(self) -> str:
        path = self.new_path()
        put(self.root / path, f"case {self.count}")
        return path

    def edit(self) -> None:
        put(self.any_file(), f"case {self.chance.random()}")

    def edit_same_size(self) -> None:
        """In the same second, with the old time restored: only the change time shows it."""
        file = self.any_file()
        found = file.stat()
        text = file.read_text()
        with file.open("r+") as out:
            out.write(text[:-1] + self.chance.choice("abcdefgh"))
        os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))

    def edit_by_rename(self) -> None:
        file = self.any_file()
        draft = file.with_suffix(".tmp")
        shutil.copy2(file, draft)
        draft.write_text(file.read_text()[::-1])
        shutil.copystat(file, draft)
        draft.replace(file)

    def spoil(self) -> None:
        put(self.any_file(), f"bad {self.chance.random()}")

    def copy(self) -> None:
        """As ``cp -p``: another file's content and times."""
        shutil.copy2(self.any_file(), self.any_file_or_new())

    def any_file_or_new(self) -> Path:
        if self.chance.random() < 0.5:
            return self.any_file()
        path = self.root / self.new_path()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        return path

    def delete(self) -> None:
        self.any_file().unlink()

    def rename(self) -> None:
        self.any_file().rename(self.any_file_or_new())

    def swap(self) -> None:
        first, second = self.any_file(), self.any_file()
        first.rename(self.root / "aside")
        if first != second:
            second.rename(first)
        (self.root / "aside").rename(second)

    def wait(self) -> None:
        """Long enough for entries to be trusted."""
        time.sleep(GRAIN * 1.5)
        found(indexed(self.root))

    def break_database(self) -> None:
        if database(self.root).is_file():
            BREAKAGES[
                self.chance.choice(
                    ["garbage", "cut short", "a row short", "gone", "rest gone", "rest zeros", "rest cut short"]
                )
            ](database(self.root))


@pytest.mark.parametrize("seed", range(4))
def test_fifty_random_changes_in_a_row_leave_index_and_files_agreed(root: Path, seed: int) -> None:
    walk = Walk(root, seed)
    for _ in range(50):
        with suppress(shutil.SameFileError):  # a copy onto itself
            walk.step()
        before = snapshot(root)
        assert found(indexed(root)) == plain(root)
        assert snapshot(root) == before
