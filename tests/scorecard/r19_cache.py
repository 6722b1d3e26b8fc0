"""R19: the index and the parsed settings damaged at random; lists stay what they are without them."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import time
from contextlib import closing, suppress
from datetime import UTC
from pathlib import Path

from casectl.core.ids import case_path, derived
from tests.scorecard.figure import Score
from tests.scorecard.ground import MOMENT, Book, Ground


def measure(ground: Ground) -> Score:
    """A damage, a list with the cache and one without it; the casebook's files and refs are never touched."""
    damages, chance = ground.size(1000, 60), ground.random("R19")
    book = _many(ground)
    wrong = touched = 0
    for _ in range(damages):
        _damage(book, chance)
        refs = book.git("for-each-ref").out + book.git("rev-parse", "HEAD").out
        before = _files(book)
        with_cache = book.forked("list", "--format", "json")
        kept = book.folder.parent / "cache"
        shutil.move(book.folder / ".git/casectl", kept)
        without = book.forked("list", "--format", "json")
        shutil.rmtree(book.folder / ".git/casectl", ignore_errors=True)
        shutil.move(kept, book.folder / ".git/casectl")
        wrong += with_cache != without
        touched += _files(book) != before or book.git("for-each-ref").out + book.git("rev-parse", "HEAD").out != refs
    return Score(f"{damages} damages: {wrong} lists differ, {touched} times the casebook was touched", wrong + touched)


def control(ground: Ground) -> Score:
    """A cache keyed by whole seconds, as many are: edits within the second are missed."""
    book, missed, tries = _many(ground), 0, ground.size(100, 20)
    file = book.folder / book.path
    kept: dict[int, bytes] = {}
    for number in range(tries):
        file.write_bytes(file.read_bytes() + f"# {number}\n".encode())
        seen = kept.setdefault(int(file.stat().st_mtime), file.read_bytes())
        missed += seen != file.read_bytes()
    return Score(f"{missed} of {tries} edits missed", missed)


def _many(ground: Ground) -> Book:
    book = ground.book()
    data = (book.folder / book.path).read_bytes()
    for number in range(20):
        case = derived("C", MOMENT, UTC, f"cache {number}")
        file = book.folder / case_path(case)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.replace(book.case.encode(), case.encode()))
    book.git("add", "--all")
    book.git("commit", "--quiet", "--message", "many")
    book.git("branch", "other")
    return book


def _files(book: Book) -> dict[str, bytes]:
    paths = [*book.folder.glob("*.yaml"), *book.folder.glob("*/**/*.yaml")]
    return {str(path): path.read_bytes() for path in paths if path.is_file()}


def _damage(book: Book, chance: random.Random) -> None:
    """Something that happens to a cache, or to the files beside it."""
    book.forked("list")
    chance.choice((_flip, _flip, _flip, _cut, _delete, _foreign, _scramble, _same_size, _swap, _switch, _pull))(
        book, chance
    )


def _private(book: Book, chance: random.Random) -> Path:
    files = sorted(each for each in (book.folder / ".git/casectl").rglob("*") if each.is_file() and each.name != "lock")
    return chance.choice(files)


def _flip(book: Book, chance: random.Random) -> None:
    file = _private(book, chance)
    data = bytearray(file.read_bytes() or b"\0")
    for _ in range(chance.randint(1, 20)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    file.write_bytes(data)


def _cut(book: Book, chance: random.Random) -> None:
    file = _private(book, chance)
    os.truncate(file, chance.randint(0, file.stat().st_size))


def _delete(book: Book, chance: random.Random) -> None:
    _private(book, chance).unlink()


def _foreign(book: Book, chance: random.Random) -> None:
    """Another program's database, an older or newer schema, one with a trigger."""
    sql = chance.choice(
        ["PRAGMA user_version = 77", "PRAGMA application_id = 5", "CREATE TABLE more (x)", "CREATE VIEW v AS SELECT 1"]
    )
    with suppress(sqlite3.Error), closing(sqlite3.connect(book.folder / ".git/casectl/index.sqlite3")) as database:
        database.execute(sql)
        database.commit()


def _scramble(book: Book, chance: random.Random) -> None:
    """The rows of one table, swapped or changed."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(book.folder / ".git/casectl/index.sqlite3")) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        if tables:
            table = chance.choice(tables)
            columns = [row[1] for row in database.execute(f'PRAGMA table_info("{table}")')]
            column = chance.choice(columns)
            value = chance.choice(["x'00'", "NULL", "'x'", f'(SELECT "{column}" FROM "{table}" ORDER BY random())'])
            database.execute(f'UPDATE OR IGNORE "{table}" SET "{column}" = {value}')
            database.commit()


def _same_size(book: Book, chance: random.Random) -> None:
    """An edit that keeps size and time."""
    file = book.folder / chance.choice(sorted(each for each in _files(book) if "/cases/" in each))
    stat = file.stat()
    file.write_bytes(file.read_bytes().swapcase() if chance.random() < 0.2 else _retitled(file.read_bytes(), chance))
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def _retitled(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    for row, line in enumerate(lines):
        if line.startswith(b"title: "):
            lines[row] = b"title: " + bytes(chance.choices(b"abcdefgh", k=len(line) - 7))
    return b"\n".join(lines)


def _swap(book: Book, chance: random.Random) -> None:
    """Two files change places, times and all, as `cp -p` does."""
    first, second = chance.sample(sorted(each for each in _files(book) if "/cases/" in each), 2)
    spare = book.folder.parent / "spare"
    shutil.copy2(first, spare)
    shutil.copy2(second, first)
    shutil.copy2(spare, second)


def _switch(book: Book, chance: random.Random) -> None:
    book.git("checkout", "--quiet", "--force", chance.choice(["main", "other"]))


def _pull(book: Book, chance: random.Random) -> None:
    """A commit that changes a case, on whichever branch is checked out."""
    _same_size(book, chance)
    book.git("commit", "--quiet", "--all", "--message", f"pulled {time.monotonic_ns()}")
