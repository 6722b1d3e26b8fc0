"""A database that is broken, foreign, busy or full changes no row and is not an error."""

from __future__ import annotations

import json
import random
import resource
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from casectl.adapters.index.file import IndexFile
from tests.fakes.hot_journal import forge_journal
from tests.fakes.index_book import (  # noqa: F401 (fixtures)
    BREAKAGES,
    CANNOT_BE_MENDED,
    database,
    facts,
    five_cases,
    indexed,
    plain,
    put,
    refuse,
    replace_by_link,
    short_waits,
    warm,
)


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_a_broken_or_strange_database_changes_no_row(root: Path, breakage: str) -> None:
    warm(root)
    BREAKAGES[breakage](database(root))
    assert indexed(root).rows("cases", facts) == plain(root)
    assert indexed(root).rows("cases", facts) == plain(root)


@pytest.mark.parametrize("breakage", sorted(set(BREAKAGES) - set(CANNOT_BE_MENDED)))
def test_a_broken_or_foreign_database_is_created_again(root: Path, breakage: str) -> None:
    warm(root)
    BREAKAGES[breakage](database(root))
    warm(root)
    assert indexed(root).rows("cases", refuse) == plain(root)


def test_a_link_in_place_of_the_database_leads_nowhere(root: Path) -> None:
    warm(root)
    replace_by_link(database(root))
    before = database(root).with_name("target").read_bytes()
    indexed(root).rows("cases", facts)
    put(root / "cases/2026/01/C-0.yaml", "changed")
    indexed(root).rows("cases", facts)
    assert database(root).with_name("target").read_bytes() == before
    assert not database(root).is_symlink()


def test_a_journal_beside_the_database_takes_no_other_file_away(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite would roll back a journal that a copied folder contains, and delete the file that it names."""
    victim = tmp_path_factory.mktemp("elsewhere") / "victim.txt"
    victim.write_text("mine")
    warm(root)
    forge_journal(database(root), victim)
    assert indexed(root).rows("cases", facts) == plain(root)
    assert victim.read_text() == "mine"
    assert [file.name for file in database(root).parent.iterdir()] == [database(root).name]

    forge_journal(database(root), victim)
    with closing(sqlite3.connect(database(root))) as careless:  # the journal is one that works
        careless.execute("SELECT * FROM sqlite_master").fetchall()
    assert not victim.exists()


def test_the_journal_of_a_write_is_never_on_disk(root: Path) -> None:
    """Files next to the database are not casectl's, so it must not create any, not even for a moment."""
    warm(root)
    in_fork: list[str] = []

    def write(opened: sqlite3.Connection) -> None:
        opened.execute("BEGIN IMMEDIATE")
        opened.execute("DELETE FROM facts")
        opened.execute("PRAGMA cache_spill = 1")
        in_fork.extend(file.name for file in database(root).parent.iterdir())
        opened.execute("ROLLBACK")

    IndexFile(database(root), "1")._with_database(write)
    assert in_fork == [database(root).name]
    assert indexed(root).rows("cases", refuse) == plain(root)


def test_a_database_held_by_another_is_left_alone_and_done_without(root: Path) -> None:
    warm(root)
    with closing(sqlite3.connect(database(root), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        put(root / "cases/2026/01/C-0.yaml", "changed")
        assert indexed(root).rows("cases", facts) == plain(root)
        other.execute("ROLLBACK")
        warm(root)
        assert other.execute("SELECT count(*) FROM facts").fetchone() == (5,)
    assert indexed(root).rows("cases", refuse) == plain(root)


def test_a_full_disk_costs_no_row_and_no_error(root: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        assert indexed(root).rows("cases", facts) == plain(root)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    warm(root)
    assert indexed(root).rows("cases", refuse) == plain(root)


@pytest.mark.parametrize("seed", range(4))
def test_flipped_bits_change_no_row(root: Path, seed: int) -> None:
    """Sixty times one to three bits, in the database's header or wherever it holds something."""
    chance = random.Random(seed)
    expected = plain(root)
    for _ in range(60):
        assert indexed(root).rows("cases", facts) == expected
        assert indexed(root).rows("cases", facts) == expected  # the first may have had to throw the file away
        data = bytearray(database(root).read_bytes())
        used = [position for position, byte in enumerate(data) if byte]
        for _ in range(chance.randint(1, 3)):
            data[chance.choice((chance.randrange(120), chance.choice(used)))] ^= 1 << chance.randrange(8)
        database(root).write_bytes(data)


BUILDER = """
import json, sys
from pathlib import Path
from casectl.adapters.index.sqlite import SqliteIndex
root = Path(sys.argv[1])
for _ in range(20):
    rows = SqliteIndex(root, root / ".git/casectl/index.sqlite3", "1").rows("cases", lambda p, d: {"text": d.decode()})
    assert len(rows) == 5, rows
    assert all(row.facts["text"].startswith("case") for row in rows), rows
print(json.dumps([[row.path, row.facts["text"]] for row in rows]))
"""


def test_three_processes_may_build_at_once(root: Path) -> None:
    arguments = [sys.executable, "-c", BUILDER, str(root)]
    builders = [subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
    for builder in builders:
        out, errors = builder.communicate(timeout=30)
        assert errors == b""
        assert json.loads(out) == [[row.path, (row.facts or {})["text"]] for row in plain(root)]
