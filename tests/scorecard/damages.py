"""What happens to a casebook's index, its parsed settings and its files between one list and the next.

Each kind takes the casebook and a source of chance. What lasts while the next list is made gives back how it ends.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from casectl import workspace
from casectl.adapters.index.rest_file import RestFile
from casectl.adapters.index.sqlite import rest_file
from casectl.casebook import case_files
from casectl.core.query.case_facts import excerpt_of
from tests.scorecard.ground import Book

Chance = random.Random
End = Callable[[], None]


def flip(book: Book, chance: Chance) -> None:
    """Bits in one of the derived files turn."""
    file = _derived(book, chance)
    data = bytearray(file.read_bytes() or b"\0")
    for _ in range(chance.randint(1, 20)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    file.write_bytes(data)


def cut(book: Book, chance: Chance) -> None:
    """A derived file breaks off."""
    file = _derived(book, chance)
    os.truncate(file, chance.randint(0, file.stat().st_size))


def delete(book: Book, chance: Chance) -> None:
    """A derived file is gone."""
    _derived(book, chance).unlink()


def restore(book: Book, chance: Chance) -> None:
    """The derived files come back as they were some lists ago, as from a backup."""
    kept, here = book.folder.parent / "backup", book.folder / ".git/casectl"
    if kept.exists():
        shutil.copytree(kept, here, dirs_exist_ok=True)
    if chance.random() < 0.5 or not kept.exists():
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(here, kept)


def strange(book: Book, chance: Chance) -> None:
    """The index is another program's database, or has more in it than ours."""
    sql = (
        "PRAGMA user_version = 77",
        "PRAGMA application_id = 5",
        "CREATE TABLE more (x)",
        "CREATE VIEW v AS SELECT 1",
    )
    _sql(book, chance, lambda database: database.execute(chance.choice(sql)))


def old(book: Book, chance: Chance) -> None:
    """The index was written by a casectl whose facts meant something else."""
    _index(book).unlink(missing_ok=True)
    version = chance.choice(("1", "3", "99"))

    def become_another() -> None:
        setattr(workspace, "VERSION", version)  # noqa: B010 (a name that it has from elsewhere)
        changed: dict[str, object] = {"title": f"of version {version}", "level": 7}
        setattr(case_files, "excerpt_of", lambda case: excerpt_of(case) | changed)  # noqa: B010

    book.forked("list", prepare=become_another)


def scramble(book: Book, chance: Chance) -> None:
    """Rows of the index are changed, or swapped."""

    def change(database: sqlite3.Connection) -> None:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        if tables:
            table = chance.choice(tables)
            column = chance.choice([row[1] for row in database.execute(f'PRAGMA table_info("{table}")')])
            value = chance.choice(["x'00'", "NULL", "'x'", f'(SELECT "{column}" FROM "{table}" ORDER BY random())'])
            database.execute(f'UPDATE OR IGNORE "{table}" SET "{column}" = {value}')

    _sql(book, chance, change)


def hold(book: Book, chance: Chance) -> End:
    """Another process holds the index while the list is made, and a case changed just before."""
    edit(book, chance)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with RestFile(rest_file(_index(book)), 0).writing():
            os.write(writing, b"1")
            time.sleep(60)
        os._exit(0)
    os.read(reading, 1)
    os.close(reading)
    os.close(writing)

    def release() -> None:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)

    return release


def edit(book: Book, chance: Chance) -> None:
    """A case changes; its size stays, and so does its time, or an older one is set."""
    file = _case(book, chance)
    stat = file.stat()
    data = file.read_bytes()
    file.write_bytes(data.swapcase() if chance.random() < 0.2 else _retitled(data, chance))
    back = chance.choice((0, 0, 1, 10**9, 86_400 * 10**9))
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns - back))


def settings(book: Book, chance: Chance) -> None:
    """A template changes, size and time kept: what is remembered of it is not true any more."""
    file = book.folder / "templates/complaint.yaml"
    stat = file.stat()
    file.write_bytes(file.read_bytes().replace(b"Received", bytes(chance.choices(b"ABCDEFGH", k=8)), 1))
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def swap(book: Book, chance: Chance) -> None:
    """Two files change places, times and all, as `cp -p` does."""
    first, second = chance.sample(_cases(book), 2)
    spare = book.folder.parent / "spare"
    shutil.copy2(first, spare)
    shutil.copy2(second, first)
    shutil.copy2(spare, second)


def lose(book: Book, chance: Chance) -> None:
    """A case file is cut off, deleted, or duplicated."""
    file = _case(book, chance)
    match chance.randrange(3):
        case 0:
            os.truncate(file, chance.randint(0, file.stat().st_size))
        case 1:
            file.unlink()
        case _:
            shutil.copy2(file, file.with_name(f"{chance.choice('DE')}{file.name[1:]}"))


def rename(book: Book, chance: Chance) -> None:
    """A folder of cases gets another name, or two change places."""
    folders = sorted(path for path in (book.folder / "cases").glob("*/*") if path.is_dir())
    here, spare = chance.choice(folders), book.folder / "cases/spare"
    other = chance.choice([*folders, here.with_name(f"{chance.randint(1, 12):02}")])
    here.rename(spare)
    if other.exists():
        other.rename(here)
    spare.rename(other)


def switch(book: Book, chance: Chance) -> None:
    """Another branch is checked out; what was not recorded is given up."""
    book.git("checkout", "--quiet", "--force", chance.choice(["main", "other"]))
    book.git("clean", "--quiet", "--force", "-d")


def reset(book: Book, chance: Chance) -> None:
    """The branch goes back to where it was, or to where another one is."""
    book.git("reset", "--quiet", "--hard", chance.choice(["HEAD", "many", "other", "main"]))
    book.git("clean", "--quiet", "--force", "-d")


def commit(book: Book, chance: Chance) -> None:
    """What changed is recorded with plain git."""
    edit(book, chance)
    book.git("add", "--all")
    book.git("commit", "--quiet", "--message", f"by hand {time.monotonic_ns()}")


def pull(book: Book, chance: Chance) -> None:
    """Commits come in from another clone."""
    switch(book, chance)
    clone = book.folder.parent / "clone"
    shutil.rmtree(clone, ignore_errors=True)
    book.git("clone", "--quiet", str(book.folder), str(clone))
    commit(Book(clone, book.case), chance)
    book.git("pull", "--quiet", "--ff-only", str(clone), "HEAD")


KINDS = (
    flip, cut, delete, restore, strange, old, scramble, hold,
    edit, settings, swap, lose, rename, switch, reset, commit, pull,
)  # fmt: skip
"""Every kind, drawn equally often."""


def derived_folder(book: Book) -> Path:
    """Where all derived data is."""
    return book.folder / ".git/casectl"


def _index(book: Book) -> Path:
    return derived_folder(book) / "index.sqlite3"


def _derived(book: Book, chance: Chance) -> Path:
    files = (each for each in derived_folder(book).rglob("*") if each.is_file() and each.name != "lock")
    return chance.choice(sorted(files))


def _case(book: Book, chance: Chance) -> Path:
    return chance.choice(_cases(book))


def _cases(book: Book) -> list[Path]:
    return sorted((book.folder / "cases").glob("*/*/*.yaml"))


def _sql(book: Book, chance: Chance, work: Callable[[sqlite3.Connection], object]) -> None:
    """Change the columns; half of the time they are sealed again, as far as anybody may who makes other tables."""
    events = derived_folder(book) / "events.sqlite3"
    file = events if events.exists() and chance.random() < 0.5 else _index(book)
    with suppress(sqlite3.Error), closing(sqlite3.connect(file)) as database:
        work(database)
        database.commit()


def _retitled(data: bytes, chance: Chance) -> bytes:
    lines = data.split(b"\n")
    for row, line in enumerate(lines):
        if line.startswith(b"title: "):
            lines[row] = b"title: " + bytes(chance.choices(b"abcdefgh", k=len(line) - 7))
    return b"\n".join(lines)
